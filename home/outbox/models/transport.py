from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

FOR_A_PERSON = timedelta(days=365 * 100)
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60)]


class TransportQuerySet(models.QuerySet["Transport"]):
    def current(self) -> "Transport":
        """The one row; made where it is missing."""
        return self.get_or_create(pk=1)[0]

    def stopped(self, now: datetime) -> "Transport | None":
        """The one row while nothing may go out, else None."""
        return self.filter(stopped_until__gt=now).first()

    def reserve(self, count: int, *, per_minute: int, now: datetime) -> datetime:
        """The instant from which `count` mails may go out at `per_minute` over all workers (0: no limit)."""
        if not per_minute:
            return now
        with transaction.atomic():
            row = self.select_for_update().get(pk=1)
            start = max(now, row.next_slot_at or now)
            self.filter(pk=1).update(next_slot_at=start + timedelta(minutes=count / per_minute))
        return start


class Transport(models.Model):
    """How the way to the provider is, for all workers: one row."""

    stopped_until = models.DateTimeField(_("stopped until"), null=True, blank=True)
    needs_person = models.BooleanField(_("waits for a person"), default=False)
    reason = models.CharField(_("what the provider said"), max_length=300, blank=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    next_slot_at = models.DateTimeField(null=True, blank=True)

    objects = TransportQuerySet.as_manager()

    class Meta:
        verbose_name = _("way to the provider")
        verbose_name_plural = _("ways to the provider")

    def __str__(self) -> str:
        return self.reason or "ok"

    def is_stopped(self, now: datetime) -> bool:
        return self.stopped_until is not None and self.stopped_until > now

    def stop(self, *, reason: str, needs_person: bool, now: datetime) -> None:
        """After a refusal until a person resumes; after trouble on the way for a while that grows with each failure."""
        pause = FOR_A_PERSON if needs_person else PAUSES[min(self.failures, len(PAUSES) - 1)]
        self.stopped_until, self.needs_person, self.reason = now + pause, needs_person, reason[:300]
        self.failures += 1
        self.save(update_fields=["stopped_until", "needs_person", "reason", "failures"])

    def resume(self) -> None:
        self.stopped_until, self.needs_person, self.reason, self.failures = None, False, "", 0
        self.save(update_fields=["stopped_until", "needs_person", "reason", "failures"])
