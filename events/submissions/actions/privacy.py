"""Export and erasure of personal data. State, language, kind and themes of a proposal are kept for statistics."""

import json
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry, Page

from events.consents.contacts import contact_data, detach_answers
from events.consents.models import RecordingConsent, SpeakerContact
from events.enums import RecordingAnswer
from events.keeping import kept_long_enough
from events.models import SessionPage
from events.submissions import pages
from events.submissions.actions.base import delete_file_on_commit, lock, log_step
from events.submissions.actions.planning import free_slot
from events.submissions.emails import messages
from events.submissions.enums import TAKES_PLACE, Answer, SubmissionState
from events.submissions.fields import PROPOSAL_FIELDS, SPEAKER_FIELDS
from events.submissions.models import Speaker, Submission
from home.caching.generation import bump
from home.jobs.background import forget_tasks
from home.jobs.portions import Failures, in_portion
from home.outbox.actions import erase_content, erase_mails
from home.outbox.addresses import normalise
from home.outbox.enums import OPEN_STATES
from home.outbox.models import Delivery
from home.search_index import forget_deleted_words

HELD_FOR = timedelta(days=7)
OVER = (SubmissionState.DECLINED, SubmissionState.WITHDRAWN)


@dataclass(frozen=True)
class ErasureResult:
    """`row_count` rows are erased. `kept_pages` may still mention the person: the team has to check them."""

    row_count: int
    kept_pages: list[Page]


def erase_submission(*, submission: Submission, now: datetime, user: Any = None) -> SessionPage | None:
    """Erase texts and people of a proposal. A session page that was published is left to the editors, and returned."""
    with transaction.atomic():
        row = Submission.objects.select_for_update().get(pk=submission.pk)
        erase_mails(mails=Delivery.objects.filter(key__startswith=messages.delivery_key(row)), now=now)
        for speaker in row.speakers.all():
            delete_file_on_commit(speaker, speaker.photo.name)
        pages.delete_draft_pages(row)
        free_slot(submission=row, user=user)
        keep_refusals(row, list(row.speakers.all()))
        row.speakers.all().delete()
        row.comments.all().delete()
        row.reviews.all().delete()
        ModelLogEntry.objects.for_instance(row).delete()
        PROPOSAL_FIELDS.erase(row)
        row.fingerprint, row.erased_at = None, now
        row.save()
        log_step(row, "erase", user=user)
        forget_deleted_words()
    return row.session


@dataclass(frozen=True)
class KeptElsewhere:
    """What another part of the app keeps about people by their address, and how: names, export, erasure."""

    names_at: Callable[[str], list[str]]
    export: Callable[[str, Collection[str] | None], list[dict[str, Any]]]
    erase: Callable[..., int]  # with address, names and now; returns how many rows


kept_elsewhere: dict[str, KeptElsewhere] = {}  # its name in the export → what is kept; filled in AppConfig.ready()


def names_at(address: str) -> list[str]:
    """The names under which people with this address are known, each once: a mailbox may be shared."""
    names = list(Speaker.objects.filter(email=normalise(address)).values_list("name", flat=True))
    names += [one.speaker.title for one in contacts_at(address, None)]
    names += [name for part in kept_elsewhere.values() for name in part.names_at(address)]
    return list({name.casefold(): name for name in sorted(names)}.values())


def people_at(address: str, names: Collection[str] | None) -> list[Speaker]:
    """Rows with this address; only those with one of the names, whatever their case, if there are any."""
    wanted = None if names is None else {name.casefold() for name in names}
    rows = Speaker.objects.filter(email=normalise(address)).select_related(
        "page", "submission__event", "submission__consent", "submission__session"
    )
    rows = rows.prefetch_related("submission__themes", "submission__speakers")
    return [row for row in rows if wanted is None or row.name.casefold() in wanted]


