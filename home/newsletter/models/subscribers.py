import secrets
import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from home.newsletter.enums import ConsentEvent, SubscriberState
from home.outbox.address_fields import AddressField

CONFIRM_WITHIN = timedelta(days=7)


def new_key() -> str:
    return secrets.token_urlsafe(24)


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def confirmed(self) -> "SubscriberQuerySet":
        return self.filter(state=SubscriberState.CONFIRMED)

    def never_confirmed(self, now: datetime) -> "SubscriberQuerySet":
        """Who has let the link in the mail expire, also because it came back or was reported as spam."""
        unconfirmed = self.filter(Q(state=SubscriberState.PENDING) | Q(confirmed_at=None))
        return unconfirmed.exclude(state=SubscriberState.CONFIRMED).filter(requested_at__lte=now - CONFIRM_WITHIN)


class Subscriber(models.Model):
    """A subscriber of the newsletter: an address and a language."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    address = AddressField(_("address"), max_length=254, unique=True)
    language = models.CharField(_("language"), max_length=12)
    state = models.CharField(_("state"), max_length=12, choices=SubscriberState, default=SubscriberState.PENDING)
    # In every mail's unsubscribe link. Stored, not signed: it must outlive a change of SECRET_KEY.
    unsubscribe_key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    # In the confirmation link. Unsubscribing makes older links worthless; a new request or the use of a link does not.
    confirm_nonce = models.CharField(max_length=40, default=new_key, editable=False)
    requested_at = models.DateTimeField(_("signed up"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    changed_at = models.DateTimeField(_("last change"))

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["state", "language", "id"], name="subscriber_audience")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SubscriberState.values), name="subscriber_state_known")
        ]

    def __str__(self) -> str:
        return self.address


class ConsentRecord(models.Model):
    """A consent event with its text, time and place. Never changed; erasure removes the link to the person."""

    subscriber = models.ForeignKey(
        Subscriber, null=True, blank=True, on_delete=models.SET_NULL, related_name="consent_records"
    )
    event = models.CharField(_("event"), max_length=12, choices=ConsentEvent)
    text = models.TextField(_("consent text"), blank=True)
    text_version = models.CharField(_("version of the text"), max_length=12, blank=True)
    language = models.CharField(_("language"), max_length=12)
    form_path = models.CharField(_("where"), max_length=200, blank=True)
    mailing = models.ForeignKey(
        "newsletter.Mailing", null=True, blank=True, on_delete=models.SET_NULL, related_name="consent_records"
    )
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("record of consent")
        verbose_name_plural = _("records of consent")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.event} {self.at:%Y-%m-%d}"
