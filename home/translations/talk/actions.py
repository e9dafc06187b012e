"""Asking, answering and resolving questions about translations, and deleting what readers wrote."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from wagtail_localize.models import StringSegment, Translation

from home.translations.models import Question, QuestionAnswer, QuestionKind

READERS_RESOLVED_FOR = timedelta(days=30)
READERS_AT_MOST = timedelta(days=365)
PORTION = 500


def ask(
    translation: Translation,
    *,
    kind: str,
    text: str,
    now: datetime,
    user: Any = None,
    segment: StringSegment | None = None,
) -> Question:
    """Ask about a sentence, or about the whole text without `segment`."""
    return Question.objects.create(
        translation=translation,
        context_id=segment.context_id if segment else None,
        sentence=segment.string.data if segment else "",
        kind=QuestionKind(kind),
        text=text,
        written_by=user,
        written_at=now,
    )


def report(translation: Translation, *, sentence: str, text: str, now: datetime) -> Question:
    """What a reader says is wrong."""
    return Question.objects.create(
        translation=translation, kind=QuestionKind.READER, sentence=sentence, text=text, written_at=now
    )


def answer(question: Question, *, text: str, user: Any, now: datetime) -> None:
    """A resolved question is open again."""
    QuestionAnswer.objects.create(question=question, text=text, written_by=user, written_at=now)
    Question.objects.filter(pk=question.pk).update(resolved_at=None, resolved_by=None)


def resolve(question: Question, *, user: Any, now: datetime) -> None:
    Question.objects.filter(pk=question.pk).update(resolved_at=now, resolved_by=user)


def forget_reports(*, now: datetime) -> int:
    """Delete some of what readers wrote: a month after it was resolved, a year after it was written at the latest."""
    is_over = Q(resolved_at__lt=now - READERS_RESOLVED_FOR) | Q(written_at__lt=now - READERS_AT_MOST)
    keys = list(Question.objects.filter(is_over, kind=QuestionKind.READER).values_list("pk", flat=True)[:PORTION])
    Question.objects.filter(pk__in=keys).delete()
    return len(keys)
