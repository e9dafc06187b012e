from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.models import Room
from events.submissions.models.submissions import Submission
from home import times


class PlannedSlot(models.Model):
    """When and where an accepted proposal is to take place, until its email is sent and it gets a session page.

    Not a row of the timetable: nobody but the team may learn of it, and versions of the timetable are kept for good.
    """

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="planned_slot")
    starts_at = models.DateTimeField(_("starts"), help_text=_("In UTC."))
    ends_at = models.DateTimeField(_("ends"), help_text=_("In UTC."))
    room = models.ForeignKey(
        Room, verbose_name=_("room"), null=True, blank=True, on_delete=models.SET_NULL, related_name="planned_slots"
    )

    class Meta:
        verbose_name = _("planned slot")
        verbose_name_plural = _("planned slots")
        ordering = ["starts_at", "pk"]

    def __str__(self) -> str:
        """ "6 May 13:00–13:40 UTC · Oak", on the clocks of the event."""
        event, language = self.submission.event, get_language() or "en"
        starts_at, ends_at = (one.astimezone(event.tz) for one in (self.starts_at, self.ends_at))
        zone = times.zone_mark(event.zone, language)
        time = f"{times.short_day(starts_at, language)} {times.hour(starts_at)}–{times.hour(ends_at)} {zone}"
        return f"{time} · {self.room}" if self.room else time
