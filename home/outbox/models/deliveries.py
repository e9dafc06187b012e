import uuid
from collections import Counter
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from home.models.worker import CLOCK_SKEW
from home.outbox.address_fields import AddressField
from home.outbox.enums import LEFT_STATES, BatchState, DeliveryState


class Batch(models.Model):
    """Mails that are paused, resumed and cancelled together."""

    key = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=10, choices=BatchState, default=BatchState.RUNNING)

    class Meta:
        verbose_name = _("batch of emails")
        verbose_name_plural = _("batches of emails")
        constraints = [models.CheckConstraint(condition=Q(state__in=BatchState.values), name="batch_state_known")]

    def __str__(self) -> str:
        return self.key

    def counts_by_language(self) -> dict[str, Counter[str]]:
        """Language code → state → how many."""
        found: dict[str, Counter[str]] = {}
        rows = self.deliveries.order_by().values_list("language", "state").annotate(count=models.Count("pk"))
        for language, state, count in rows:
            found.setdefault(language, Counter())[state] = count
        return found


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def may_go(self) -> "DeliveryQuerySet":
        """In no batch, or in one that is running."""
        return self.exclude(batch__in=Batch.objects.exclude(state=BatchState.RUNNING))

    def due(self, now: datetime) -> "DeliveryQuerySet":
        """Queued, due and not leased; single mails before those of a batch.

        What was last changed in the future is due at once: a clock was ahead and has been corrected.
        """
        is_free = Q(lease_until=None) | self.lease_is_over(now)
        is_due = Q(due_at__lte=now) | Q(changed_at__gt=now + CLOCK_SKEW)
        return self.may_go().filter(is_free, is_due, state=DeliveryState.QUEUED).order_by("priority", "due_at", "pk")

    def lease_is_over(self, now: datetime) -> Q:
        """Or it is longer than any, because a clock was ahead."""
        longest = timedelta(seconds=settings.OUTBOX_LEASE_SECONDS) + CLOCK_SKEW
        return Q(lease_until__lte=now) | Q(lease_until__gt=now + longest)

    def left_with_content(self) -> "DeliveryQuerySet":
        return self.filter(state__in=LEFT_STATES).exclude(subject="", text="", html="")

    def in_doubt(self) -> "DeliveryQuerySet":
        return self.filter(state=DeliveryState.UNCERTAIN)


class Priority(models.IntegerChoices):
    SINGLE = 0
    BATCH = 1


class Delivery(models.Model):
    """One mail to one address, once per key. It refers to no subscriber or submission."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=40)
    key = models.CharField(max_length=160, unique=True)  # names the occasion, so that no mail is sent twice
    batch = models.ForeignKey(Batch, null=True, blank=True, on_delete=models.CASCADE, related_name="deliveries")
    priority = models.SmallIntegerField(choices=Priority, default=Priority.SINGLE)
    address = AddressField(_("address"), max_length=254)
    language = models.CharField(_("language"), max_length=12)
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)

    state = models.CharField(_("state"), max_length=10, choices=DeliveryState, default=DeliveryState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("due"))
    lease_owner = models.CharField(max_length=64, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    provider_id = models.CharField(max_length=200, blank=True, db_index=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("written"))
    changed_at = models.DateTimeField(_("last change"))

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("email")
        verbose_name_plural = _("emails")
        ordering = ["-changed_at", "-pk"]
        permissions = [("view_address", _("Can see the addresses mail goes to"))]
        indexes = [
            models.Index(fields=["state", "priority", "due_at"], name="delivery_due"),
            models.Index(fields=["batch", "language", "state"], name="delivery_numbers"),
            models.Index(fields=["address"], name="delivery_address"),
            models.Index(fields=["-changed_at", "-id"], name="delivery_recent"),
        ]
        constraints = [models.CheckConstraint(condition=Q(state__in=DeliveryState.values), name="delivery_state_known")]

    def __str__(self) -> str:
        return self.key

    @property
    def message_id(self) -> str:
        """The same at every attempt, so that a mailbox can drop duplicates (RFC 5322, 3.6.4)."""
        return f"<{self.uuid}@{settings.PORTAL_UID_HOST}>"
