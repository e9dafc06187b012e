"""An accepted proposal becomes pages: drafts in the language it was written in, which editors publish."""

from typing import Any

from wagtail.models import Locale, Page

from events.models import SessionPage, SessionSpeaker
from events.submissions.fields import PROPOSAL_FIELDS
from events.submissions.models import Submission
from events.submissions.pages.page_values import copy_to_page
from events.submissions.pages.parents import find_or_create_programme_page
from events.submissions.pages.speakers import find_or_create_speaker_page
from home.i18n.slugs import free_slug


def create_pages(submission: Submission, *, user: Any = None) -> list[Page]:
    """The session's page, made once, then those of its speakers, found or made. Raises NoParentPage."""
    locale = Locale.objects.get(language_code=submission.language)
    speakers = [find_or_create_speaker_page(speaker, locale, user) for speaker in submission.speakers.all()]
    session = submission.session
    if session is None:
        parent = find_or_create_programme_page(submission.event, locale)
        slug = free_slug(parent, submission.title, "session")
        session = SessionPage(slug=slug, locale=locale, live=False, owner=user)
        copy_to_page(PROPOSAL_FIELDS.on_page, session, submission)
        parent.add_child(instance=session)
    session.session_speakers = [SessionSpeaker(speaker=page, sort_order=at) for at, page in enumerate(speakers)]
    session.save_revision(user=user)
    session.save()
    submission.session = session
    submission.save(update_fields=["session"])
    return [session, *speakers]
