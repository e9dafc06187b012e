"""The form of the call, in two parts: the idea, and the people with their hours."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.models import CallPage, Event, Theme
from events.submissions import availability
from events.submissions.actions import Idea, Person
from events.submissions.actions.proposing import MOST_SPEAKERS
from events.submissions.enums import PROPOSED_KINDS
from events.submissions.models import Speaker, Submission
from events.submissions.photos import clean_photo
from home.forms.public import SHORTEST, PublicForm, signer
from home.i18n.languages import language_name, language_of, own_name

MOST_TEXT = 6000
OTHER_LANGUAGES = ("ar", "ca", "de", "fr", "hi", "it", "ja", "nl", "pt", "sv", "zh-hans")


def language_choices() -> list[tuple[str, str]]:
    """By their own name; the portal's first, the others with their name in the reader's language."""
    here = get_language() or settings.LANGUAGE_CODE
    others = [code for code in OTHER_LANGUAGES if code not in settings.PORTAL_LANGUAGES]
    named = [(code, f"{own_name(code)} ({language_name(code, here)})") for code in others]
    return [*((code, own_name(code)) for code in settings.PORTAL_LANGUAGES), *named]


def theme_choices(language: str) -> list[tuple[str, str]]:
    """Short name and label of every published theme, labelled in `language` where it has such a label."""
    labels: dict[str, tuple[bool, str]] = {}
    for slug, name, code in Theme.objects.filter(live=True).values_list("slug", "name", "locale__language_code"):
        if slug not in labels or code == language:
            labels[slug] = (code == language, name)
    return sorted(((slug, name) for slug, (_own, name) in labels.items()), key=lambda choice: choice[1].casefold())


def theme_labels(submission: Submission, language: str) -> list[str]:
    """The names of a proposal's themes in a language, where they have one there."""
    slugs = {theme.slug for theme in submission.themes.all()}
    return [name for slug, name in theme_choices(language) if slug in slugs]


def themes_named(slugs: list[str]) -> list[Theme]:
    """One row for each short name: the oldest, so that every language means the same one."""
    found: dict[str, Theme] = {}
    for theme in Theme.objects.filter(slug__in=slugs).order_by("-pk"):
        found[theme.slug] = theme
    return list(found.values())


def marked(text: str, code: str) -> str:
    """Words of a page, with their language where it is not the reader's: a call that is not translated yet."""
    return format_html('<span lang="{}">{}</span>', code, text) if text and code != get_language() else text


def long_text(label: Any, help_text: Any = "", *, required: bool = False, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows, "maxlength": None}),
    )


