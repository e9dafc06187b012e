"""The shifts of one helper as iCalendar (RFC 5545), in the language that is active."""

from collections.abc import Sequence

import icalendar
from django.conf import settings

from events.feeds.ical import PRODID
from events.roster.models import Helper
from events.roster.queries import PlacedShift
from events.roster.tokens import private_link
from events.roster.words import describe, sessions_in
from events.submissions.emails.messages import event_title
from home.characters import one_line


def calendar_of(helper: Helper, shifts: Sequence[PlacedShift]) -> bytes:
    """DTSTAMP is the last change that the helper was told of, so that the same shifts give the same bytes."""
    title, link = event_title(helper.event, helper.language), private_link(helper)
    known = sessions_in([one.shift for one in shifts], helper.language)
    cal = icalendar.Calendar()
    cal.add("prodid", PRODID)
    cal.add("version", "2.0")
    cal.add("calscale", "GREGORIAN")
    cal.add("method", "PUBLISH")
    cal.add("x-wr-calname", one_line(title))
    for one in shifts:
        session = known.get(one.shift.session_id or 0)
        event = icalendar.Event()
        event.add("uid", f"helper-{helper.uuid.hex}-{one.shift.pk}@{settings.PORTAL_UID_HOST}")
        event.add("dtstart", one.starts_at)
        event.add("dtend", one.ends_at)
        task = describe(one.shift)
        event.add("summary", one_line(f"{task}: {session.title}" if session else f"{task}: {title}"))
        event.add("url", link)
        if one.room:
            event.add("location", one_line(one.room.name))
        if one.confirmed:
            event.add("dtstamp", one.confirmed.changed_at.replace(microsecond=0))
        cal.add_component(event)
    return bytes(cal.to_ical())
