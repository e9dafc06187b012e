"""The programme of the demo: themes, speakers, sessions, rooms and two releases, made as people would make them."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from events.consents.models import RecordingConsent
from events.enums import SlotStatus
from events.models import Event, Recording, Room, SessionPage, SessionSpeaker, SessionTheme, Slot, Theme, Timetable
from events.timetable.release import release_timetable
from events.ways_in.rows import read_row
from portal.demo import schema
from portal.demo.loader import DemoLoader
from portal.demo.pictures import load_portrait
from portal.demo.read import Demo

Themes = dict[str, dict[str, Theme]]  # key → language → row


def load_programme(demo: Demo, loader: DemoLoader, event: Event) -> None:
    """Below pages that `loader` has finished in both languages: the speakers' page and the programme page."""
    themes = {theme.key: load_theme(loader, theme) for theme in demo.themes}
    for speaker in demo.speakers:
        speakers_page = loader.pages[demo.speakers_page.key]
        loader.create(
            speaker,
            speakers_page,
            answers_in=", ".join(speaker.facts.languages),
            photo_id=load_portrait(speaker.key, speaker.facts.name),
        )
        loader.finish(speaker)
    for session in demo.sessions:
        load_session(loader, session, loader.pages[demo.timetable.programme], themes)
        load_consents(loader, session, given_at=demo.timetable.first_release)
    release(demo, loader, event)


def load_theme(loader: DemoLoader, theme: schema.Theme) -> dict[str, Theme]:
    """Language → the theme's row in it."""
    original = Theme(name=theme.name["en"], slug=theme.key, locale=loader.locales["en"])
    original.save()
    translated = Theme(name=theme.name["es"], slug=theme.key, locale=loader.locales["es"])
    translated.translation_key = original.translation_key
    return {"en": original, "es": loader.translate(original, translated, "es")}


def load_session(
    loader: DemoLoader, session: schema.ContentItem[schema.Session], programme: Any, themes: Themes
) -> None:
    """A session first written in Spanish has its original in the Spanish tree."""
    locale = loader.locales[session.facts.original]
    parent = programme if programme.locale == locale else programme.get_translation(locale)
    loader.create(
        session,
        parent,
        kind=session.facts.kind,
        session_speakers=[
            SessionSpeaker(speaker=loader.pages[key], sort_order=number)
            for number, key in enumerate(session.facts.speakers)
        ],
        session_themes=[
            SessionTheme(tag=themes[key][session.facts.original], locale=locale) for key in session.facts.themes
        ],
        recordings=[
            Recording(
                url=one.url,
                language=one.spoken,
                captions=", ".join(one.captions),
                minutes=one.minutes,
                sort_order=number,
            )
            for number, one in enumerate(session.facts.recordings)
        ],
    )
    loader.finish(session)


def load_consents(loader: DemoLoader, session: schema.ContentItem[schema.Session], *, given_at: datetime) -> None:
    """As the team noted them."""
    speakers = session.facts.speakers if session.facts.consent else []
    RecordingConsent.objects.bulk_create(
        RecordingConsent(
            session=loader.pages[session.key],
            speaker=loader.pages[key],
            answer=session.facts.consent,
            given_at=given_at,
        )
        for key in speakers
    )


def correct_sessions(demo: Demo, loader: DemoLoader) -> None:
    """Change a few words of sessions that are translated, so that the translators' desks find something to check."""
    for session in demo.sessions:
        if session.facts.correction:
            page = SessionPage.objects.get(pk=loader.pages[session.key].pk)
            page.abstract = page.abstract.replace(session.facts.correction.old, session.facts.correction.new)
            page.save_revision().publish()


def release(demo: Demo, loader: DemoLoader, event: Event) -> None:
    """Publish the timetable twice: as first planned, then with what moved and what was cancelled."""
    rooms = {
        room.key: Room.objects.create(
            event=event,
            name=room.name,
            position=number,
            join_url=room.join_url,
            host=room.host,
            language=room.language,
            ways_in=[read_row(asdict(way)).row for way in room.ways_in],
        )
        for number, room in enumerate(demo.timetable.rooms, start=1)
    }
    timetable = Timetable(event=event, live=False)
    timetable.save()
    for now, is_first in ((demo.timetable.first_release, True), (demo.timetable.second_release, False)):
        timetable.slots = [
            slot_row(session.facts, event, loader.pages[session.key], rooms, is_first=is_first)
            for session in demo.sessions
        ]
        revision = timetable.save_revision()
        release_timetable(timetable=timetable, now=now)
        revision.publish()
        timetable = Timetable.objects.get(pk=timetable.pk)


def slot_row(session: schema.Session, event: Event, page: Any, rooms: dict[str, Room], *, is_first: bool) -> Slot:
    slot = session.first_slot if is_first and session.first_slot else session.slot
    day = event.starts_at.date()
    return Slot(
        session=page,
        starts_at=datetime.combine(day, slot.start, tzinfo=UTC),
        ends_at=datetime.combine(day, slot.end, tzinfo=UTC),
        room=rooms[slot.room] if slot.room else None,
        status=SlotStatus.CANCELLED if session.cancelled and not is_first else SlotStatus.CONFIRMED,
        languages=session.languages.by_role(),
    )
