"""Find the page of a person, or make it.

A page belongs to a confirmed address: to one whose person has used a private link that was mailed there. The same name
means nothing, unless somebody of the team says that it is the same person (Speaker.page_by_team).
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from wagtail.models import Locale, Page

from events.models import SpeakerPage
from events.programme.filters import fold_case_and_accents
from events.submissions.fields import SPEAKER_FIELDS, ProposalField
from events.submissions.models import Speaker
from events.submissions.pages.page_values import copy_to_page
from events.submissions.pages.parents import find_or_create_speakers_page
from home.i18n.languages import language_of
from home.i18n.slugs import free_slug


def find_or_create_speaker_page(speaker: Speaker, locale: Locale, user: Any) -> SpeakerPage:
    """The page that the team chose, else the one that came from this person's address before, else a new draft."""
    page = speaker.page or _existing_page(speaker)
    if page is not None and page != speaker.page:
        _link_page(speaker, page, made=False)
        draft_known_page(speaker)
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
    """The page to which a proposal from the same confirmed address and name led.

    At the same event also while that page is a draft, so that two proposals make one page. Never a page that several
    addresses led to, unless the team said that they are one person.
    """
    mine, others = Speaker.objects.filter(email=speaker.email), Speaker.objects.exclude(email=speaker.email)
    leading = Speaker.objects.filter(_leads_to_page, page=OuterRef("page"), email=OuterRef("email"))
    same_event = Q(submission__event=speaker.submission.event_id, page__first_published_at=None)
    known = (
        mine.filter(name__iexact=speaker.name, page__in=mine.filter(_leads_to_page).values("page"))
        .filter(Q(confirmed_at__isnull=False) | same_event)
        .exclude(page__in=others.exclude(Exists(leading)).filter(page__isnull=False).values("page"))
    )
    earlier = known.exclude(pk=speaker.pk).select_related("page").first()
    return earlier.page.original if earlier and earlier.page else None


_leads_to_page = Q(made_page=True) | Q(page_by_team=True)


def pages_to_ask_about(speakers: Iterable[Speaker]) -> dict[int, list[SpeakerPage]]:
    """By the id of those who have and will get no page by their address: pages under their name. Whose are they?"""
    asked = {one.pk: one for one in speakers if one.page_id is None}
    if not asked:
        return {}
    originals = SpeakerPage.objects.filter(locale=F("original_locale")).values_list("pk", "title")
    by_name: dict[str, list[int]] = defaultdict(list)
    for pk, title in originals:
        by_name[fold_case_and_accents(title)].append(pk)
    found = {pk: by_name.get(fold_case_and_accents(one.name), []) for pk, one in asked.items()}
    pages = SpeakerPage.objects.in_bulk({page for ids in found.values() for page in ids})
    return {pk: [pages[page] for page in ids] for pk, ids in found.items() if ids and not _existing_page(asked[pk])}


def _link_page(speaker: Speaker, page: SpeakerPage, *, made: bool) -> None:
    speaker.page, speaker.made_page = page, made
    speaker.save(update_fields=["page", "made_page"])


def draft_known_page(speaker: Speaker) -> Page | None:
    """Save what the proposal says as a draft of a page that this person's earlier proposal made, for an editor."""
    page = speaker.page
    if page is None or not may_draft(speaker) or language_of(page) != speaker.submission.language:
        return None
    fields = [field for field in SPEAKER_FIELDS.on_page if field.read(speaker) and not field.heading]
    return None if speaker.made_page else draft_speaker_page(speaker, page, fields)


def may_draft(speaker: Speaker) -> bool:
    """Whether their texts may go into drafts of their page: it came from their address, and they have confirmed it."""
    made = Speaker.objects.filter(made_page=True, page=speaker.page, email=speaker.email)
    return speaker.made_page or (speaker.confirmed_at is not None and made.exists())


def draft_speaker_page(speaker: Speaker, page: SpeakerPage, fields: Iterable[ProposalField]) -> Page:
    """Save a draft of a speaker's page with these fields as the proposal has them."""
    draft = page.get_latest_revision_as_object()
    copy_to_page(fields, draft, speaker)
    draft.save_revision(changed=True)
    return draft
