"""Copy the changes of an amendment into drafts of the pages."""

from wagtail.models import Page

from events.models import SessionSpeaker
from events.submissions.fields import PROPOSAL_FIELDS, SPEAKER_FIELDS
from events.submissions.models import Submission
from events.submissions.pages.page_values import PageValues, changed_fields, copy_to_page, read_page_values
from events.submissions.pages.speakers import draft_speaker_page, find_or_create_speaker_page, may_draft


def draft_changes(submission: Submission, before: PageValues) -> list[Page]:
    """Copy the changes of an amendment into a draft of each page; what editors wrote elsewhere on it stays.

    Returns the pages that have a new draft.
    """
    drafts: list[Page] = []
    after = read_page_values(submission)
    session = submission.session
    if session is not None:
        draft = session.get_latest_revision_as_object()
        fields = changed_fields(PROPOSAL_FIELDS.on_page, before.session, after.session)
        copy_to_page(fields, draft, submission)
        others = after.speakers.keys() != before.speakers.keys()
        if others:
            pages = [
                find_or_create_speaker_page(speaker, session.locale, None) for speaker in submission.speakers.all()
            ]
            draft.session_speakers = [SessionSpeaker(speaker=page, sort_order=at) for at, page in enumerate(pages)]
            drafts += pages
        if fields or others:
            draft.save_revision(changed=True)
            drafts.append(draft)
    for speaker in submission.speakers.select_related("page"):
        old = before.speakers.get(speaker.pk)
        fields = changed_fields(SPEAKER_FIELDS.on_page, old, after.speakers[speaker.pk]) if old else []
        if fields and speaker.page and may_draft(speaker):
            drafts.append(draft_speaker_page(speaker, speaker.page, fields))
    return drafts
