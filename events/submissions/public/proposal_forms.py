"""One submission of the two-step form: the posted data, and the forms to show again."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.forms import BooleanField, BoundField, ChoiceField, FileField, Form
from django.http import HttpRequest, QueryDict
from django.utils.choices import flatten_choices
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext

from events.models import CallPage, Event, EventPage
from events.submissions.actions.proposing import CROWDED_ADDRESS, MAX_PER_ADDRESS, MAX_SPEAKERS, shown_values
from events.submissions.deadline import read_instant, sign_instant
from events.submissions.fields import PROPOSAL_FIELDS, SPEAKER_FIELDS, FormContext
from events.submissions.models import Submission
from events.submissions.public.forms import (
    AvailabilityForm,
    ConsentForm,
    ProposalForm,
    SpeakerForm,
    count_speakers,
    speaker_prefix,
    typed_values,
)
from home.i18n.languages import language_of
from home.outbox.addresses import normalise


def call_page(event: Event, language: str | None = None) -> CallPage | None:
    """The live page of an event's call in a language, else the original."""
    paths = EventPage.objects.filter(event=event).values_list("path", flat=True)
    below = [Q(path__startswith=path) for path in paths]
    pages = CallPage.objects.live().filter(reduce(or_, below)) if below else []
    ranked = sorted(pages, key=lambda page: (language_of(page) != language, not page.is_original))
    return ranked[0] if ranked else None


class ProposalForms:
    """The forms of one request, bound to what was sent."""

    def __init__(self, request: HttpRequest, event: Event, page: CallPage, now: datetime) -> None:
        self.data, self.files, self.event, self.page = request.POST, request.FILES, event, page
        self.rendered = self.data.get("rendered", "")
        self.rendered_at = read_instant(self.rendered)
        self.now = now
        self.context = FormContext(event, page)

    @cached_property
    def idea(self) -> ProposalForm:
        return ProposalForm(self.data, context=self.context)

    @property
    def availability_context(self) -> FormContext:
        """Hours are offered in the zone that was chosen in the first step."""
        return replace(self.context, zone=self.idea.cleaned_data["zone"])

    @cached_property
    def count(self) -> int:
        return count_speakers(self.data)

    @cached_property
    def hours(self) -> AvailabilityForm:
        return AvailabilityForm(self.data, context=self.availability_context)

    @cached_property
    def consent(self) -> ConsentForm:
        return ConsentForm(self.data, page=self.page)

    @cached_property
    def speakers(self) -> list[SpeakerForm]:
        """Those that were left empty beyond the first are left out."""
        forms = [
            SpeakerForm(self.data, self.files, context=self.context, prefix=speaker_prefix(number))
            for number in range(self.count)
        ]
        return [form for number, form in enumerate(forms) if number == 0 or form.has_changed()]

    def is_valid(self) -> bool:
        valid = [form.is_valid() for form in (self.idea, self.hours, self.consent, *self.speakers)]
        return refuse_crowded_address(self.speakers) and all(valid)  # each form, so that all errors are shown at once

    def first_step(self) -> dict[str, Any]:
        """The idea, with what was typed about people carried along."""
        names = {name for number in range(self.count) for name in self._empty_speaker(number).hidden_field_names}
        names |= {"people", *(field.name for field in PROPOSAL_FIELDS if field.step == 2)}
        photos = [(f"{name}-was", "1") for name in self.files if name.endswith("-photo") and f"{name}-was" in names]
        return {"form": self.idea, **self._frame(), "hidden_values": [*self._hidden_values(names), *photos]}

    def second_step(self, *, sent: bool, more: int = 0) -> dict[str, Any]:
        """People and hours: as sent, with what is wrong; else as far as they were typed, with `more` empty ones."""
        if sent:
            parts = {"hours": self.hours, "consent": self.consent, "speakers": self.speakers}
        else:
            count = min(MAX_SPEAKERS, self.count + more)
            people = [self._empty_speaker(number) for number in range(count)]
            for form in people:
                form.refill(self.data, self.files)
            hours = AvailabilityForm(context=self.availability_context)
            hours.initial = typed_values(hours, self.data, self.files)
            consent = ConsentForm(initial={"consent": self.data.get("consent")}, page=self.page)
            parts = {"hours": hours, "consent": consent, "speakers": people}
        wrong = [*self.speakers, self.hours, self.consent] if sent else []
        return {**parts, **self._frame(), "wrong": wrong, "hidden_values": self._hidden_values(set(self.idea.fields))}

    def _empty_speaker(self, number: int) -> SpeakerForm:
        return SpeakerForm(context=self.context, prefix=speaker_prefix(number))

    def all_typed_answers(self) -> list[tuple[Any, str]]:
        forms: list[Form] = [self.idea, *self.speakers]
        return typed_answers([*forms, self.hours] if self.idea.is_valid() else forms)

    def _frame(self) -> dict[str, Any]:
        return {"event": self.event, "call_page": self.page, "rendered": self.rendered, "is_late": False}

    def _hidden_values(self, names: set[str]) -> list[tuple[str, str]]:
        return hidden_values(self.data, names)


