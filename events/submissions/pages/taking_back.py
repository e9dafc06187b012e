"""Undo what acceptance made."""

from events.models import SessionPage, SessionRelease, SpeakerPage
from events.submissions.models import Submission
from events.submissions.pages.deleting import delete_unused_images, delete_versions
from events.submissions.pages.owners import is_only_theirs, pages_of
from events.timetable.chooser import sessions_with_slot


def take_back(submission: Submission) -> list[int]:
    """Delete the drafts that acceptance made; returns the ids of those pages.

    What readers know or a timetable holds is left to the editors.
    """
    session = submission.session
    if session is None or is_known(session):
        return []
    people = list(submission.speakers.select_related("page"))
    submission.session = None
    submission.save(update_fields=["session"])
    gone = delete_versions(SessionPage, session.translation_key)
    for page in pages_of(people):
        as_made = not page.first_published_at and page.revisions.count() == 1
        if as_made and is_only_theirs(page, people):
            gone += delete_versions(SpeakerPage, page.translation_key)
            delete_unused_images([page.photo_id])
    return gone


def is_known(session: SessionPage) -> bool:
    """Whether readers have met it, or a timetable holds it."""
    held = session.pk in sessions_with_slot() or session.slots.exists()
    return bool(session.first_published_at) or held or SessionRelease.objects.filter(session=session).exists()
