"""Review by consent."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from events.submissions.actions.base import ActionRefused, lock, log_step
from events.submissions.enums import REVIEWER_ANSWERS, UNDER_REVIEW, Answer
from events.submissions.models import Comment, Review, Submission


def answer(*, submission: Submission, reviewer: Any, answer: str, reason: str = "", now: datetime) -> Review:
    """Consent, object with a reason, or stand aside. A new answer replaces the old one."""
    reason = reason.strip()
    if answer not in REVIEWER_ANSWERS:
        raise ActionRefused(_("Please choose one of the answers."))
    if answer == Answer.OBJECTION and not reason:
        raise ActionRefused(_("Please give the reason for your objection, so that the team can work on it."))
    with transaction.atomic():
        row = lock(submission)
        if row.state not in UNDER_REVIEW:
            raise ActionRefused(_("This proposal has already been decided."))
        values = {"answer": answer, "reason": reason, "answered_at": now, "reviewer_name": str(reviewer)}
        review, _created = Review.objects.update_or_create(submission=row, reviewer=reviewer, defaults=values)
        log_step(row, str(answer), user=reviewer, reason=reason)
    return review


def close_objection(*, submission: Submission, reviewer: Any, now: datetime, review_id: int | None = None) -> Review:
    """The reviewer who raised an objection closes it; one whose account is deleted is closed by anybody of the team."""
    with transaction.atomic():
        row = lock(submission)
        raised = Q(pk=review_id, reviewer=None) if review_id else Q(reviewer=reviewer)
        review = row.reviews.filter(raised, answer=Answer.OBJECTION).first()
        if review is None:
            raise ActionRefused(_("You have no open objection here."))
        review.answer, review.answered_at = Answer.CLOSED, now
        review.save(update_fields=["answer", "answered_at"])
        log_step(row, "close_objection", user=reviewer)
    return review


def comment(*, submission: Submission, author: Any, text: str, now: datetime) -> Comment:
    if not text.strip():
        raise ActionRefused(_("Please write a comment first."))
    with transaction.atomic():
        row = lock(submission)
        written = Comment.objects.create(
            submission=row, author=author, author_name=str(author), text=text.strip(), written_at=now
        )
        log_step(row, "comment", user=author)
    return written
