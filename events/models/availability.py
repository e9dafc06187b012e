from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.events import Event, validate_zone
from events.models.speakers import SpeakerPage


class SpeakerAvailability(models.Model):
    """When somebody can speak in an event, as an editor typed it. `speaker` is the original page."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="availability")
    speaker = models.ForeignKey(SpeakerPage, on_delete=models.CASCADE, related_name="availability")
    zone = models.CharField(
        _("time zone"),
        max_length=64,
        blank=True,
        validators=[validate_zone],
        help_text=_("The city nearest to this person. Leave empty if you do not know it."),
    )
    hours = models.JSONField(  # starts in UTC, as those of a proposal; none: any hour
        _("times"), default=list, blank=True, help_text=_("If you tick none, any time is fine.")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("times of a speaker")
        verbose_name_plural = _("times of speakers")
        constraints = [models.UniqueConstraint(fields=["event", "speaker"], name="availability_once")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.speaker_id}"
