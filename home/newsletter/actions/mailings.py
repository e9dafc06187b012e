"""Sending an issue: approve, start, queue the deliveries, pause, resume, cancel."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from home.newsletter.enums import AudienceChoice, MailingState
from home.newsletter.mail.delivery import ISSUE, delivery_key
from home.newsletter.mail.rendering import render_issue
from home.newsletter.models import Mailing, MailingLanguage, NewsletterIssuePage, Subscriber
from home.newsletter.queries import audiences, ready_pages
from home.outbox.actions import enqueue_batch, set_batch_state
from home.outbox.enums import OPEN_STATES, BatchState, DeliveryState
from home.outbox.models import Batch

CHUNK_SIZE = 1000
UNSENT_STATES = (DeliveryState.QUEUED, DeliveryState.CANCELLED, DeliveryState.FAILED)


class IssueNotReady(Exception):
    """The issue is not published, or it is not decided what readers without a translation get. Names the languages."""


class AlreadySent(Exception):
    """The issue has been sent, or is being sent, or is scheduled."""


def approve(
    *, issue: NewsletterIssuePage, choices: Mapping[str, AudienceChoice], send_at: datetime, user: Any, now: datetime
) -> Mailing:
    """Freeze the published text of every language, and send it at `send_at`.

    `choices` says what readers get if their translation is not ready. Raises IssueNotReady and AlreadySent.
    """
    issue = issue.original
    lines = audiences(issue)
    undecided = [line.language for line in lines if not line.is_ready and line.language not in choices]
    if undecided or not issue.live:
        raise IssueNotReady(", ".join(undecided))
    try:
        with transaction.atomic():
            mailing = Mailing.objects.create(issue=issue, send_at=send_at, approved_by=user, approved_at=now)
            for line in lines:
                choice = AudienceChoice.READY if line.page else choices[line.language]
                add_language(mailing, line.language, choice, line.page or issue)
    except IntegrityError as error:
        raise AlreadySent from error
    return mailing


def add_language(mailing: Mailing, language: str, choice: AudienceChoice, page: NewsletterIssuePage) -> None:
    gets_words = choice in (AudienceChoice.READY, AudienceChoice.ORIGINAL)
    MailingLanguage.objects.create(
        mailing=mailing,
        language=language,
        choice=choice,
        page=page if gets_words else None,
        content=published_content(page) if gets_words else None,
    )


def published_content(page: NewsletterIssuePage) -> Any:
    """The published version of the page, whatever drafts there are."""
    live: NewsletterIssuePage = NewsletterIssuePage.objects.get(pk=page.pk)
    return json.loads(live.to_json())


def start(*, mailing: Mailing, now: datetime) -> bool:
    """Open the batch. False if another worker was faster or a person stopped it."""
    with transaction.atomic():
        batch, _created = Batch.objects.get_or_create(key=f"mailing:{mailing.pk}")
        scheduled = Mailing.objects.filter(pk=mailing.pk, state=MailingState.SCHEDULED, send_at__lte=now)
        return bool(scheduled.update(state=MailingState.SENDING, batch=batch))


def batch_of(mailing: Mailing) -> Batch:
    """The batch of a mailing that has begun."""
    if mailing.batch is None:
        raise ValueError("this mailing has not begun")
    return mailing.batch


def render_language(line: MailingLanguage) -> None:
    """The mail of one language, from the approved text and the present facts. Its page may be deleted meanwhile."""
    if line.html or line.content is None:
        return
    page = line.page or line.mailing.issue
    approved = page.with_content_json({**line.content, "slug": page.slug})
    approved.locale_id = line.content["locale"]
    content = render_issue(approved, language=line.language)
    line.subject, line.text, line.html = content.subject[:250], content.text, content.html
    line.save(update_fields=["subject", "text", "html"])


def queue_next_chunk(*, mailing: Mailing, now: datetime) -> int:
    """Create the deliveries of the next readers, in one short transaction; returns how many.

    Readers are taken once, in the order of their ids, so that somebody who changes the language meanwhile is neither
    missed nor mailed twice.
    """
    lines = list(mailing.languages.all())
    for line in lines:
        render_language(line)
    if mailing.queued_at is None:
        ready = [line.language for line in lines if line.choice in (AudienceChoice.READY, AudienceChoice.ORIGINAL)]
        return _queue_chunk(mailing, mailing, ready, now=now)
    waiting = [line for line in lines if line.choice == AudienceChoice.WAIT and line.queued_at is None]
    return sum(_queue_late_language(mailing, line, now=now) for line in waiting)


def _queue_late_language(mailing: Mailing, line: MailingLanguage, *, now: datetime) -> int:
    """Readers who waited for their translation, which is now published."""
    if line.content is None:
        page = ready_pages(mailing.issue).get(line.language)
        if page is None:
            return 0
        line.page, line.content = page, published_content(page)
        line.save(update_fields=["page", "content"])
        render_language(line)
    return _queue_chunk(mailing, line, [line.language], now=now)


def _queue_chunk(mailing: Mailing, progress: Mailing | MailingLanguage, languages: list[str], *, now: datetime) -> int:
    """`progress` stores how far the audience is queued. Doing a chunk twice changes nothing.

    A person may have paused or cancelled the mailing since it was loaded; then nothing is queued.
    """
    readers = Subscriber.objects.confirmed().filter(language__in=languages, pk__gt=progress.last_subscriber)
    chunk = list(readers.order_by("pk").values_list("pk", "uuid", "address", "language")[:CHUNK_SIZE])
    served = _already_served(mailing, [uuid for _pk, uuid, _address, _code in chunk])
    with transaction.atomic():
        if not Mailing.objects.select_for_update().filter(pk=mailing.pk, state=MailingState.SENDING).first():
            return 0
        rows = [
            (delivery_key(mailing.pk, uuid), address, code) for _pk, uuid, address, code in chunk if uuid not in served
        ]
        enqueue_batch(kind=ISSUE, batch=batch_of(mailing), rows=rows, now=now)
        progress.last_subscriber = chunk[-1][0] if chunk else progress.last_subscriber
        progress.queued_at = None if chunk else now
        progress.save(update_fields=["last_subscriber", "queued_at"])
    return len(chunk)


def _already_served(mailing: Mailing, readers: list[UUID]) -> set[UUID]:
    """Subscribers who have the issue, or may have it, from a cancelled mailing."""
    served: set[UUID] = set()
    for earlier in mailing.issue.mailings.filter(batch__isnull=False).exclude(pk=mailing.pk):
        keys = {delivery_key(earlier.pk, uuid): uuid for uuid in readers}
        went = batch_of(earlier).deliveries.filter(key__in=keys).exclude(state__in=UNSENT_STATES)
        served |= {keys[key] for key in went.values_list("key", flat=True)}
    return served


def finish_if_done(*, mailing: Mailing, now: datetime) -> bool:
    """Mark the mailing as done when all deliveries exist and none is waiting."""
    waiting = mailing.languages.filter(choice=AudienceChoice.WAIT, queued_at=None)
    if (
        mailing.queued_at is None
        or waiting.exists()
        or batch_of(mailing).deliveries.filter(state__in=OPEN_STATES).exists()
    ):
        return False
    sending = Mailing.objects.filter(pk=mailing.pk, state=MailingState.SENDING)
    return bool(sending.update(state=MailingState.DONE, done_at=now))


def pause(*, mailing: Mailing, now: datetime) -> bool:
    """Stops after the current mail. False if there is nothing to pause."""
    return _change_state(
        mailing, (MailingState.SCHEDULED, MailingState.SENDING), MailingState.PAUSED, BatchState.PAUSED, now=now
    )


def resume(*, mailing: Mailing, now: datetime) -> bool:
    mailing.refresh_from_db()
    state = MailingState.SENDING if mailing.batch else MailingState.SCHEDULED
    return _change_state(mailing, (MailingState.PAUSED,), state, BatchState.RUNNING, now=now)


def cancel(*, mailing: Mailing, now: datetime) -> bool:
    """Final: waiting mails are withdrawn. Sent mails cannot be recalled."""
    before = (MailingState.SCHEDULED, MailingState.SENDING, MailingState.PAUSED)
    return _change_state(mailing, before, MailingState.CANCELLED, BatchState.CANCELLED, now=now)


def _change_state(
    mailing: Mailing, before: tuple[MailingState, ...], after: MailingState, batch: BatchState, *, now: datetime
) -> bool:
    with transaction.atomic():
        turned = Mailing.objects.filter(pk=mailing.pk, state__in=before).update(state=after)
        mailing.refresh_from_db()  # a worker may have started it meanwhile
        if turned and mailing.batch:
            set_batch_state(batch=mailing.batch, state=batch, now=now)
    return bool(turned)


def stop_waiting(*, line: MailingLanguage, choice: AudienceChoice) -> None:
    """Stop waiting for a translation: leave its readers out, or send them the original."""
    with transaction.atomic():
        waiting = MailingLanguage.objects.filter(pk=line.pk, choice=AudienceChoice.WAIT, content__isnull=True)
        original = line.mailing.issue
        changes = (
            {"page": original, "content": published_content(original)}
            if choice == AudienceChoice.ORIGINAL
            else {"choice": choice}
        )
        waiting.update(**changes)
