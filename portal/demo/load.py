from dataclasses import replace
from datetime import date, datetime

from django.core.management import call_command
from django.db import transaction
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from events.models import CallPage, Event, EventCity, EventPage, ProgrammePage, SpeakersPage
from home.initial_site import ensure_home
from home.models import HomePage, StandardPage
from portal.demo.content import edition_2021, edition_making, edition_open, kinds, pages, speakers
from portal.demo.load_frame import load_frame
from portal.demo.load_newsletter import create_newsletter, send_issues
from portal.demo.load_programme import load_programme, think_again
from portal.demo.load_proposals import load_proposals
from portal.demo.loader import Loader
from portal.demo.pictures import load_pictures

EDITIONS = [edition_2021.EDITION, edition_making.EDITION, edition_open.EDITION]


def portal_is_empty() -> bool:
    """Whether nobody has put anything into the portal yet: no event, and no page but an untouched home page."""
    return not Event.objects.exists() and not Page.objects.filter(depth__gt=2).exists()


def load(loading_day: date) -> None:
    """Fill an empty portal, all or nothing; editions that are not of 2021 are dated from `loading_day`.

    References between pages and pictures are noted once at the end: after each of a thousand saves takes far longer.
    """
    with disable_reference_index_auto_update(), transaction.atomic():
        load_pages(loading_day)
    call_command("rebuild_references_index", verbosity=0)


def load_pages(loading_day: date) -> None:
    loader = Loader()
    loader.images = load_pictures()
    home = loader.remember(pages.HOME, ensure_home())
    for edition in EDITIONS:
        create_edition(loader, edition, home, loading_day)
    for content in pages.PAGES:
        loader.create(content, StandardPage, home, show_in_menus=content.key == "take-part")
    loader.create(speakers.SPEAKERS_PAGE, SpeakersPage, home, show_in_menus=True)
    create_newsletter(loader, home)
    for key in [key for key, content in loader.contents.items() if content.kind != "newsletter_issue"]:
        loader.finish(key)
    load_frame(loader)
    load_programme(loader, Event.objects.get(name=edition_2021.EDITION.name))
    send_issues(loader, loading_day)
    think_again(loader)
    load_proposals(Event.objects.get(name=edition_open.EDITION.name), edition_open.EDITION)


def create_edition(loader: Loader, edition: kinds.Edition, home: HomePage, loading_day: date) -> None:
    """The event's row and its pages as drafts."""

    def instant(when: kinds.When | None) -> datetime | None:
        return when.on(loading_day) if isinstance(when, kinds.Offset) else when

    event = Event(
        name=edition.name,
        starts_at=instant(edition.starts_at),
        ends_at=instant(edition.ends_at),
        call_opens_at=instant(edition.call_opens_at),
        call_closes_at=instant(edition.call_closes_at),
        contact=edition.contact,
    )
    event.cities = [EventCity(zone=zone, sort_order=number) for number, zone in enumerate(edition.cities)]
    event.full_clean()
    event.save()
    page = loader.create(edition.page, EventPage, home, event=event, show_in_menus=True)
    for content in edition.page.children:
        if content.kind == "call":
            fields = {**content.fields, "consent": edition.consent.text}
            call = replace(content, fields=fields, prompts=edition.prompts)
            loader.create(call, CallPage, page, show_in_menus=True)
        elif content.kind == "programme":
            loader.create(content, ProgrammePage, page, show_in_menus=True)