def erase_person(
    *, address: str, names: Collection[str] | None = None, now: datetime, user: Any = None
) -> ErasureResult:
    """Erase one person everywhere: what they sent, where they are named, their page and photo.

    `names` are those of the person where several people share the address; without it everybody there is erased.
    A proposal with others is left to them: the next one becomes its contact. A page that did not come from the
    person's own proposals, or that something else uses too, stays as it is.
    """
    with transaction.atomic():
        people, contacts = people_at(address, names), contacts_at(address, names)
        all_names = names_at(address)  # before they are deleted
        known = all_names if names is None else names
        mails = list(mails_to(address, people).values_list("pk", flat=True))
        kept: list[Page] = [one.speaker for one in contacts if not any(one.speaker_id == row.page_id for row in people)]
        _erase_contacts(contacts)
        mine = {one.pk for one in people}
        left = {one.submission_id for one in people if {other.pk for other in one.submission.speakers.all()} <= mine}
        for page in pages.speaker_pages_of(people):
            if pages.belongs_only_to(page, people):
                pages.delete_page(page)
            else:
                kept.append(page)
        sent = {one.submission_id for one in people if one == one.submission.submitter}
        left |= {one.submission_id for one in people if one.submission_id in sent and one.submission.state in OVER}
        for speaker in people:
            if speaker.submission_id not in left:
                _leave_to_others(speaker, page_stays=speaker.page in kept, now=now, user=user)
        for submission in {one.submission_id: one.submission for one in people if one.submission_id in left}.values():
            session = erase_submission(submission=submission, now=now, user=user)
            kept += [session] if session else []
        erase_mails(mails=Delivery.objects.filter(pk__in=mails), now=now)
        elsewhere = sum(part.erase(address=address, names=known, now=now) for part in kept_elsewhere.values())
        is_shared = not _casefold(all_names) <= _casefold(known)
        erase_content(mails=_mails_to_others(known, "" if is_shared else normalise(address)))
        forget_tasks(normalise(address))
        forget_deleted_words()
    return ErasureResult(len(people) + len(contacts) + elsewhere, kept)


def _leave_to_others(speaker: Speaker, *, page_stays: bool, now: datetime, user: Any) -> None:
    """Take a person out of a proposal that others speak in. All private links are replaced."""
    submission = lock(speaker.submission)
    delete_file_on_commit(speaker, speaker.photo.name)
    if submission.session and page_stays and speaker.page:
        pages.take_out_of_session(submission.session, speaker.page)
    keep_refusals(submission, [speaker])
    speaker.delete()
    erase_mails(mails=_mails_that_name(speaker, submission), now=now)
    _forget_in_review(speaker, submission)
    submission.link_version, submission.fingerprint = submission.link_version + 1, None
    submission.save(update_fields=["link_version", "fingerprint"])
    log_step(submission, "erase_person", user=user)
    if submission.submitter and submission.state not in OVER:
        messages.send_link(submission.submitter, by_team=True, now=now)


def keep_refusals(submission: Submission, speakers: Collection[Speaker]) -> None:
    """Without the person: a recording that they did not want stays hidden after their data are gone.

    Not an answer to which a later one was noted: that one stays.
    """
    session = SessionPage.objects.filter(pk=submission.session_id or 0).first()
    later = RecordingConsent.objects.filter(session=session)
    RecordingConsent.objects.bulk_create(
        RecordingConsent(session=session, answer=one.recording, given_at=one.recording_at)
        for one in speakers
        if session
        and one.recording_at
        and one.recording in (RecordingAnswer.NO, RecordingAnswer.WITHOUT_QUESTIONS)
        and not later.filter(speaker=one.page_id or 0, given_at__gt=one.recording_at).exists()
    )
    bump()  # rows written in bulk send no signal


def contacts_at(address: str, names: Collection[str] | None) -> list[SpeakerContact]:
    """Contacts of speakers who sent no proposal, as in people_at."""
    rows = SpeakerContact.objects.filter(email=normalise(address)).select_related("speaker")
    wanted = None if names is None else {name.casefold() for name in names}
    return [row for row in rows if wanted is None or row.speaker.title.casefold() in wanted]


def _erase_contacts(contacts: Collection[SpeakerContact]) -> None:
    """Their answers about recordings stay without the person. Their mails are erased with them."""
    for contact in contacts:
        detach_answers(contact.speaker)
        contact.delete()


def _mails_that_name(speaker: Speaker, submission: Submission) -> QuerySet[Delivery]:
    """Mails about the proposal, except those to come that do not name the person."""
    about = Delivery.objects.filter(key__startswith=messages.delivery_key(submission))
    person = _naming(speaker.name, speaker.email)
    found = [
        mail.pk
        for mail in about
        if mail.state not in OPEN_STATES or person.search(f"{mail.address} {mail.subject} {mail.text} {mail.html}")
    ]
    return Delivery.objects.filter(pk__in=found)


def _mails_to_others(names: Collection[str], address: str) -> QuerySet[Delivery]:
    """Mails that have left and name a person, whoever got them; not those to a namesake, which name the namesake."""
    person = _naming(*names, address)
    rows = Delivery.objects.left_with_content().values_list("pk", "address", "subject", "text", "html")
    found = {pk: to for pk, to, *said in rows.iterator() if person.search(" ".join(said))}
    namesakes = {to for to in set(found.values()) if _casefold(names) & _casefold(names_at(to))}
    return Delivery.objects.filter(pk__in=[pk for pk, to in found.items() if to not in namesakes])


