"""The form of the call, in two steps: the idea, then the people with their hours. See events.submissions.fields."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from events.models import CallPage
from events.submissions.actions import ProposalData, SpeakerData
from events.submissions.actions.proposing import MAX_SPEAKERS
from events.submissions.fields import PROPOSAL_FIELDS, SPEAKER_FIELDS, FormContext
from events.submissions.fields.questions import span_with_language
from events.submissions.models import Speaker
from home.forms.public import PublicForm

MAX_LOST = 20


def refuse_lost_answer(_text: str) -> None:
    raise forms.ValidationError(
        _("This question was removed from the call meanwhile. Copy what you need into another answer, then empty this.")
    )


class LostAnswerField(forms.CharField):
    """An answer to a question that is asked no more: kept in sight until the person has emptied it."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self) -> None:
        super().__init__(required=False, label=_("Question that was removed"), validators=[refuse_lost_answer])


class ProposalForm(PublicForm):
    """The idea of a proposal. The questions of the call come from the call's page, named by their block's id."""

    def __init__(self, *args: Any, context: FormContext, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.context = context
        self.fields.update(PROPOSAL_FIELDS.form_fields(self.context))
        lost = [name for name in self.data if name.startswith("answer-") and name not in self.fields]
        self.fields.update({name: LostAnswerField() for name in lost[:MAX_LOST] if self.data[name].strip()})

    def idea(self, hours: "AvailabilityForm") -> ProposalData:
        return ProposalData(**PROPOSAL_FIELDS.sent({**self.cleaned_data, **hours.cleaned_data}, self.context))


class AvailabilityForm(forms.Form):
    """What is asked of the idea in the second step: when people could speak, in their own zone."""

    def __init__(self, *args: Any, context: FormContext, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(PROPOSAL_FIELDS.form_fields(context, step=2))


class ConsentForm(forms.Form):
    consent = forms.BooleanField(
        label=_("I agree"), error_messages={"required": _("We cannot keep the proposal without your consent.")}
    )

    def __init__(self, *args: Any, page: CallPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consent"].help_text = span_with_language(page.consent_text, page.consent_language)


class SpeakerForm(forms.Form):
    """One person; the row that `context` names is changed."""

    without_photo = forms.BooleanField(label=_("Remove the photo we have"), required=False)
    remove = forms.BooleanField(label=_("Remove this person"), required=False)

    def __init__(self, *args: Any, context: FormContext, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.context = context
        self.known: Speaker | None = context.row
        self.fields = {**SPEAKER_FIELDS.form_fields(context), **self.fields}
        known = self.known
        if known is None or not known.photo:
            del self.fields["without_photo"]
        if known is None or known.position == 0:
            del self.fields["remove"]

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

    def person(self) -> SpeakerData:
        return SpeakerData(
            **SPEAKER_FIELDS.sent(self.cleaned_data, self.context),
            without_photo=self.cleaned_data.get("without_photo", False),
            pk=self.known.pk if self.known else None,
        )

    @property
    def hidden_field_names(self) -> list[str]:
        """Under these names its fields travel through the first step."""
        return [*(self.add_prefix(name) for name in self.fields if name != "photo"), self.lost_photo_name]

    def refill(self, data: QueryDict, files: Mapping[str, Any]) -> None:
        """Show what was typed so far, unchecked; of a photo only that there was one."""
        was_chosen = self.add_prefix("photo") in files or data.get(self.lost_photo_name)
        self.initial = {**typed_values(self, data, files), "photo-was": "1" if was_chosen else ""}


def typed_values(form: forms.Form, data: QueryDict, files: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed into the fields of a form, unchecked, as their initial values."""
    fields = {name: one for name, one in form.fields.items() if not isinstance(one, forms.FileField)}
    return {name: one.widget.value_from_datadict(data, files, form.add_prefix(name)) for name, one in fields.items()}


def speaker_prefix(number: int) -> str:
    return f"speaker-{number}"


def count_speakers(data: Mapping[str, Any]) -> int:
    """How many people a sent form has room for."""
    count = str(data.get("people", ""))
    return min(MAX_SPEAKERS, max(1, int(count))) if count.isdecimal() and len(count) < 3 else 1
