"""When readers next meet a page of an event: what the translators' desk orders by (home.registry.urgency)."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Min
from wagtail.models import Page

from events.enums import CallState, Phase
from events.models import CallPage, Event, EventPage
from events.models.timetables import Slot


def next_relevant_at(pages: Iterable[Page], now: datetime) -> dict[int, datetime]:
    """Page id → instant: a session when it starts, an open call when it closes, the rest of an event when it begins.

    Pages of events that are over have none. `pages` are originals, selected with their content types.
    """
    shown = {page.pk: page for page in pages}
    found: dict[int, datetime] = {}
    for event_page in EventPage.objects.filter(pk__in=shown).select_related("event"):
        if event_page.event.phase(now) != Phase.OVER:
            below = [pk for pk, page in shown.items() if page.path.startswith(event_page.path)]
            found |= dict.fromkeys(below, max(event_page.event.starts_at, now))
            calls = [pk for pk in below if issubclass(shown[pk].content_type.model_class() or Page, CallPage)]
            found |= dict.fromkeys(calls, _call_relevant_at(event_page.event, now))
    starts = Slot.objects.filter(session__in=shown, ends_at__gt=now)
    return found | dict(starts.values_list("session").annotate(Min("starts_at")))


def _call_relevant_at(event: Event, now: datetime) -> datetime:
    state = event.call_state(now)
    if state == CallState.NOT_YET and event.call_opens_at:
        return event.call_opens_at
    if state == CallState.OPEN and event.call_closes_at:
        return event.call_closes_at
    return max(event.starts_at, now)
