"""Delete the pages that acceptance made."""

from collections.abc import Collection

from wagtail.search.index import insert_or_update_object

from events.models import SessionPage, SessionRelease, SessionSpeaker, SpeakerPage
from events.submissions.models import Speaker, Submission
from events.submissions.pages.deleting import delete_page
from events.submissions.pages.owners import belongs_only_to, speaker_pages_of
from events.timetable.chooser import sessions_with_slot
from home.caching.generation import bump


def delete_draft_pages(submission: Submission) -> None:
    """Delete the drafts that acceptance made. Editors decide about pages that were published or are in a timetable."""
    session = submission.session
    if session is None or is_in_use(session):
        return
    people = list(submission.speakers.select_related("page"))
    submission.session = None
    submission.save(update_fields=["session"])
    delete_page(session)
    delete_draft_speaker_pages(people)


def delete_draft_speaker_pages(people: Collection[Speaker]) -> None:
    """Delete those of their pages that are as acceptance made them."""
    for page in speaker_pages_of(people):
        if not page.first_published_at and page.revisions.count() == 1 and belongs_only_to(page, people):
            delete_page(page)


def take_out_of_session(session: SessionPage, page: SpeakerPage) -> None:
    """Let no version of the session, published or not, name this speaker."""
    versions = set(SpeakerPage.objects.filter(translation_key=page.translation_key).values_list("pk", flat=True))
    SessionSpeaker.objects.filter(page=session, speaker__in=versions).delete()
    for revision in session.revisions.all():
        rows = revision.content.get("session_speakers", [])
        revision.content["session_speakers"] = [row for row in rows if row["speaker"] not in versions]
        revision.save(update_fields=["content"])
    bump()  # it was done behind the page
    for version in SessionPage.objects.filter(translation_key=session.translation_key):
        insert_or_update_object(version)  # the search finds sessions by their speakers


def is_in_use(session: SessionPage) -> bool:
    """Whether it was published, or is in a timetable."""
    held = session.pk in sessions_with_slot() or session.slots.exists()
    return bool(session.first_published_at) or held or SessionRelease.objects.filter(session=session).exists()
