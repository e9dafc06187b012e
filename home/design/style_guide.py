"""The style guide: every component in every state, in both schemes, in the page's language."""

import re
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

# A section is a template in templates/home/style_guide/ and its title; block previews can add theirs here.
SECTIONS = [
    ("colours", _("Colours")),
    ("type", _("Typography")),
    ("hero", _("Hero and facts")),
    ("sessions", _("Programme")),
    ("text", _("Running text")),
    ("buttons", _("Buttons, links and pills")),
    ("notices", _("Notices")),
    ("cards", _("Cards and people")),
    ("forms", _("Forms")),
    ("tables", _("Tables")),
    ("tabs", _("Tabs and disclosure")),
    ("wayfinding", _("Navigation")),
    ("media", _("Images and videos")),
    ("blocks", _("Blocks")),
    ("patterns", _("Circles")),
]
COLOURS = {
    _("Backgrounds"): ["paper", "surface", "sunken", "tint-green", "tint-sun", "tint-coral", "tint-leaf", "tint-plum"],
    _("Text and lines"): ["ink", "ink-soft", "green", "coral", "leaf", "plum", "danger", "sun", "outline", "line"],
}
ICONS = re.findall(r'symbol id="(\w+)"', (Path(__file__).parents[1] / "static" / "home" / "icons.svg").read_text())
SCHEMES = {"light": _("Light"), "dark": _("Dark")}
SAMPLE_NAMES = ["Encuentro 2021", "Better systems", "Ana Lucero", "Mira Halvorsen", "Tomás Echeverri", "Łucja Wójcik"]
SAMPLE_NAMES += [
    "Círculos que se cuidan solos",
    "Language break",
    "Edition 2026",
    "Edition 2027",
    "Sea of circles",
    "Consent",
]


class SampleForm(forms.Form):
    """Every kind of field; the name is always refused, so that an error can be seen."""

    name = forms.CharField(label=_("Your name"), help_text=_("As it should appear in the programme."))
    email = forms.EmailField(label=_("Email address"))
    title = forms.CharField(label=_("Title"), required=False, disabled=True, initial=_("Only the team changes this"))
    kind = forms.ChoiceField(label=_("Kind"), choices=[("talk", _("Talk")), ("workshop", _("Workshop"))])
    language = forms.ChoiceField(
        label=_("Language"), choices=[("en", "English"), ("es", "Español")], widget=forms.RadioSelect
    )
    themes = forms.MultipleChoiceField(
        label=_("Themes"),
        required=False,
        choices=[("1", _("Resilience")), ("2", _("Governance")), ("3", _("Evidence"))],
        widget=forms.CheckboxSelectMultiple,
    )
    abstract = forms.CharField(label=_("What it is about"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    file = forms.FileField(label=_("Portrait"), required=False)
    consent = forms.BooleanField(label=_("I agree that it is published if it is accepted."))

    def clean_name(self) -> str:
        raise ValidationError(_("Please write the name in full."))


def sample_form(scheme: str) -> SampleForm:
    data = {"email": "ana@example.org", "kind": "talk", "language": "es", "themes": ["1"]}
    return SampleForm({f"{scheme}-{name}": value for name, value in data.items()}, prefix=scheme)


def sections(request: HttpRequest) -> list[dict[str, Any]]:
    return [{"id": name, "title": title, "template": f"home/style_guide/{name}.html"} for name, title in SECTIONS]


def style_guide(request: HttpRequest) -> HttpResponse:
    """For developers (DEBUG) and everyone who may enter the admin; nobody else finds it."""
    if not (settings.DEBUG or request.user.has_perm("wagtailadmin.access_admin")):
        raise Http404
    context = {
        "sections": sections(request),
        "colours": COLOURS,
        "names": SAMPLE_NAMES,
        "icons": ICONS,
        "sample_forms": {scheme: sample_form(scheme) for scheme in SCHEMES},
        "page_obj": Paginator(range(100), 10).get_page(4),
        "schemes": SCHEMES,
    }
    return render(request, "home/style_guide.html", context)
