from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from home.i18n.languages import language_name
from home.newsletter.enums import AudienceChoice
from home.newsletter.queries import Audience

MISSING_CHOICES = [
    (choice.value, choice.label) for choice in (AudienceChoice.WAIT, AudienceChoice.LEAVE_OUT, AudienceChoice.ORIGINAL)
]


class SendForm(forms.Form):
    """When an issue is sent, and what readers without a ready translation get, which is an explicit choice."""

    send_at = forms.DateTimeField(
        label=_("Send at"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=_("In UTC. Leave empty to send now."),
    )

    def __init__(self, *args: Any, audiences: list[Audience], now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.missing = [line.language for line in audiences if not line.is_ready]
        readers = {line.language: line.count for line in audiences}
        for code in self.missing:
            name = language_name(code, get_language() or "en")
            self.fields[f"missing_{code}"] = forms.ChoiceField(
                label=_("Subscribers in %(language)s (%(count)d), whose translation is not ready")
                % {"language": name, "count": readers[code]},
                choices=MISSING_CHOICES,
                widget=forms.RadioSelect,
            )

    def clean_send_at(self) -> datetime:
        """A time in the past means now."""
        return max(self.cleaned_data["send_at"] or self.now, self.now)

    def choices(self) -> dict[str, AudienceChoice]:
        return {code: AudienceChoice(self.cleaned_data[f"missing_{code}"]) for code in self.missing}
