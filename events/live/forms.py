from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import Event
from events.programme.queries import ProgrammeEntry
from home.i18n.languages import native_name

LASTS = {10: _("10 minutes"), 30: _("30 minutes"), 60: _("1 hour"), 180: _("3 hours")}


class NoticeForm(forms.Form):
    """One line in each language of the edition; where one is empty, readers get another."""

    session = forms.TypedChoiceField(label=_("Who sees it"), coerce=int, required=False, empty_value=None)
    minutes = forms.TypedChoiceField(
        label=_("It disappears after"), coerce=int, choices=list(LASTS.items()), initial=30
    )

    def __init__(self, *args: Any, event: Event, entries: list[ProgrammeEntry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = event.language_codes
        for code in self.codes:
            widget = forms.TextInput(attrs={"lang": code})
            label = native_name(code)
            self.fields[f"text_{code}"] = forms.CharField(label=label, max_length=200, required=False, widget=widget)
        titles = {entry.original.pk: entry.page.title for entry in entries}
        self.fields["session"].choices = [("", _("Readers of all pages of the edition")), *titles.items()]
        self.order_fields([*(f"text_{code}" for code in self.codes), "session", "minutes"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.texts:
            raise forms.ValidationError(_("Type the notice in at least one language."))
        return cleaned

    @property
    def texts(self) -> dict[str, str]:
        typed = {code: self.cleaned_data.get(f"text_{code}", "") for code in self.codes}
        return {code: text for code, text in typed.items() if text}

    @property
    def lasts(self) -> timedelta:
        return timedelta(minutes=self.cleaned_data["minutes"])
