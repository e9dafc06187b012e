from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from home.newsletter.enums import UNDER_WAY_STATES, AudienceChoice, ConsentEvent, MailingState
from home.outbox.enums import ACCEPTED_STATES, DeliveryState
from home.outbox.models import Batch


@dataclass
class DeliveryCounts:
    """The results of an issue's mails in one language. `sent` counts what the provider accepted."""

    language: str
    total: int = 0
    waiting: int = 0
    sent: int = 0
    failed: int = 0
    bounced: int = 0
    in_doubt: int = 0
    withdrawn: int = 0
    unsubscribed: int = 0


class Mailing(models.Model):
    """One sending of one issue, in all languages. Its mails are deliveries of the batch "mailing:<id>"."""

    issue = models.ForeignKey(
        "newsletter.NewsletterIssuePage", verbose_name=_("issue"), on_delete=models.CASCADE, related_name="mailings"
    )
    state = models.CharField(_("state"), max_length=10, choices=MailingState, default=MailingState.SCHEDULED)
    send_at = models.DateTimeField(_("send at"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("approved by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_at = models.DateTimeField(_("approved"))
    # Progress of creating deliveries: the last subscriber's id, and when all were created.
    last_subscriber = models.BigIntegerField(default=0)
    queued_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(_("finished"), null=True, blank=True)
    batch = models.OneToOneField(Batch, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("mailing")
        verbose_name_plural = _("mailings")
        ordering = ["-send_at", "-pk"]
        permissions = [("send_mailing", _("Can send issues"))]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MailingState.values), name="mailing_state_known"),
            # An issue goes out once: only after a cancelled mailing there may be another.
            models.UniqueConstraint(
                fields=["issue"], condition=~Q(state=MailingState.CANCELLED), name="mailing_once_per_issue"
            ),
        ]

    def __str__(self) -> str:
        return str(self.issue)

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY_STATES

    def delivery_counts(self) -> list[DeliveryCounts]:
        """Per language, in the order of their codes. Three queries."""
        states = self.batch.counts_by_language() if self.batch else {}
        left = Counter(self.consent_records.filter(event=ConsentEvent.UNSUBSCRIBED).values_list("language", flat=True))
        return [_delivery_counts(code, counts, left[code]) for code, counts in sorted(states.items())]


def _delivery_counts(language: str, counts: Counter[str], unsubscribed: int) -> DeliveryCounts:
    return DeliveryCounts(
        language=language,
        total=counts.total(),
        waiting=counts[DeliveryState.QUEUED] + counts[DeliveryState.HANDOVER],
        sent=sum(counts[state] for state in (*ACCEPTED_STATES, DeliveryState.COMPLAINED)),
        failed=counts[DeliveryState.FAILED],
        bounced=counts[DeliveryState.BOUNCED],
        in_doubt=counts[DeliveryState.UNCERTAIN],
        withdrawn=counts[DeliveryState.CANCELLED],
        unsubscribed=unsubscribed,
    )


class MailingLanguage(models.Model):
    """What readers of one language get from a mailing.

    `content` is the approved page; `subject`, `text` and `html` are rendered from it when sending begins, so that times
    are right then. `last_subscriber` and `queued_at` are used if readers of this language waited for their translation
    and their deliveries are created after all others.
    """

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(_("language"), max_length=12)
    choice = models.CharField(_("subscribers get"), max_length=10, choices=AudienceChoice)
    page = models.ForeignKey("newsletter.NewsletterIssuePage", null=True, on_delete=models.SET_NULL, related_name="+")
    content = models.JSONField(null=True, blank=True)
    subject = models.CharField(max_length=250, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    last_subscriber = models.BigIntegerField(default=0)
    queued_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("language of a mailing")
        verbose_name_plural = _("languages of a mailing")
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["mailing", "language"], name="mailing_language_once")]

    def __str__(self) -> str:
        return f"{self.mailing} ({self.language})"
