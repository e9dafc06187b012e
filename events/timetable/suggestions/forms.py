"""What an editor is asked before a suggestion."""

from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from events.enums import SessionKind
from events.models import Timetable
from events.timetable.board.changes import PROPOSAL
from events.timetable.board.data import board_sessions
from events.timetable.drafts import slots_of_draft
from events.timetable.forms import TimetableChoices
from events.timetable.merge import name_of
from events.timetable.planned import proposals_waiting_in
from events.timetable.scheduling.problem import STEP_MINUTES, Weight, Weights
from events.timetable.suggestions.asking import Wishes
from home import times

WEIGHTS = [(Weight.NONE.value, _("not at all")), (Weight.SOME.value, _("some")), (Weight.MUCH.value, _("much"))]
LABELS = {
    "languages": _("Something to follow in each language at any time"),
    "themes": _("Sessions with the same theme at different times"),
    "hours": _("Speakers are awake where they live"),
    "keynotes": _("Nothing beside a keynote"),
    "changes": _("What has a place stays there"),
}


class Scope(TextChoices):
    PLACE = "place", _("Find places for these sessions; nothing else moves")
    FEW = "few", _("Move as few sessions as possible, compared with what is published")
    ALL = "all", _("Make a new timetable; what is ticked below stays")


class SuggestionForm(forms.Form):
    scope = forms.ChoiceField(
        label=_("What may move"), choices=Scope.choices, initial=Scope.PLACE, widget=forms.RadioSelect
    )
    chosen = forms.MultipleChoiceField(
        label=_("Sessions without a slot"), required=False, widget=forms.CheckboxSelectMultiple
    )
    minutes = forms.IntegerField(
        label=_("Minutes for each of them"),
        initial=45,
        min_value=STEP_MINUTES,
        max_value=480,
        help_text=_("They are taken to be held in the language of their page."),
    )
    begins = forms.TimeField(label=_("Each day begins at"), widget=forms.TimeInput(attrs={"type": "time"}))
    ends = forms.TimeField(label=_("Each day ends at"), widget=forms.TimeInput(attrs={"type": "time"}))
    staying = forms.MultipleChoiceField(
        label=_("Slots that stay where they are"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Those that are pinned on the board are ticked. Breaks, and slots for all rooms, always stay."),
    )

    def __init__(self, *args: Any, timetable: Timetable, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        event = timetable.event
        slots = slots_of_draft(timetable)
        sessions = board_sessions(event, slots).sessions
        placed, summary = {slot.session_id for slot in slots}, TimetableChoices(event.pk).summary
        waiting = [
            (str(pk), page.title)
            for pk, page in sessions.items()
            if pk not in placed and not SessionKind(page.kind).is_break
        ]
        waiting += [
            (f"{PROPOSAL}{one.pk}", _("{title} (accepted proposal)").format(title=one.title))
            for one in proposals_waiting_in(event, user)
            if one.place is None
        ]
        self.fields["chosen"].choices, self.fields["chosen"].initial = waiting, [pk for pk, _title in waiting]
        self.fields["staying"].choices = [
            (name_of(slot), summary(slot)) for slot in sorted(slots, key=lambda slot: slot.starts_at)
        ]
        self.fields["staying"].initial = [name_of(slot) for slot in slots if slot.is_pinned]
        here = [instant.astimezone(event.tz) for instant in (event.starts_at, event.ends_at)]
        for name, instant in zip(("begins", "ends"), here, strict=True):
            self.fields[name].initial = instant.time()
            self.fields[name].help_text = (
                _("In the event’s time zone.") if event.zone != times.UTC_ZONE else _("In UTC.")
            )
        for name, label in LABELS.items():
            initial = getattr(Weights(), name).value
            self.fields[f"weight_{name}"] = forms.TypedChoiceField(
                label=label, choices=WEIGHTS, initial=initial, coerce=int, empty_value=initial
            )

    @property
    def weight_fields(self) -> list[Any]:
        return [self[f"weight_{name}"] for name in LABELS]

    @property
    def moves_few(self) -> bool:
        return bool(self.cleaned_data["scope"] == Scope.FEW)

    @cached_property
    def wishes(self) -> Wishes:
        sent = self.cleaned_data
        every_slot = [key for key, _label in self.fields["staying"].choices]
        return Wishes(
            chosen=frozenset(sent["chosen"]),
            staying=frozenset(every_slot if sent["scope"] == Scope.PLACE else sent["staying"]),
            begins=sent["begins"],
            ends=sent["ends"],
            minutes=sent["minutes"],
            weights=Weights(**{name: Weight(sent[f"weight_{name}"]) for name in LABELS}),
            from_published=self.moves_few,
        )
