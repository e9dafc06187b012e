"""The initial templates of issues; editors change them under Newsletter."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Locale
from wagtail.rich_text import RichText

from home.newsletter.issue_translations import translate
from home.newsletter.models import IssueTemplate
from home.signals import Milestone


def default_texts(milestone: str) -> dict[str, str]:
    """In the active language."""
    if milestone == Milestone.PROGRAMME_RELEASED:
        return {
            "subject": _("The programme of “{event}” is ready"),
            "preheader": _("Hour by hour, with the languages of every session."),
            "text": _("You asked us to tell you when the programme is published. Here it is."),
            "label": _("See the whole programme"),
            "title": _("Hour by hour"),
            "rows": "sessions",
        }
    return {
        "subject": _("The call for “{event}” is open"),
        "preheader": _("Propose a session, in your own language."),
        "text": _(
            "You asked us to tell you when a call opens. This one is open now: tell others what "
            "has worked for you and what has not."
        ),
        "label": _("Read the call"),
        "title": _("Dates"),
        "rows": "dates",
    }


def default_body(texts: dict[str, str]) -> list[tuple[str, dict[str, Any]]]:
    return [
        ("text", {"text": RichText(f"<p>{texts['text']}</p>")}),
        ("action", {"label": texts["label"], "page": None, "url": settings.PORTAL_BASE_URL}),
        (texts["rows"], {"title": texts["title"], "page": None}),
    ]


def ensure_templates() -> None:
    """A template for each milestone, translated into each language of the portal. Existing ones stay."""
    locales = {row.language_code: row for row in Locale.objects.filter(language_code__in=settings.PORTAL_LANGUAGES)}
    first = locales.pop(settings.LANGUAGE_CODE)
    for milestone in Milestone.values:
        if IssueTemplate.objects.filter(milestone=milestone).exists():
            continue
        with override(first.language_code):
            texts = default_texts(milestone)
        with transaction.atomic():
            row = IssueTemplate(milestone=milestone, locale=first)
            row.subject, row.preheader = texts["subject"], texts["preheader"]
            row.body = default_body(texts)  # type: ignore[assignment]
            row.save()
            for code, locale in locales.items():
                with override(code):
                    translated = default_texts(milestone)
                translate(row, locale, {texts[name]: translated[name] for name in texts}, publish=True)
