from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Event, SessionPage, SlotIdentity
from home.i18n.languages import fallbacks

MOST_MINUTES = 240


class LateStart(models.Model):
    """A slot starts and ends this many minutes after its published time. No release: SEQUENCE and feeds stay.

    `starts_at` is the published start that it is about: if a release moves the slot, the row means nothing any more.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="late_starts")
    session = models.ForeignKey(SessionPage, on_delete=models.CASCADE, related_name="late_starts")
    key = models.UUIDField(null=True)  # of the slot
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(_("minutes"))

    class Meta:
        verbose_name = _("late start")
        verbose_name_plural = _("late starts")
        constraints = [
            models.UniqueConstraint(fields=["session"], condition=Q(key=None), name="first_slot_late_once"),
            models.UniqueConstraint(fields=["session", "key"], name="slot_late_once"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} +{self.minutes}"


LateStarts = dict[tuple[SlotIdentity, datetime], timedelta]  # by slot and its published start


def late_starts(event: Event) -> LateStarts:
    """One query."""
    rows = LateStart.objects.filter(event=event)
    return {((row.session_id, row.key), row.starts_at): timedelta(minutes=row.minutes) for row in rows}


class NoticeQuerySet(models.QuerySet["Notice"]):
    def shown_at(self, now: datetime) -> "NoticeQuerySet":
        """The oldest first."""
        return self.filter(created_at__lte=now, ends_at__gt=now).order_by("created_at", "pk")


class Notice(models.Model):
    """One line to the readers of an edition or of one session, until `ends_at`."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="notices")
    session = models.ForeignKey(SessionPage, null=True, on_delete=models.CASCADE, related_name="notices")
    texts = models.JSONField(_("texts"))  # language code → text; languages without one are left out
    created_at = models.DateTimeField(_("sent"))
    ends_at = models.DateTimeField(_("ends"))

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return next(iter(self.texts.values()), "")

    def text_for(self, language: str) -> tuple[str, str]:
        """The text, and its language where it is not the reader's."""
        code = next((one for one in [*fallbacks(language), *self.texts] if one in self.texts), "")
        return self.texts.get(code, ""), "" if code == language else code
