"""Put what an amendment changed into drafts of the pages."""

from wagtail.models import Page

from events.models import SessionSpeaker, SessionTheme
from events.submissions.models import Submission
from events.submissions.pages.carried import Words, page_fields, words_of
from events.submissions.pages.speakers import draft_speaker, save_draft, speaker_page


def draft_changes(submission: Submission, before: Words) -> list[Page]:
    """What an amendment changed goes into a draft of each page; what editors wrote elsewhere on it stays.

    Returns the pages that have a new draft.
    """
    drafts: list[Page] = []
    after = words_of(submission)
    session = submission.session
    if session is not None:
        draft = session.get_latest_revision_as_object()
        changed = {name: value for name, value in after.session.items() if value != before.session[name]}
        if "themes" in changed:
            changed.pop("themes")
            draft.session_themes = [SessionTheme(tag=tag, locale=draft.locale) for tag in submission.themes.all()]
        if after.people.keys() != before.people.keys():
            pages = [speaker_page(speaker, session.locale, None) for speaker in submission.speakers.all()]
            draft.session_speakers = [SessionSpeaker(speaker=page, sort_order=at) for at, page in enumerate(pages)]
            drafts += pages
        if after.session != before.session or after.people.keys() != before.people.keys():
            drafts.append(save_draft(draft, changed))
    for speaker in submission.speakers.select_related("page"):
        old = before.people.get(speaker.pk)
        changed = {name: value for name, value in page_fields(speaker).items() if old and value != old[name]}
        if changed and speaker.page:
            drafts.append(draft_speaker(speaker, speaker.page, changed))
    return drafts
