from datetime import date

from django.core.management import call_command
from django.db import transaction
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from events.models import Event
from home.initial_site import ensure_home
from portal.demo.check import check
from portal.demo.load_editions import create_editions
from portal.demo.load_frame import load_frame
from portal.demo.load_newsletter import create_newsletter, send_issues
from portal.demo.load_programme import correct_sessions, load_programme
from portal.demo.load_proposals import load_proposals
from portal.demo.load_roster import load_roster
from portal.demo.loader import DemoLoader
from portal.demo.pictures import load_pictures
from portal.demo.read import Demo, read


def portal_is_empty() -> bool:
    """Whether the portal is empty: no event, and no page but an unchanged home page."""
    return not Event.objects.exists() and not Page.objects.filter(depth__gt=2).exists()


def load(loading_day: date) -> None:
    """Fill an empty portal, all or nothing; editions that are not of 2021 are dated from `loading_day`.

    Raises `ContentError` where a file of the demo has a mistake. The reference index is
    built once at the end, which is much faster than after each of a thousand saves.
    """
    demo = read()
    check(demo)
    with disable_reference_index_auto_update(), transaction.atomic():
        load_pages(demo, loading_day)
    call_command("rebuild_references_index", verbosity=0)


def load_pages(demo: Demo, loading_day: date) -> None:
    loader = DemoLoader(load_pictures())
    home = loader.pages[demo.home.key] = ensure_home()
    events = create_editions(demo, loader, home, loading_day)
    for item in (*demo.pages, demo.speakers_page):
        loader.create(item, home)
    create_newsletter(demo, loader, home, events)
    for item in demo.standing_pages():
        loader.finish(item)
    load_frame(demo, loader)
    load_programme(demo, loader, event_of_programme(demo, events))
    send_issues(demo, loader, loading_day)
    correct_sessions(demo, loader)
    load_proposals(demo, events[demo.proposals.event])
    load_roster(demo.roster, event_of_programme(demo, events), events[demo.roster.open_event])


def event_of_programme(demo: Demo, events: dict[str, Event]) -> Event:
    """The event whose programme the timetable is of."""
    return next(events[page.facts.event] for page in demo.programmes if page.key == demo.timetable.programme)
