"""Which pages came from whose proposals."""

from collections.abc import Collection, Iterable

from wagtail.models import Page, Revision

from events.models import SessionPage, SpeakerPage
from events.submissions.models import Speaker, Submission


def pages_of_accepted_proposals(pages: Iterable[Page]) -> set[int]:
    """Ids of those pages that accepted proposals have become: sessions and speakers."""
    ids = [page.pk for page in pages]
    accepted = Submission.objects.kept().taking_place().order_by()
    sessions = accepted.filter(session__in=ids).values_list("session_id", flat=True)
    people = Speaker.objects.filter(page__in=ids, submission__in=accepted).order_by().values_list("page_id", flat=True)
    return set(sessions.union(people))


def speaker_pages_of(people: Iterable[Speaker]) -> list[SpeakerPage]:
    """Their pages, each once."""
    return list(dict.fromkeys(one.page for one in people if one.page))


def belongs_only_to(page: SpeakerPage, people: Collection[Speaker]) -> bool:
    """Whether a page was made from these people's proposals, and no other proposal and no other session uses it.

    False for a page that was matched by name only, because its owner is unknown.
    """
    if not any(one.made_page and one.page_id == page.pk for one in people):
        return False
    versions = set(SpeakerPage.objects.filter(translation_key=page.translation_key).values_list("pk", flat=True))
    own = SessionPage.objects.filter(submissions__speakers__in=people).values("translation_key")
    sessions = SessionPage.objects.exclude(translation_key__in=own)
    drafts = Revision.objects.filter(pk__in=sessions.filter(has_unpublished_changes=True).values("latest_revision"))
    return not (
        Speaker.objects.filter(page__in=versions).exclude(pk__in=[one.pk for one in people]).exists()
        or sessions.filter(session_speakers__speaker__in=versions).exists()
        or any(row["speaker"] in versions for draft in drafts for row in draft.content.get("session_speakers", ()))
    )
