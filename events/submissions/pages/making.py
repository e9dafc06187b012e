"""An accepted proposal becomes pages: drafts in the language it was written in, which editors publish."""

from typing import Any

from wagtail.models import Locale, Page

from events.models import SessionPage, SessionSpeaker
from events.submissions.fields import IDEA
from events.submissions.models import Submission
from events.submissions.pages.carried import put
from events.submissions.pages.parents import free_slug, programme_page
from events.submissions.pages.speakers import speaker_page


def make_pages(submission: Submission, *, user: Any = None) -> list[Page]:
    """The session's page, made once, then those of its speakers, found or made. Raises NoPlace."""
    locale = Locale.objects.get(language_code=submission.language)
    speakers = [speaker_page(speaker, locale, user) for speaker in submission.speakers.all()]
    session = submission.session
    if session is None:
        parent = programme_page(submission, locale)
        slug = free_slug(parent, submission.title, "session")
        session = SessionPage(slug=slug, locale=locale, live=False, owner=user)
        put(IDEA.on_page, session, submission)
        parent.add_child(instance=session)
    session.session_speakers = [SessionSpeaker(speaker=page, sort_order=at) for at, page in enumerate(speakers)]
    session.save_revision(user=user)
    session.save()
    submission.session = session
    submission.save(update_fields=["session"])
    return [session, *speakers]
