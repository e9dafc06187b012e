from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.timetables import Timetable


class SchedulingState(models.TextChoices):
    RUNNING = "running", _("being worked out")
    DONE = "done", _("ready")
    CANCELLED = "cancelled", _("stopped")


class SchedulingRun(models.Model):
    """A suggestion for a timetable: what was asked, how far the search is, and what it found.

    `problem` is all that the search depends on, as it was when it was asked for.
    """

    timetable = models.ForeignKey(Timetable, on_delete=models.CASCADE, related_name="scheduling_runs")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=SchedulingState.choices, default=SchedulingState.RUNNING)
    moves_few = models.BooleanField(default=False)  # the smallest change
    problem = models.JSONField()
    slots = models.JSONField()  # of each session of the problem: see suggestions.asking
    places = models.JSONField(null=True)  # found so far
    steps_done = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField()
    not_kept = models.JSONField(default=list)  # sentences
    reasons = models.JSONField(default=dict)  # number of a session → why it is there

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=SchedulingState.values), name="scheduling_state_known")
        ]

    def __str__(self) -> str:
        return f"{self.timetable_id} {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def is_running(self) -> bool:
        return self.state == SchedulingState.RUNNING
