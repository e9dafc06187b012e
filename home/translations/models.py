"""What wagtail-localize does not store: why a string needs checking, and how current a live translation is."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import StringTranslation, Translation

CLAIM_LASTS = timedelta(days=3)


class MarkKind(models.TextChoices):
    CHANGED = "changed", _("the original changed")
    FUZZY = "fuzzy", _("marked as unsure in a PO file")
    KEPT = "kept", _("deliberately the same as the original")

    @classmethod
    def to_check(cls) -> list[str]:
        return [cls.CHANGED, cls.FUZZY]


class StringMark(models.Model):
    """A remark on one translated string, deleted when somebody saves or confirms the string."""

    translation = models.OneToOneField(StringTranslation, on_delete=models.CASCADE, related_name="mark")
    kind = models.CharField(max_length=10, choices=MarkKind.choices)
    old_source = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(kind__in=MarkKind.values), name="string_mark_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.old_source}"


class TranslationStatus(models.Model):
    """How current a translation's live text is, and who is working on it.

    `outdated_since` is the instant (UTC) of the first change of the original whose words the live text still lacks.
    """

    translation = models.OneToOneField(Translation, on_delete=models.CASCADE, related_name="status")
    outdated_since = models.DateTimeField(null=True, blank=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    claimed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.translation_id}: {self.outdated_since or '–'}"


class SyncFailure(models.Model):
    """An original (by its translation key) whose translations could not be synced, and when to retry (UTC)."""

    object_id = models.UUIDField(unique=True)
    attempts = models.PositiveIntegerField(default=0)
    reason = models.TextField(blank=True)
    retry_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.object_id}: {self.reason}"


class DailyMailOptOut(models.Model):
    """A translator who wants no daily mail."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="daily_mail_opt_out")

    def __str__(self) -> str:
        return str(self.user)


class JointPublication(models.Model):
    """An original that is to be published with its ready translations at an instant (UTC)."""

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="joint_publication")
    publish_at = models.DateTimeField()
    scheduled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"{self.page_id}: {self.publish_at}"
