"""Put what an amendment changed into drafts of the pages."""

from wagtail.models import Page

from events.models import SessionSpeaker
from events.submissions.fields import IDEA, PERSON
from events.submissions.models import Submission
from events.submissions.pages.carried import Words, changed, put, words_of
from events.submissions.pages.speakers import draft_speaker, speaker_page


def draft_changes(submission: Submission, before: Words) -> list[Page]:
    """What an amendment changed goes into a draft of each page; what editors wrote elsewhere on it stays.

    Returns the pages that have a new draft.
    """
    drafts: list[Page] = []
    after = words_of(submission)
    session = submission.session
    if session is not None:
        draft = session.get_latest_revision_as_object()
        fields = changed(IDEA.on_page, before.session, after.session)
        put(fields, draft, submission)
        others = after.people.keys() != before.people.keys()
        if others:
            pages = [speaker_page(speaker, session.locale, None) for speaker in submission.speakers.all()]
            draft.session_speakers = [SessionSpeaker(speaker=page, sort_order=at) for at, page in enumerate(pages)]
            drafts += pages
        if fields or others:
            draft.save_revision(changed=True)
            drafts.append(draft)
    for speaker in submission.speakers.select_related("page"):
        old = before.people.get(speaker.pk)
        fields = changed(PERSON.on_page, old, after.people[speaker.pk]) if old else []
        if fields and speaker.page:
            drafts.append(draft_speaker(speaker, speaker.page, fields))
    return drafts
