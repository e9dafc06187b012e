"""An accepted proposal becomes pages: drafts in the language it was written in, which editors publish."""

from typing import Any

from wagtail.models import Locale, Page

from events.models import SessionPage, SessionSpeaker, SessionTheme
from events.submissions.models import Submission
from events.submissions.pages.parents import free_slug, programme_page
from events.submissions.pages.speakers import speaker_page


def make_pages(submission: Submission, *, user: Any = None) -> list[Page]:
    """The session's page, made once, then those of its speakers, found or made. Raises NoPlace."""
    locale = Locale.objects.get(language_code=submission.language)
    speakers = [speaker_page(speaker, locale, user) for speaker in submission.speakers.all()]
    session = submission.session
    if session is None:
        parent = programme_page(submission, locale)
        session = SessionPage(
            title=submission.title,
            slug=free_slug(parent, submission.title, "session"),
            kind=submission.kind,
            abstract=submission.abstract,
            locale=locale,
            live=False,
            owner=user,
        )
        parent.add_child(instance=session)
        session.session_themes = [SessionTheme(tag=theme, locale=locale) for theme in submission.themes.all()]
    session.session_speakers = [SessionSpeaker(speaker=page, sort_order=at) for at, page in enumerate(speakers)]
    session.save_revision(user=user)
    session.save()
    submission.session = session
    submission.save(update_fields=["session"])
    return [session, *speakers]