def hidden_values(data: QueryDict, names: set[str]) -> list[tuple[str, str]]:
    return [(name, value) for name in data if name in names for value in data.getlist(name)]


def first_step_context(event: Event, page: CallPage, now: datetime) -> dict[str, Any]:
    """The first step as it stands on the call's page. The same for everybody, so that the page may be cached."""
    return {
        "form": ProposalForm(context=FormContext(event, page)),
        "event": event,
        "call_page": page,
        "rendered": sign_instant(now),
        "language": get_language(),
    }


def typed_answers(forms: Iterable[Form]) -> list[tuple[Any, str]]:
    """Label and text of all that was sent, for people who come too late, so that they do not lose it."""
    fields = [field for form in forms for field in form]
    shown = [one for one in fields if not (one.is_hidden or isinstance(one.field, FileField))]
    return [(field.label, text) for field in shown if (text := _as_text(field))]


def _as_text(field: BoundField) -> str:
    value = field.value()
    if isinstance(field.field, ChoiceField):
        values = value if isinstance(value, list) else [value]
        choices: Any = field.field.choices
        named: list[tuple[Any, Any]] = list(flatten_choices(choices))
        return ", ".join(str(label) for key, label in named if key in values and key != "")
    if isinstance(field.field, BooleanField):
        return gettext("Yes") if value else ""
    return str(value or "")


class AmendmentForms:
    """The forms of the private page: everything at once, filled with what is there.

    Somebody who was added while the form lay open is not in it, and stays as they are.
    """

    def __init__(
        self, submission: Submission, page: CallPage, request: HttpRequest | None = None, *, is_team: bool = False
    ) -> None:
        """The team changes no addresses, which the private links go to, and takes nobody out."""
        self.submission, self.data = submission, request.POST if request else None
        data = self.data
        files = request.FILES if request else None
        initial = PROPOSAL_FIELDS.initial(submission)
        context = FormContext(submission.event, page, zone=submission.zone, row=submission)
        self.idea = ProposalForm(data, context=context, initial=initial)
        self.hours = AvailabilityForm(data, context=context, initial=initial)
        if submission.session_id:  # its page stands in the tree of this language
            self.idea.fields["language"].disabled = True
        self.speakers = [
            SpeakerForm(
                data,
                files,
                context=replace(context, row=speaker),
                initial=SPEAKER_FIELDS.initial(speaker),
                prefix=speaker_prefix(speaker.pk),
            )
            for speaker in submission.speakers.all()
            if data is None or f"{speaker_prefix(speaker.pk)}-name" in data
        ]
        for form in self.speakers if is_team else []:
            form.fields["email"].disabled = True
            form.fields.pop("remove", None)

    @cached_property
    def shown(self) -> dict[str, dict[str, str]]:
        """What is there when the form is opened; it comes back in the hidden field of that name."""
        return read_shown(self.data.get("shown", "")) if self.data is not None else shown_values(self.submission)

    @property
    def shown_text(self) -> str:
        return json.dumps(self.shown)

    @property
    def forms(self) -> list[Any]:
        return [self.idea, self.hours, *self.speakers]

    def is_valid(self) -> bool:
        valid = [form.is_valid() for form in self.forms]
        return refuse_crowded_address(self.speakers) and all(valid)


def read_shown(text: str) -> dict[str, dict[str, str]]:
    """The hidden field of a form; empty where somebody has changed it."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    parts = found if isinstance(found, dict) else {}
    return {key: part for key, part in parts.items() if isinstance(part, dict)}


def refuse_crowded_address(forms: Iterable[SpeakerForm]) -> bool:
    """Two people may share a mailbox; each further one is told to give another address. False if there is one."""
    seen: Counter[str] = Counter()
    for form in forms:
        address = normalise(form.cleaned_data.get("email", ""))
        if address and not form.is_removed:
            seen[address] += 1
            if seen[address] > MAX_PER_ADDRESS:
                form.add_error("email", CROWDED_ADDRESS)
    return all(count <= MAX_PER_ADDRESS for count in seen.values())
