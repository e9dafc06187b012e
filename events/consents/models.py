from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.enums import RecordingAnswer
from events.models import SessionPage, SpeakerPage
from events.models.events import validate_zone
from home.outbox.address_fields import AddressField


class SpeakerContact(models.Model):
    """How to reach a speaker who sent no proposal. `speaker` is the original page. Only the programme team sees it."""

    speaker = models.OneToOneField(SpeakerPage, on_delete=models.CASCADE, related_name="contact")
    email = AddressField(_("email address"), help_text=_("Only the programme team sees it."))
    language = models.CharField(_("language"), max_length=12, help_text=_("We write to this person in it."))
    zone = models.CharField(
        _("time zone"),
        max_length=64,
        blank=True,
        validators=[validate_zone],
        help_text=_("The city nearest to this person. Leave empty if you do not know it."),
    )
    link_version = models.PositiveSmallIntegerField(default=1)
    confirmed_at = models.DateTimeField(null=True)  # they sent a form of the private link that was mailed to them

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("contact of a speaker")
        verbose_name_plural = _("contacts of speakers")

    def __str__(self) -> str:
        return f"{self.speaker_id}"


class RecordingConsent(models.Model):
    """What a speaker answered about the recording of a session, besides their proposal. The latest one counts.

    Session and speaker are original pages. Without a speaker it is what stays of an answer after erasure.
    """

    session = models.ForeignKey(SessionPage, on_delete=models.CASCADE, related_name="recording_consents")
    speaker = models.ForeignKey(SpeakerPage, null=True, on_delete=models.SET_NULL, related_name="recording_consents")
    answer = models.CharField(_("answer"), max_length=20, choices=RecordingAnswer)
    text = models.TextField(_("consent text"), blank=True)  # as it was shown; empty where the team noted an answer
    text_version = models.CharField(_("version of the text"), max_length=12, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField(_("when"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("consent to a recording")
        verbose_name_plural = _("consents to recordings")
        ordering = ["given_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(answer__in=RecordingAnswer.values), name="recording_answer_known")
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.answer}"


class RecordingException(models.Model):
    """Why the recording of a session is shown against a no that is older. The team decides."""

    session = models.OneToOneField(SessionPage, on_delete=models.CASCADE, related_name="recording_exception")
    reason = models.TextField(_("reason"))
    decided_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(_("when"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("recording shown against an answer")
        verbose_name_plural = _("recordings shown against an answer")

    def __str__(self) -> str:
        return f"{self.session_id}"
