"""Find the page of a person, or make it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from wagtail.models import Locale, Page

from events.models import SpeakerPage
from events.submissions.enums import SubmissionState
from events.submissions.fields import SPEAKER_FIELDS, ProposalField
from events.submissions.models import Speaker
from events.submissions.pages.page_values import copy_to_page
from events.submissions.pages.parents import find_or_create_speakers_page, free_slug
from home.i18n.languages import language_of


def find_or_create_speaker_page(speaker: Speaker, locale: Locale, user: Any) -> SpeakerPage:
    """The page that came from this person's address before, else a new draft.

    A page that exists gets a draft with what the proposal says, for an editor to compare.
    """
    page = speaker.page or _existing_page(speaker)
    if page is not None and page != speaker.page:
        _link_page(speaker, page, made=False)
        if language_of(page) == locale.language_code:
            draft_speaker_page(
                speaker, page, [field for field in SPEAKER_FIELDS.on_page if field.read(speaker) and not field.heading]
            )
    elif page is None:
        parent = find_or_create_speakers_page(locale)
        slug = free_slug(parent, speaker.name, "speaker")
        page = SpeakerPage(slug=slug, locale=locale, live=False, owner=user)
        copy_to_page(SPEAKER_FIELDS.on_page, page, speaker)
        parent.add_child(instance=page)
        page.save_revision(user=user)
        _link_page(speaker, page, made=True)
    return page


def _existing_page(speaker: Speaker) -> SpeakerPage | None:
    """The page made by a proposal from the same address and name that was confirmed, or is for the same event.

    A name does not identify a person, and neither does a page that several addresses lead to.
    """
    mine, others = Speaker.objects.filter(email=speaker.email), Speaker.objects.exclude(email=speaker.email)
    known = (
        mine.filter(name__iexact=speaker.name, page__in=mine.filter(made_page=True).values("page"))
        .filter(Q(submission__state=SubmissionState.CONFIRMED) | Q(submission__event=speaker.submission.event_id))
        .exclude(page__in=others.filter(page__isnull=False).values("page"))
    )
    earlier = known.exclude(pk=speaker.pk).select_related("page").first()
    return earlier.page.original if earlier and earlier.page else None


def _link_page(speaker: Speaker, page: SpeakerPage, *, made: bool) -> None:
    speaker.page, speaker.made_page = page, made
    speaker.save(update_fields=["page", "made_page"])


def draft_speaker_page(speaker: Speaker, page: SpeakerPage, fields: Iterable[ProposalField]) -> Page:
    """Save a draft of a speaker's page with these fields as the proposal has them."""
    draft = page.get_latest_revision_as_object()
    copy_to_page(fields, draft, speaker)
    draft.save_revision(changed=True)
    return draft