def _casefold(names: Collection[str]) -> set[str]:
    return {name.casefold() for name in names}


def _naming(*words: str) -> re.Pattern[str]:
    """Finds a person in a text, by a whole name or an address; nobody without them."""
    alternatives = "|".join(map(re.escape, filter(None, words))) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)


def _forget_in_review(speaker: Speaker, submission: Submission) -> None:
    """Delete what the team wrote about a person by name: comments, reasons of answers, and both in the log."""
    person = _naming(speaker.name, speaker.email)
    for comment in submission.comments.all():
        if person.search(comment.text):
            comment.delete()
    for review in submission.reviews.exclude(reason=""):
        if person.search(review.reason):
            review.reason = "" if review.answer != Answer.OBJECTION else _("Deleted with a person’s data.")
            review.save(update_fields=["reason"])
    for entry in ModelLogEntry.objects.for_instance(submission):
        if person.search(json.dumps(entry.data, ensure_ascii=False)):
            entry.data = {}
            entry.save(update_fields=["data"])


def mails_to(address: str, people: Collection[Speaker]) -> QuerySet[Delivery]:
    """Mails about proposals to these people: all to their address, unless somebody else shares it."""
    kinds = [kind.name for kind in messages.KINDS_TO_SPEAKERS]
    mails = Delivery.objects.filter(address=normalise(address), kind__in=kinds)
    others = Speaker.objects.filter(email=normalise(address)).exclude(pk__in=[one.pk for one in people])
    shared = set(others.values_list("submission", flat=True))
    if not shared:
        return mails
    theirs = Q(pk__in=[])
    for one in people:
        about = messages.delivery_key(one.submission)
        if one.submission_id not in shared or one == one.submission.submitter:
            to_others = [messages.is_about(other) for other in one.submission.speakers.all() if other.pk != one.pk]
            theirs |= Q(key__startswith=about) & ~reduce(or_, to_others, Q(pk__in=[]))
        else:
            theirs |= messages.is_about(one)
    return mails.filter(theirs)


def erase_held(*, now: datetime) -> int:
    """Erase proposals that have been held for a week, because their sender has not confirmed the address."""
    failures, erased = Failures(), 0
    for submission in Submission.objects.kept().filter(is_held=True, submitted_at__lt=now - HELD_FOR)[:500]:
        with failures.at("erase proposal", submission.pk):
            erase_submission(submission=submission, now=now)
            erased += 1
    failures.raise_unless(erased)
    return erased


def erase_old(*, now: datetime) -> int:
    """Erase proposals that were not accepted, `Event.keep_months` after their event; returns how many."""
    failures = Failures()
    over = kept_long_enough(now, failures)
    due = Submission.objects.kept().exclude(state__in=TAKES_PLACE).filter(event__in=over)[:500]
    erased = 0
    for submission in in_portion(due):
        with failures.at("erase proposal", submission.pk):
            erase_submission(submission=submission, now=now)
            erased += 1
    failures.raise_unless(erased)
    return erased


def personal_data_of(address: str, names: Collection[str] | None = None) -> dict[str, Any] | None:
    """All that is kept about a person, or about those with one of `names`; None where there is nothing."""
    address = normalise(address)
    people = people_at(address, names)
    mails = mails_to(address, people)
    contacts = contacts_at(address, names)
    known = names_at(address) if names is None else names
    others = {name: part.export(address, known) for name, part in kept_elsewhere.items()}
    if not people and not mails and not contacts and not any(others.values()):
        return None
    own = {speaker.page_id for speaker in people if speaker.made_page}
    return {
        "address": address,
        **others,
        "named_in": [
            {
                "event": str(speaker.submission.event),
                "sent_by_this_person": speaker.position == 0,
                "submitted_at": speaker.submission.submitted_at,
                "consent": speaker.submission.consent.text if speaker.submission.consent else "",
                "person": SPEAKER_FIELDS.exported(speaker),
                "page": speaker.page.full_url if speaker.page and speaker.page_id in own else None,
                "session": speaker.submission.session.title if speaker.submission.session else None,
                "state": speaker.submission.state,
                "proposal": PROPOSAL_FIELDS.exported(speaker.submission),
            }
            for speaker in people
        ],
        "contacts": [contact_data(one) for one in contacts],
        "mails": [
            {"subject": mail.subject, "text": mail.text, "written_at": mail.created_at, "state": mail.state}
            for mail in mails
        ],
    }
