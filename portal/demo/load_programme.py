"""The programme of 2021: themes, speakers, sessions, rooms and two releases, each made as people would make them."""

from typing import Any

from django.utils.text import slugify

from events.enums import SlotStatus
from events.models import (
    Event,
    Recording,
    Room,
    SessionPage,
    SessionSpeaker,
    SessionTheme,
    Slot,
    SpeakerPage,
    Theme,
    Timetable,
)
from events.timetable.release import release_timetable
from portal.demo.content import kinds
from portal.demo.content.afterthoughts import AFTERTHOUGHTS
from portal.demo.content.programme_2021 import FIRST_RELEASE, SECOND_RELEASE, SESSIONS
from portal.demo.content.programme_rooms import ROOMS, THEMES
from portal.demo.content.speakers import SPEAKERS
from portal.demo.loader import Loader

SPEAKERS_KEY, PROGRAMME_KEY = "speakers", "programme-2021"


def load_programme(loader: Loader, event: Event) -> None:
    """Below pages that `loader` has finished in both languages: the speakers' page and the programme page."""
    themes = {theme.key: load_theme(loader, theme) for theme in THEMES}
    for speaker in SPEAKERS:
        loader.create(
            page_of_speaker(speaker), SpeakerPage, loader.pages[SPEAKERS_KEY], answers_in=", ".join(speaker.languages)
        )
        loader.finish(speaker.key)
    for session in SESSIONS:
        load_session(loader, session, themes)
    release(event, loader)


def load_theme(loader: Loader, theme: kinds.Theme) -> dict[str, Theme]:
    """Language → the theme's row in it."""
    original = Theme(name=theme.label[0], slug=theme.key, locale=loader.locales["en"])
    original.save()
    twin = Theme(name=theme.label[1], slug=theme.key, locale=loader.locales["es"])
    twin.translation_key = original.translation_key
    return {"en": original, "es": loader.translate(original, twin, "es")}


def page_of_speaker(speaker: kinds.Speaker) -> kinds.Page:
    fields = {"role": speaker.role, "biography": speaker.biography}
    if speaker.pronouns:
        fields["pronouns"] = speaker.pronouns
    slug = slugify(speaker.name)
    return kinds.Page(
        key=speaker.key,
        kind="speaker",
        title=(speaker.name, speaker.name),
        slug=(slug, slug),
        search_description=(f"{speaker.name}: {speaker.role[0]}", f"{speaker.name}: {speaker.role[1]}"),
        fields=fields,
    )


def load_session(loader: Loader, session: kinds.Session, themes: dict[str, dict[str, Theme]]) -> None:
    """A session born in either language: its original lies in that language's tree."""
    english, spanish = ("\n\n".join(texts) for texts in zip(*session.abstract, strict=True))
    content = kinds.Page(
        key=session.key,
        kind="session",
        title=session.title,
        slug=session.slug,
        search_description=session.summary,
        fields={"abstract": (english, spanish)},
        born=session.born,
    )
    programme = loader.pages[PROGRAMME_KEY]
    parent = programme.get_translation(loader.locales[session.born]) if session.born != "en" else programme
    loader.create(content, SessionPage, parent, kind=session.kind, **facts(loader, session, themes))
    loader.finish(session.key)


def think_again(loader: Loader) -> None:
    """Change a word of two translated sessions, one born in each language: their translations wait to be checked."""
    for key, (old, new) in AFTERTHOUGHTS.items():
        page = SessionPage.objects.get(pk=loader.pages[key].pk)
        page.abstract = page.abstract.replace(old, new)
        page.save_revision().publish()


def facts(loader: Loader, session: kinds.Session, themes: dict[str, dict[str, Theme]]) -> dict[str, Any]:
    return {
        "session_speakers": [
            SessionSpeaker(speaker=loader.pages[key], sort_order=number) for number, key in enumerate(session.speakers)
        ],
        "session_themes": [
            SessionTheme(tag=themes[key][session.born], locale=loader.locales[session.born]) for key in session.themes
        ],
        "recordings": [
            Recording(url=one.url, language=one.spoken, captions=", ".join(one.captions), sort_order=number)
            for number, one in enumerate(session.recordings)
        ],
    }


def release(event: Event, loader: Loader) -> None:
    """Published twice: as first planned, then with what had moved and what was cancelled."""
    rooms = {
        room.key: Room.objects.create(
            event=event,
            name=room.name,
            position=number,
            join_url=room.join_link,
            host=room.host,
            language=room.language,
        )
        for number, room in enumerate(ROOMS, start=1)
    }
    timetable = Timetable(event=event, live=False)
    timetable.save()
    for now, is_first in ((FIRST_RELEASE, True), (SECOND_RELEASE, False)):
        timetable.slots = [slot(session, loader.pages[session.key], rooms, is_first=is_first) for session in SESSIONS]
        revision = timetable.save_revision()
        release_timetable(timetable=timetable, now=now)
        revision.publish()
        timetable = Timetable.objects.get(pk=timetable.pk)


def slot(session: kinds.Session, page: Any, rooms: dict[str, Room], *, is_first: bool) -> Slot:
    at = session.moved_from if is_first and session.moved_from else session.slot
    roles = {"spoken": session.languages.spoken, "interpreted": session.languages.interpreted}
    roles |= {"captioned": session.languages.captioned, "slides": session.languages.slides}
    return Slot(
        session=page,
        starts_at=at.starts_at,
        ends_at=at.ends_at,
        room=rooms[at.room] if at.room else None,
        status=SlotStatus.CANCELLED if session.cancelled and not is_first else SlotStatus.CONFIRMED,
        languages={role: codes for role, codes in roles.items() if codes},
    )
