from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.fields import LanguageCodesField, split_language_codes
from events.submissions.enums import Answer
from events.submissions.models.submissions import Submission


class Review(models.Model):
    """The answer of one reviewer to one proposal; giving another one replaces it, the audit log keeps both."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="reviews")
    reviewer_name = models.CharField(max_length=150, blank=True)  # stays when the account is deleted
    answer = models.CharField(_("answer"), max_length=10, choices=Answer)
    reason = models.TextField(_("reason"), blank=True)
    answered_at = models.DateTimeField(_("answered"))

    class Meta:
        verbose_name = _("answer to a proposal")
        verbose_name_plural = _("answers to proposals")
        ordering = ["answered_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "reviewer"], name="review_once"),
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="review_answer_known"),
            models.CheckConstraint(condition=~Q(answer=Answer.OBJECTION, reason=""), name="objection_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer_name}: {self.get_answer_display()}"


class Comment(models.Model):
    """A comment of a reviewer on a proposal."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    author_name = models.CharField(max_length=150, blank=True)  # stays when the account is deleted
    text = models.TextField(_("comment"))
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("comment on a proposal")
        verbose_name_plural = _("comments on proposals")
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class ReviewerLanguages(models.Model):
    """Which languages a reviewer reads; without a row, the language of their CMS."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reads_proposals")
    languages = LanguageCodesField(_("languages I read"))

    class Meta:
        verbose_name = _("reader of proposals")
        verbose_name_plural = _("readers of proposals")

    def __str__(self) -> str:
        return f"{self.user}: {self.languages}"

    @property
    def codes(self) -> list[str]:
        return split_language_codes(self.languages)
