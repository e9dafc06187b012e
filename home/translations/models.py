"""What wagtail-localize does not store: why a string needs checking, and how current a live translation is."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.models import EditingSession
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationContext

CLAIM_LASTS = timedelta(days=3)


class MarkKind(models.TextChoices):
    CHANGED = "changed", _("the original changed")
    FUZZY = "fuzzy", _("marked as unsure")
    KEPT = "kept", _("deliberately the same as the original")
    MEMORY = "memory", _("translated like this elsewhere")
    SECOND = "second", _("to be read by somebody else")
    MACHINE = "machine", _("translated by a machine")

    @classmethod
    def to_check(cls) -> list[str]:
        return [cls.CHANGED, cls.FUZZY, cls.MEMORY, cls.SECOND, cls.MACHINE]


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


class ChangeKind(models.TextChoices):
    WRITTEN = "written", _("written")
    CONFIRMED = "confirmed", _("confirmed")


class StringChange(models.Model):
    """Who wrote or confirmed which translation of a sentence, when and with what: the history of a string.

    It is kept by place and language, because a changed original has rows of its own in wagtail-localize.
    """

    context = models.ForeignKey(TranslationContext, on_delete=models.CASCADE, related_name="+")
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=ChangeKind.choices)
    source = models.TextField()
    text = models.TextField()
    tool = models.CharField(max_length=255, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["context", "locale"], name="changes_of_a_place")]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=ChangeKind.values), name="string_change_kind")
        ]

    def __str__(self) -> str:
        return f"{self.changed_at:%Y-%m-%d %H:%M}: {self.text}"


class TranslatorCredit(models.Model):
    """A translator who wants to be named on the pages that they translated, and how."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="translator_credit")
    name = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.name


class PublicMachineKind(models.Model):
    """A kind of page or snippet (its label, "home.standardpage") whose machine text readers may see, labelled."""

    label = models.CharField(max_length=100, unique=True)

    def __str__(self) -> str:
        return self.label


class MemoryUnit(models.Model):
    """A sentence that somebody translated or confirmed, and where. It outlives the page, but not an erased proposal.

    `source` and `text` are wagtail-localize's strings, with their tags; `plain` is the source without. `object_id` is
    the translation key of the page or snippet, FROM_FILE for sentences of a file. `source_stems` and `text_stems` are
    for the concordance: the stems of both, each between spaces; empty until a job has made them.
    """

    FROM_FILE = UUID(int=0)

    source_language = models.CharField(max_length=12)
    target_language = models.CharField(max_length=12)
    source = models.TextField()
    plain = models.TextField()
    text = models.TextField()
    source_hash = models.UUIDField()
    text_hash = models.UUIDField()
    source_stems = models.TextField(blank=True)
    text_stems = models.TextField(blank=True)
    object_id = models.UUIDField(default=FROM_FILE, db_index=True)
    where = models.CharField(max_length=200, blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["source_language", "target_language"], name="memory_of_a_pair")]
        constraints = [
            models.UniqueConstraint(
                fields=["source_hash", "source_language", "target_language", "text_hash", "object_id"],
                name="memory_unit_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.plain} → {self.text}"


class GlossaryTerm(models.Model):
    """A word that the community translates in one way, from one language to another."""

    source_language = models.CharField(_("from"), max_length=12, help_text=_("The language of the term."))
    target_language = models.CharField(_("into"), max_length=12, help_text=_("The language it is translated into."))
    term = models.CharField(
        _("term"), max_length=100, help_text=_("As in a dictionary. It is found in any form: circle, circles.")
    )
    translation = models.CharField(
        _("translation"),
        max_length=200,
        blank=True,
        help_text=_("With commas between several that are right; the first is the one that is proposed."),
    )
    avoid = models.CharField(
        _("words to avoid"), max_length=200, blank=True, help_text=_("With commas between several.")
    )
    note = models.CharField(_("note"), max_length=300, blank=True, help_text=_("When to use it, and why."))

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        ordering = ["source_language", "target_language", "term"]
        constraints = [
            models.UniqueConstraint(fields=["source_language", "target_language", "term"], name="glossary_term_once")
        ]

    def __str__(self) -> str:
        return f"{self.term} → {self.translation}" if self.translation else self.term


class QuestionKind(models.TextChoices):
    AUTHOR = "author", _("to the author")
    COLLEAGUES = "colleagues", _("to the translators")
    READER = "reader", _("from a reader")


class Question(models.Model):
    """A question about a sentence of a translation, or about all of it, and what readers report; see `talk`.

    `sentence` is the original's, as it was then, with its tags; a reader's is quoted from what they read.
    """

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="questions")
    context = models.ForeignKey(TranslationContext, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=QuestionKind.choices)
    sentence = models.TextField(blank=True)
    text = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    resolved_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [models.CheckConstraint(condition=models.Q(kind__in=QuestionKind.values), name="question_kind")]

    def __str__(self) -> str:
        return self.text


class QuestionAnswer(models.Model):
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return self.text


class TranslationStatus(models.Model):
    """How current a translation's live text is, and who is working on it.

    `outdated_since` is the instant (UTC) of the first change of the original whose words the live text still lacks.
    `awaits_original`: its strings are those of a draft of the original, which readers do not see yet.
    `has_machine_text`: the live text has sentences of a machine that nobody had checked when it was published.
    """

    translation = models.OneToOneField(Translation, on_delete=models.CASCADE, related_name="status")
    outdated_since = models.DateTimeField(null=True, blank=True)
    awaits_original = models.BooleanField(default=False)
    has_machine_text = models.BooleanField(default=False)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    claimed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.translation_id}: {self.outdated_since or '–'}"


class OpenedText(models.Model):
    """Since when (UTC) somebody has a text open in the workshop: what Wagtail's session for an editor does not say."""

    session = models.OneToOneField(EditingSession, on_delete=models.CASCADE, related_name="opened_text")
    opened_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.session_id}: {self.opened_at}"


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
