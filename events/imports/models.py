from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import Event, Room, SessionPage, SpeakerPage, Theme
from home.row_ids import row_id


class SourceKind(models.TextChoices):
    ROOM = "room", _("room")
    THEME = "theme", _("theme")
    PERSON = "person", _("speaker")
    SESSION = "session", _("session")


class SourceId(models.Model):
    """Where a row or page came from: its key in another system, so that a second import changes it.

    `values` are the facts of the last import: what differs from them was changed in the portal.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="source_ids")
    kind = models.CharField(max_length=10, choices=SourceKind.choices)
    system = models.CharField(max_length=100)
    key = models.CharField(max_length=300)
    room = models.ForeignKey(Room, null=True, on_delete=models.CASCADE, related_name="source_ids")
    theme = models.ForeignKey(Theme, null=True, on_delete=models.CASCADE, related_name="source_ids")
    speaker = models.ForeignKey(SpeakerPage, null=True, on_delete=models.CASCADE, related_name="source_ids")
    session = models.ForeignKey(SessionPage, null=True, on_delete=models.CASCADE, related_name="source_ids")
    values = models.JSONField(default=dict)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        constraints = [
            models.UniqueConstraint(fields=["event", "kind", "system", "key"], name="source_id_once_per_event"),
            models.CheckConstraint(condition=models.Q(kind__in=SourceKind.values), name="source_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.key}"

    @property
    def target_id(self) -> int | None:
        found: int | None = getattr(self, f"{FIELD_OF[self.kind]}_id")
        return found


FIELD_OF = {
    SourceKind.ROOM.value: "room",
    SourceKind.THEME.value: "theme",
    SourceKind.PERSON.value: "speaker",
    SourceKind.SESSION.value: "session",
}


class RunState(models.TextChoices):
    PREVIEW = "preview", _("not applied")
    APPLYING = "applying", _("being applied")
    APPLIED = "applied", _("applied")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def waiting(self) -> "ImportRunQuerySet":
        """For the worker."""
        return self.filter(state__in=[RunState.APPLYING, RunState.UNDOING]).order_by("pk")

    def of(self, event: Event, pk: Any) -> "ImportRun | None":
        return self.filter(event=event, pk=row_id(pk)).first() if row_id(pk) else None


class ImportRun(models.Model):
    """A file, what an editor decided about it, and what was done. The file itself is kept until it is applied."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="import_runs")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    file_name = models.CharField(max_length=200)
    content = models.BinaryField(default=b"")
    second_content = models.BinaryField(default=b"")  # the texts in another language
    photos = models.BinaryField(default=b"")  # a ZIP file
    system = models.CharField(max_length=100, blank=True)
    options = models.JSONField(default=dict)  # see `options_of`
    choices = models.JSONField(default=dict)  # see plan.Choices
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.PREVIEW)
    findings = models.JSONField(default=list)  # pairs of place and message, once it is applied

    objects = ImportRunQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=models.Q(state__in=RunState.values), name="run_state_known")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_at_work(self) -> bool:
        return self.state in (RunState.APPLYING, RunState.UNDOING)


class ImportStep(models.Model):
    """One thing to do, done in one transaction with what says so. `undo` is what takes it back."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)  # SourceKind or "timetable"
    label = models.CharField(max_length=300)
    is_new = models.BooleanField(default=False)
    data = models.JSONField(default=dict)
    is_done = models.BooleanField(default=False)
    undo = models.JSONField(null=True)
    notes = models.JSONField(default=list)  # what was left, in words
    error = models.TextField(blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.label
