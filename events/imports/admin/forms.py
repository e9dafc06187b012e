from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.enums import SessionKind
from events.imports.readers.labels import PERSON_FIELDS, SESSION_FIELDS, SHOWN_NAMES
from events.imports.readers.reading import MAX_BYTES
from events.imports.records import Incoming
from events.models import Event
from events.models.events import zone_choices
from home.i18n.languages import native_name

MAX_PHOTOS = 40_000_000  # bytes


def limited(upload: Any, most: int) -> Any:
    if upload and upload.size > most:
        raise forms.ValidationError(
            _("This file is larger than %(size)s MB."), params={"size": most // 1_000_000}, code="size"
        )
    return upload


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("frab or pretalx (XML or JSON), Sessionize (JSON of the view “All data”), CSV or XLSX."),
    )
    second = forms.FileField(
        label=_("The same programme in another language"),
        required=False,
        help_text=_("Only if your tool writes one file for each language. Its texts become translations."),
    )
    second_language = forms.ChoiceField(label=_("Language of that file"), required=False)
    photos = forms.FileField(
        label=_("Photos, as a ZIP file"),
        required=False,
        help_text=_("Each named as in the file, or by the name or key of the person, for example ana-lucero.jpg."),
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = event.language_codes
        choices = [(code, native_name(code)) for code in codes]
        language: Any = self.fields["second_language"]
        language.choices = list(reversed(choices))
        if len(codes) < 2:
            del self.fields["second"], self.fields["second_language"]

    def clean_file(self) -> Any:
        return limited(self.cleaned_data["file"], MAX_BYTES)

    def clean_second(self) -> Any:
        return limited(self.cleaned_data["second"], MAX_BYTES)

    def clean_photos(self) -> Any:
        return limited(self.cleaned_data["photos"], MAX_PHOTOS)


class ReadingForm(forms.Form):
    """How the file is read: with a field for each column and each kind that it names."""

    zone = forms.ChoiceField(
        label=_("Time zone of times without a zone"), help_text=_("Times in the file that name a zone keep it.")
    )
    language = forms.ChoiceField(
        label=_("Language of texts that name none"),
        help_text=_("Also of texts in a language in which this event has no pages."),
    )
    checks_translations = forms.TypedChoiceField(
        label=_("Translations in the file"),
        coerce=lambda value: value == "check",
        choices=[("check", _("are still to be checked")), ("done", _("are done"))],
    )

    def __init__(self, *args: Any, event: Event, incoming: Incoming, fields: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own: Any = self.fields
        own["zone"].choices = [("UTC", "UTC"), *zone_choices()]
        own["language"].choices = [(code, native_name(code)) for code in event.language_codes]
        if not any(one.translations for one in incoming.sessions.values()):
            own["checks_translations"].widget = forms.HiddenInput()
        known = list(dict.fromkeys([*SESSION_FIELDS, *PERSON_FIELDS]))
        self.columns, self.kinds = {}, {}
        for number, one in enumerate(incoming.labelled):
            names = [*known, *([one.field] if one.field and one.field not in known else [])]
            choices = [("", _("not taken over")), *((name, SHOWN_NAMES.get(name, name)) for name in names)]
            self.columns[f"column-{number}"] = one.label
            own[f"column-{number}"] = forms.ChoiceField(
                label=one.label, required=False, initial=one.field, choices=choices, help_text=one.example
            )
        for number, name in enumerate(incoming.unknown_kinds):
            self.kinds[f"kind-{number}"] = name
            own[f"kind-{number}"] = forms.ChoiceField(
                label=name, choices=SessionKind.choices, initial=fields.get(name, SessionKind.TALK)
            )

    @property
    def general_fields(self) -> list[Any]:
        return [self[name] for name in ("zone", "language", "checks_translations")]

    @property
    def column_fields(self) -> list[Any]:
        return [self[name] for name in self.columns]

    @property
    def kind_fields(self) -> list[Any]:
        return [self[name] for name in self.kinds]

    @property
    def options(self) -> dict[str, Any]:
        """What `actions.options_of` reads."""
        data = self.cleaned_data
        return {
            "zone": data["zone"],
            "language": data["language"],
            "fields": {label: data[name] for name, label in self.columns.items()},
            "kinds": {kind: data[name] for name, kind in self.kinds.items()},
        }
