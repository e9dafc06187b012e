from events.models.availability import SpeakerAvailability
from events.models.calls import CallPage
from events.models.editions import EditionCopy
from events.models.event_pages import EventPage, event_of
from events.models.events import Event, EventCity
from events.models.programme import ProgrammePage, programme_page, programme_pages
from events.models.scheduling import SchedulingRun, SchedulingState
from events.models.sessions import Recording, SessionPage, SessionSpeaker, sessions_below, sessions_of
from events.models.speakers import SpeakerPage, SpeakersPage
from events.models.themes import SessionTheme, Theme, original_themes
from events.models.timetables import Room, SessionRelease, Slot, SlotIdentity, Timetable, give_keys

__all__ = [
    "CallPage",
    "EditionCopy",
    "Event",
    "EventCity",
    "EventPage",
    "ProgrammePage",
    "Recording",
    "Room",
    "SchedulingRun",
    "SchedulingState",
    "SessionPage",
    "SessionRelease",
    "SessionSpeaker",
    "SessionTheme",
    "Slot",
    "SlotIdentity",
    "SpeakerAvailability",
    "SpeakerPage",
    "SpeakersPage",
    "Theme",
    "Timetable",
    "event_of",
    "give_keys",
    "original_themes",
    "programme_page",
    "programme_pages",
    "sessions_below",
    "sessions_of",
]
