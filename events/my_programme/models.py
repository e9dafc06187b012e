from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Event


class SavedProgramme(models.Model):
    """The sessions that a reader saved in one edition, for whoever has the key. One key may have several editions."""

    key_hash = models.CharField(max_length=64)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    sessions = models.JSONField(default=list, help_text="Ids of the originals, in ascending order.")
    saved_at = models.DateTimeField(default=timezone.now, help_text="In UTC, when sessions were last saved or removed.")

    class Meta:
        verbose_name = _("saved programme")
        verbose_name_plural = _("saved programmes")
        constraints = [models.UniqueConstraint(fields=["key_hash", "event"], name="saved_once_for_each_event")]

    def __str__(self) -> str:
        return f"{len(self.sessions)} of {self.event}"
