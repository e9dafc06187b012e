"""An accepted proposal becomes pages: drafts in the language it was written in, which editors publish."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, ReferenceIndex, Revision

from events.models import (
    EventPage,
    ProgrammePage,
    SessionPage,
    SessionRelease,
    SessionSpeaker,
    SessionTheme,
    SpeakerPage,
    SpeakersPage,
    programme_pages,
)
from events.submissions.enums import SubmissionState
from events.submissions.models import Speaker, Submission
from events.submissions.photos import belongs_to_transaction
from events.timetable.chooser import sessions_with_slot
from home.i18n.languages import language_of, own_name
from home.models import HomePage


class NoPlace(Exception):
    """The tree of a language lacks the page the new ones belong under; the message says which."""


@dataclass(frozen=True)
class Words:
    """What of a proposal stands on pages; compared before and after an amendment."""

    session: dict[str, Any]
    people: dict[int, dict[str, Any]]  # by speaker, with the name of the photo's file


def words_of(submission: Submission) -> Words:
    session = {name: getattr(submission, name) for name in ("title", "kind", "abstract")}
    session["themes"] = sorted(submission.themes.values_list("pk", flat=True))
    return Words(session, {speaker.pk: _page_fields(speaker) for speaker in submission.speakers.all()})


def _page_fields(speaker: Speaker) -> dict[str, Any]:
    return {
        "title": speaker.name,
        "biography": speaker.biography,
        "pronouns": speaker.pronouns,
        "answers_in": speaker.languages,
        "photo": speaker.photo.name or "",
    }


def make_pages(submission: Submission, *, user: Any = None) -> list[Page]:
    """The session's page, made once, then those of its speakers, found or made. Raises NoPlace."""
    locale = Locale.objects.get(language_code=submission.language)
    speakers = [_speaker_page(speaker, locale, user) for speaker in submission.speakers.all()]
    session = submission.session
    if session is None:
        parent = _programme_page(submission, locale)
        session = SessionPage(
            title=submission.title,
            slug=_free_slug(parent, submission.title, "session"),
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


def of_accepted(pages: Iterable[Page]) -> set[int]:
    """Ids of those pages that accepted proposals have become: sessions and speakers."""
    ids = [page.pk for page in pages]
    accepted = Submission.objects.kept().taking_place().order_by()
    sessions = accepted.filter(session__in=ids).values_list("session_id", flat=True)
    people = Speaker.objects.filter(page__in=ids, submission__in=accepted).order_by().values_list("page_id", flat=True)
    return set(sessions.union(people))


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


def pages_of(people: Iterable[Speaker]) -> list[SpeakerPage]:
    """Their pages, each once."""
    return list(dict.fromkeys(one.page for one in people if one.page))


def is_only_theirs(page: SpeakerPage, people: Collection[Speaker]) -> bool:
    """Whether a page came into being from these people's proposals, and no other proposal and no other session uses it.

    Of a page that came with a name alone nobody can say whose it is, so that one is not theirs.
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


def delete_unused_images(ids: Iterable[int | None]) -> None:
    """Delete those images, with their files, that nothing refers to any more."""
    for image in get_image_model().objects.filter(pk__in=[pk for pk in ids if pk]):
        if not ReferenceIndex.get_references_to(image).exists():
            image.delete()


def delete_versions(model: type[Page], translation_key: Any) -> list[int]:
    """Delete a page in every language; returns their ids."""
    ids = list(model.objects.filter(translation_key=translation_key).values_list("pk", flat=True))
    for pk in ids:
        model.objects.get(pk=pk).delete()  # fetched one by one: each deletion rewrites the tree
    return ids


def is_known(session: SessionPage) -> bool:
    """Whether readers have met it, or a timetable holds it."""
    held = session.pk in sessions_with_slot() or session.slots.exists()
    return bool(session.first_published_at) or held or SessionRelease.objects.filter(session=session).exists()


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
            pages = [_speaker_page(speaker, session.locale, None) for speaker in submission.speakers.all()]
            draft.session_speakers = [SessionSpeaker(speaker=page, sort_order=at) for at, page in enumerate(pages)]
            drafts += pages
        if after.session != before.session or after.people.keys() != before.people.keys():
            drafts.append(_save_draft(draft, changed))
    for speaker in submission.speakers.select_related("page"):
        old = before.people.get(speaker.pk)
        changed = {name: value for name, value in _page_fields(speaker).items() if old and value != old[name]}
        if changed and speaker.page:
            drafts.append(_draft_person(speaker, speaker.page, changed))
    return drafts


def _draft_person(speaker: Speaker, page: SpeakerPage, changed: dict[str, Any]) -> Page:
    if "photo" in changed:
        changed["photo"] = _image(speaker)
    return _save_draft(page.get_latest_revision_as_object(), changed)


def _save_draft(draft: Page, changed: dict[str, Any]) -> Page:
    for name, value in changed.items():
        setattr(draft, name, value)
    draft.save_revision(changed=True)
    return draft


def _speaker_page(speaker: Speaker, locale: Locale, user: Any) -> SpeakerPage:
    """The page that came from this person's address before, else a new draft.

    A page that exists gets a draft with what the proposal says, for an editor to compare.
    """
    page = speaker.page or _known_page(speaker)
    if page is not None and page != speaker.page:
        _tie(speaker, page, made=False)
        if language_of(page) == locale.language_code:
            fields = {name: value for name, value in _page_fields(speaker).items() if value and name != "title"}
            _draft_person(speaker, page, fields)
    elif page is None:
        parent = _speakers_page(locale)
        fields = {**_page_fields(speaker), "photo": _image(speaker)}
        page = SpeakerPage(
            slug=_free_slug(parent, speaker.name, "speaker"), locale=locale, live=False, owner=user, **fields
        )
        parent.add_child(instance=page)
        page.save_revision(user=user)
        _tie(speaker, page, made=True)
    return page


def _tie(speaker: Speaker, page: SpeakerPage, *, made: bool) -> None:
    speaker.page, speaker.made_page = page, made
    speaker.save(update_fields=["page", "made_page"])


def _known_page(speaker: Speaker) -> SpeakerPage | None:
    """The page that a proposal from the same address and name has made: one that was confirmed, or for the same event.

    A name alone says nothing about who somebody is, and a page that other addresses came to is nobody's for certain.
    """
    mine, others = Speaker.objects.filter(email=speaker.email), Speaker.objects.exclude(email=speaker.email)
    known = (
        mine.filter(name__iexact=speaker.name, page__in=mine.filter(made_page=True).values("page"))
        .filter(Q(submission__state=SubmissionState.CONFIRMED) | Q(submission__event=speaker.submission.event_id))
        .exclude(page__in=others.filter(page__isnull=False).values("page"))
    )
    earlier = known.exclude(pk=speaker.pk).select_related("page").first()
    return earlier.page.original if earlier and earlier.page else None


def _image(speaker: Speaker) -> Any:
    """The photo as an image of the CMS, under a name that nobody can guess: its address is public. None without one."""
    if not speaker.photo:
        return None
    image = get_image_model()(title=speaker.name)
    with speaker.photo.open("rb") as file:
        content = ContentFile(file.read(), name=f"{uuid4().hex}.jpg")  # another field's file has no width and height
    image.file.save(content.name, content, save=False)
    belongs_to_transaction(image.file)
    image.save()
    return image


def _programme_page(submission: Submission, locale: Locale) -> ProgrammePage:
    """The programme page of the language; where there is none yet a draft is made."""
    pages = programme_pages(submission.event)
    mine = next((page for page in pages if page.locale_id == locale.pk), None)
    if mine:
        return mine
    parent = EventPage.objects.filter(event=submission.event, locale=locale).first()
    if parent is None:
        name = own_name(locale.language_code)
        raise NoPlace(_("This event has no page in this language yet: {language}.").format(language=name))
    if pages:
        return pages[0].copy_for_translation(locale)
    with override(locale.language_code):
        title = _("Programme")
    return parent.add_child(
        instance=ProgrammePage(title=title, slug=_free_slug(parent, title, "programme"), locale=locale, live=False)
    )


def _speakers_page(locale: Locale) -> SpeakersPage:
    pages = sorted(SpeakersPage.objects.all(), key=lambda page: (page.locale_id != locale.pk, not page.is_original))
    if pages and pages[0].locale_id == locale.pk:
        return pages[0]
    home = HomePage.objects.filter(locale=locale).first()
    if home is None:
        name = own_name(locale.language_code)
        raise NoPlace(_("The portal has no pages in this language yet: {language}.").format(language=name))
    if pages:
        return pages[0].copy_for_translation(locale)
    with override(locale.language_code):
        title = _("Speakers")
    return home.add_child(
        instance=SpeakersPage(title=title, slug=_free_slug(home, title, "speakers"), locale=locale, live=False)
    )


def _free_slug(parent: Page, words: str, otherwise: str) -> str:
    """A slug that no other page below `parent` has."""
    slug = slugify(words)[:80].strip("-") or otherwise
    taken = set(parent.get_children().values_list("slug", flat=True))
    numbered = (slug if number == 1 else f"{slug}-{number}" for number in count(1))
    return next(name for name in numbered if name not in taken)
