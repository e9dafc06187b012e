"""An edition in two languages with everything that a next one may take along."""

import json
from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import timezone
from wagtail.models import Page

from events.editions import copying
from events.enums import SessionKind
from events.models import EventCity
from home.models import Footer
from home.translations.models import MarkKind, StringMark
from tests import factories
from tests.translations.helpers import line, opened, save

EVERYTHING = {
    "pages": True,
    "questions": True,
    "cities": True,
    "rooms": True,
    "footer": True,
    "kinds": ["opening", "break", "language_break", "closing"],
}


@pytest.fixture
def last(db):
    """The conference of 2021, published in English, partly translated into Spanish."""
    factories.home_page("es")
    page = factories.event_page(title="Conference 2021", slug="conference-2021", edition="The first")
    event = page.event
    event.cities = [EventCity(zone="Europe/Madrid", sort_order=1)]
    event.save()
    call = factories.call_page(page, intro="Propose a session.")
    programme = factories.programme_page(page, intro="What happens when.")
    room = factories.room(event=event, name="Oak", join_url="https://meet.example.org/oak", host="Ana", position=2)
    ana = factories.speaker("Ana Lucero")
    opening = factories.session("Opening", programme, kind=SessionKind.OPENING, abstract="Welcome.", speakers=[ana])
    pause = factories.session("Pause", programme, kind=SessionKind.BREAK)
    talk = factories.session("A talk", programme, themes=[factories.theme("Trust", "Confianza")])
    link = '<p>Read the <a id="{}" linktype="page">programme</a> and <a id="{}" linktype="page">this talk</a>.</p>'
    call.body = json.dumps(
        [
            {"type": "text", "id": "a", "value": {"text": link.format(programme.pk, talk.pk)}},
            {"type": "call_to_action", "id": "b", "value": {"text": "Go", "label": "All", "page": page.pk, "url": ""}},
        ]
    )
    call.prompts = json.dumps([{"type": "question", "id": "q", "value": {"question": "What worked?", "help": ""}}])
    call.save()
    factories.timetable(
        factories.slot(opening, 13, room=room), factories.slot(pause, 14), factories.slot(talk, 15), event=event
    )
    translations = {one.pk: opened(one) for one in (page, call, programme, opening, pause, talk)}
    by_hand = translations[page.pk]
    save(by_hand, line(by_hand, "Conference 2021"), "Conferencia 2021")
    save(by_hand, line(by_hand, "conference-2021"), "conferencia-2021")
    of_call = translations[call.pk]
    for source, text in (("Call", "Convocatoria"), ("Propose a session.", "Propón una sesión."), ("Go", "Ve")):
        save(of_call, line(of_call, source), text)
    checked = line(of_call, "Propose a session.").translated
    StringMark.objects.create(translation=checked, kind=MarkKind.CHANGED, old_source="Propose something.")
    StringMark.objects.create(translation=line(of_call, "Go").translated, kind=MarkKind.FUZZY)
    columns = [{"type": "column", "id": "c", "value": {"title": "More", "links": []}}]
    entry = {"type": "item", "id": "l", "value": {"label": "Propose", "page": call.pk, "url": ""}}
    columns[0]["value"]["links"] = [entry]
    footer = Footer(name="Ours", locale=factories.locale("en"), columns=json.dumps(columns), live=True)
    footer.save()
    footer.save_revision().publish()
    return SimpleNamespace(
        event=event, page=page, call=call, programme=programme, opening=opening, pause=pause, talk=talk, room=room
    )


@pytest.fixture
def make(last):
    """Make the next edition from the last one: `make(first_day=…, pages=False)`."""

    def make(name="Conference 2022", first_day=date(2022, 5, 5), work=True, **choices):
        now = timezone.now()
        copy = copying.start(
            source=last.event, name=name, first_day=first_day, choices={**EVERYTHING, **choices}, user=None, now=now
        )
        if work:
            assert copying.work(copy, seconds=600, now=now)
        copy.refresh_from_db()
        return copy

    return make


@pytest.fixture
def copied():
    """`copied(copy, page)`: the copy of a page, as its type; None where there is none."""

    def copied(copy, page):
        pk = copy.pages.get(str(page.pk))
        return Page.objects.get(pk=pk).specific if pk else None

    return copied
