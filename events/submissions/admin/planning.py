"""The part of a proposal's page that plans it in the draft of the timetable."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin import messages

from events.submissions import actions
from events.submissions.actions import ActionRefused
from events.submissions.models import PlannedSlot, Submission
from home import times


class PlanForm(forms.ModelForm):
    class Meta:
        model = PlannedSlot
        fields = ("starts_at", "ends_at", "room")

    def __init__(self, submission: Submission, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        event, written = submission.event, "%Y-%m-%dT%H:%M"
        limits = {"type": "datetime-local", "min": f"{event.starts_at:{written}}", "max": f"{event.ends_at:{written}}"}
        for name in ("starts_at", "ends_at"):
            self.fields[name].widget = forms.DateTimeInput(attrs=limits, format=written)
            if event.zone != times.UTC_ZONE:
                self.fields[name].help_text = _("In UTC. {utc} UTC is {local} in {city}.").format(
                    utc=times.hour(event.starts_at),
                    local=times.hour(event.starts_at.astimezone(event.tz)),
                    city=times.city_name(event.zone, get_language() or "en"),
                )
        room: Any = self.fields["room"]
        room.queryset, room.empty_label = event.rooms.all(), _("all rooms")


def plan_form(submission: Submission, request: HttpRequest) -> PlanForm:
    """With what was sent, else what is planned, else the beginning of the event."""
    slot = PlannedSlot.objects.filter(submission=submission).select_related("room").first()
    sent = request.POST if request.POST.get("do") == "plan" else None
    initial = {} if slot else {"starts_at": submission.event.starts_at, "ends_at": submission.event.starts_at}
    return PlanForm(submission, sent, instance=slot, initial=initial)


def plan_slot(request: HttpRequest, submission: Submission) -> None:
    form = plan_form(submission, request)
    if not form.is_valid():
        raise ActionRefused(_("The proposal was not planned. Please check the times and the room."))
    values = {name: form.cleaned_data[name] for name in ("starts_at", "ends_at", "room")}
    actions.plan_slot(submission=submission, user=request.user, **values)


@contextmanager
def warning_of_freed_slots(request: HttpRequest, submissions: Sequence[Submission]) -> Iterator[None]:
    """Say which of them the decisions in this context take out of the timetable."""
    planned = PlannedSlot.objects.filter(submission__in=submissions).select_related("submission__event", "room")
    before = list(planned)
    yield
    left = set(planned.values_list("pk", flat=True)) if before else set()
    for slot in before:
        if slot.pk not in left:
            text = _("“%(title)s” was planned for %(when)s. It is no longer in the draft of the timetable.")
            messages.warning(request, text % {"title": slot.submission.title, "when": slot})
