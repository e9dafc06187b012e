from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from home.models.worker import CLOCK_SKEW

UNTIL_RESUMED = timedelta(days=365 * 100)
FAILURE_PAUSES = [timedelta(minutes=minutes) for minutes in (1, 2, 5)]  # the last says how soon a recovery is noticed
MAX_SLOT_WAIT = timedelta(seconds=5)  # how long a worker waits for its slot, so that it can be stopped meanwhile
MAX_SLOT_AHEAD = timedelta(minutes=2)  # no slot lies so far ahead, at one mail a minute either: then a clock was wrong


class TransportQuerySet(models.QuerySet["Transport"]):
    def current(self) -> "Transport":
        """The one row; created if it is missing."""
        return self.get_or_create(pk=1)[0]

    def stopped(self, now: datetime) -> "Transport | None":
        """The one row while sending is paused, else None."""
        row = self.filter(stopped_until__gt=now).first()
        return row if row and row.is_stopped(now) else None

    def reserve(self, *, per_minute: int, now: datetime) -> datetime | None:
        """Take the slot of one mail, to be handed over then; None while the next slot is not near.

        Slots of all workers are a minute / `per_minute` apart (0: no limit), and are taken one by one, right before
        they are used: a killed worker loses one. A worker that is held up after it took its slot hands over late, so
        any minute sees at most `per_minute` + 1 mails and one more for each such worker. The clocks of several
        machines must agree.
        """
        if not per_minute:
            return now
        with transaction.atomic():
            slot = self.select_for_update().get(pk=1).next_slot(now)
            if slot > now + MAX_SLOT_WAIT:
                return None
            self.filter(pk=1).update(next_slot_at=slot + timedelta(minutes=1) / per_minute)
        return slot


class Transport(models.Model):
    """The state of the connection to the provider, for all workers: one row."""

    stopped_until = models.DateTimeField(_("stopped until"), null=True, blank=True)
    needs_person = models.BooleanField(_("waits until someone resumes it"), default=False)
    reason = models.CharField(_("answer of the provider"), max_length=300, blank=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    next_slot_at = models.DateTimeField(null=True, blank=True)

    objects = TransportQuerySet.as_manager()

    class Meta:
        verbose_name = _("connection to the provider")
        verbose_name_plural = _("connections to the provider")

    def __str__(self) -> str:
        return self.reason or "ok"

    def is_stopped(self, now: datetime) -> bool:
        """Without a person no pause is longer than the longest: then a clock was ahead."""
        if self.stopped_until is None or self.stopped_until <= now:
            return False
        return self.needs_person or self.stopped_until <= now + FAILURE_PAUSES[-1] + CLOCK_SKEW

    def next_slot(self, now: datetime) -> datetime:
        """The earliest time of the next mail at the configured rate."""
        slot = self.next_slot_at
        return slot if slot is not None and now < slot <= now + MAX_SLOT_AHEAD else now

    def stop(self, *, reason: str, needs_person: bool, now: datetime) -> None:
        """After a refusal until a person resumes; after a connection problem for a growing time."""
        pause = UNTIL_RESUMED if needs_person else FAILURE_PAUSES[min(self.failures, len(FAILURE_PAUSES) - 1)]
        self.stopped_until, self.needs_person, self.reason = now + pause, needs_person, reason[:300]
        self.failures += 1
        self.save(update_fields=["stopped_until", "needs_person", "reason", "failures"])

    def resume(self) -> None:
        self.stopped_until, self.needs_person, self.reason, self.failures = None, False, "", 0
        self.save(update_fields=["stopped_until", "needs_person", "reason", "failures"])
