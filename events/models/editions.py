import uuid
from typing import Any

from django.conf import settings
from django.db import models

from events.models.events import Event


class EditionCopy(models.Model):
    """An edition made from another one, and how far that is. All its steps are in events.editions.copying.

    `plan` are the ids of the pages to copy, `pages` the ids of those that are copied → their copies. `notes` are what
    a person has to look at. `fingerprint` is of the finished copy: while it fits, nobody has worked on the edition.
    """

    key = models.UUIDField(default=uuid.uuid4, editable=False)  # translation keys of the copies are made from it
    source = models.ForeignKey(Event, null=True, on_delete=models.SET_NULL, related_name="+")
    target = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="copied")
    choices: Any = models.JSONField()
    plan: Any = models.JSONField(default=list)
    steps_done = models.PositiveIntegerField(default=0)
    pages: Any = models.JSONField(default=dict)
    notes: Any = models.JSONField(default=list)
    footer: Any = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"

    @property
    def steps(self) -> int:
        """Each page is copied, then its links and translations are; the timetable and the footer follow."""
        return 2 * len(self.plan) + 2

    @property
    def percent(self) -> int:
        return 100 * self.steps_done // self.steps

    def translation_key(self, old: Any) -> uuid.UUID:
        """The key of the copies of what has the key `old`: the same for all languages."""
        return uuid.uuid5(self.key, str(old))