class IdeaForm(PublicForm):
    """What somebody wants to bring. The questions of the call come from the call's page, named by their block's id."""

    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("A working title is fine."))
    kind = forms.ChoiceField(label=_("Kind"), widget=forms.RadioSelect)
    abstract = long_text(
        _("What it is about"),
        _("A few sentences. Unfinished ideas are welcome: say what you do not know yet."),
        required=True,
        rows=6,
    )
    practice = long_text(
        _("Where you practise"), _("Your organisation, circle or neighbourhood, and how many you are.")
    )
    hard = long_text(
        _("What is still hard"), _("This is no place for polished talks; an open question is a good start.")
    )
    themes = forms.MultipleChoiceField(label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple)
    spoken = forms.MultipleChoiceField(
        label=_("Languages you could speak in this session"), widget=forms.CheckboxSelectMultiple
    )
    language = forms.ChoiceField(
        label=_("This text is written in"),
        widget=forms.RadioSelect,
        help_text=_("We write to you in this language. If it is accepted, people translate it into the others."),
    )
    zone = forms.ChoiceField(
        label=_("Your time zone"), help_text=_("The city nearest to you, so that we ask for hours of your own day.")
    )

    def __init__(self, *args: Any, event: Event, page: CallPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or settings.LANGUAGE_CODE
        self.fields["kind"].choices = [(kind.value, capfirst(kind.label)) for kind in PROPOSED_KINDS]
        self.fields["themes"].choices = theme_choices(language)
        self.fields["spoken"].choices = language_choices()
        self.fields["language"].choices = [(code, own_name(code)) for code in settings.PORTAL_LANGUAGES]
        self.fields["language"].initial = language
        zones = availability.zone_choices(language, tuple(event.zones()))
        self.fields["zone"].choices = [("", _("Please choose")), *zones]
        if not self.fields["themes"].choices:
            del self.fields["themes"]
        self.questions = {str(block.id): block.value["question"] for block in page.prompts}
        code = language_of(page)
        texts = {
            f"answer-{block.id}": long_text(*(marked(block.value[name], code) for name in ("question", "help")))
            for block in page.prompts
        }
        self.fields.update(texts)
        after = list(self.fields).index("abstract") + 1
        names = [name for name in self.fields if name not in texts]
        self.order_fields([*names[:after], *texts, *names[after:]])

    def clean_opened(self) -> str:
        """People may take days; only what was sent at once is stopped."""
        opened: str = self.cleaned_data["opened"]
        try:
            if not opened:
                return opened
            signer.unsign(opened, max_age=SHORTEST)
        except signing.SignatureExpired:
            return opened
        except signing.BadSignature:
            pass
        raise forms.ValidationError(_("That was very quick. Please look it over and send it once more."))

    def idea(self, hours: list[str]) -> Idea:
        data = self.cleaned_data
        asked = [{"id": pk, "question": text, "answer": data[f"answer-{pk}"]} for pk, text in self.questions.items()]
        return Idea(
            title=data["title"],
            kind=data["kind"],
            abstract=data["abstract"],
            language=data["language"],
            spoken=", ".join(data["spoken"]),
            zone=data["zone"],
            practice=data["practice"],
            hard=data["hard"],
            answers=[row for row in asked if row["answer"]],
            hours=sorted(hours),
            themes=themes_named(data.get("themes", [])),
        )

    @staticmethod
    def initial_of(submission: Submission) -> dict[str, Any]:
        names = ("title", "kind", "abstract", "practice", "hard", "language", "zone")
        return {
            **{name: getattr(submission, name) for name in names},
            **{f"answer-{row['id']}": row["answer"] for row in submission.answers},
            "spoken": submission.spoken_codes,
            "themes": list(submission.themes.values_list("slug", flat=True)),
        }


class HoursForm(forms.Form):
    """When people could speak, in their own zone."""

    hours = forms.MultipleChoiceField(
        label=_("When you could speak"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("If you tick none, we take it that any hour is fine."),
    )

    def __init__(self, *args: Any, event: Event, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = availability.hours(event, zone, get_language() or settings.LANGUAGE_CODE)
        self.fields["hours"].choices = [(hour.value, f"{hour.day}, {hour.label}") for hour in offered]


class ConsentForm(forms.Form):
    consent = forms.BooleanField(
        label=_("I agree"), error_messages={"required": _("Without your consent we may not keep the proposal.")}
    )

    def __init__(self, *args: Any, page: CallPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consent"].help_text = marked(page.consent_words, page.consent_language)


class SpeakerForm(forms.Form):
    """One person. `known` is the row it changes."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As it shall stand in the programme."),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Only the programme team sees it."),
    )
    biography = long_text(_("Short biography"), _("Two or three sentences."), required=True)
    languages = forms.MultipleChoiceField(
        label=_("Can answer in"), choices=language_choices, widget=forms.CheckboxSelectMultiple
    )
    pronouns = forms.CharField(label=_("Pronouns"), max_length=40, required=False)
    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("JPEG, PNG or WebP, at most 8 MB. We take out where and with what it was taken."),
    )
    without_photo = forms.BooleanField(label=_("Without the photo we have"), required=False)
    remove = forms.BooleanField(label=_("Take this person out"), required=False)

    def __init__(self, *args: Any, known: Speaker | None = None, **kwargs: Any) -> None:
        if known is not None:
            names = ("name", "email", "biography", "pronouns")
            initial = {name: getattr(known, name) for name in names} | {"languages": known.language_codes}
            kwargs["initial"] = {**initial, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.known = known
        if known is None or not known.photo:
            del self.fields["without_photo"]
        if known is None or known.position == 0:
            del self.fields["remove"]

    def clean_photo(self) -> Any:
        upload = self.cleaned_data.get("photo")
        return clean_photo(upload) if upload else None

    @property
    def lost_photo(self) -> bool:
        """Whether a photo was chosen that this form, shown again, does not have: no browser fills such a field in."""
        is_here = self.add_prefix("photo") in self.files
        return is_here or bool(self.data.get(self.lost_photo_name) or self.initial.get("photo-was"))

    @property
    def lost_photo_name(self) -> str:
        return f"{self.add_prefix('photo')}-was"

    @property
    def is_removed(self) -> bool:
        return bool(self.cleaned_data.get("remove"))

    def person(self) -> Person:
        data = self.cleaned_data
        return Person(
            name=data["name"],
            email=data["email"],
            biography=data["biography"],
            languages=", ".join(data["languages"]),
            pronouns=data["pronouns"],
            photo=data["photo"],
            without_photo=data.get("without_photo", False),
            pk=self.known.pk if self.known else None,
        )


def prefix(number: int) -> str:
    return f"speaker-{number}"


def speakers_in(data: Mapping[str, Any]) -> int:
    """How many people a sent form has room for."""
    count = str(data.get("people", ""))
    return min(MOST_SPEAKERS, max(1, int(count))) if count.isdecimal() and len(count) < 3 else 1


def typed_speaker(data: Any, files: Any, number: int) -> dict[str, Any]:
    """What was typed about a person so far, unchecked."""
    own = prefix(number)
    typed = {name: data.get(f"{own}-{name}", "") for name in ("name", "email", "biography", "pronouns", "photo-was")}
    chosen = "1" if f"{own}-photo" in files else typed["photo-was"]
    return {**typed, "photo-was": chosen, "languages": data.getlist(f"{own}-languages")}
