"""Sessions and speakers: facts from the original, words in the reader's language or marked with their own."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from events.enums import SlotStatus
from events.models import SessionSpeaker
from tests import factories
from tests.markup import unwrapped

pytestmark = pytest.mark.django_db

EN, ES = "/en/better-systems/programme/", "/es/mejores-sistemas/programa/"


@pytest.fixture
def programme():
    page = factories.programme_page()
    factories.home_page("es")
    factories.translated(page.get_parent().specific, slug="mejores-sistemas", title="Mejores sistemas")
    factories.translated(page, slug="programa", title="Programa")
    factories.translated(factories.speakers_page(), slug="ponentes", title="Ponentes")
    return page


def html(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return unwrapped(response.content.decode())


def queries(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_a_translation_shows_the_original_s_facts_not_its_own_copies(client, programme):
    ana, ben = factories.speaker("Ana"), factories.speaker("Ben")
    session = factories.session("Circles", speakers=[ana])
    factories.translated(session, slug="circulos", title="Círculos")
    factories.timetable(factories.slot(session, 13))
    SessionSpeaker.objects.filter(page=session).update(speaker=ben)  # the translation was not synced
    type(session).objects.filter(pk=session.pk).update(kind="workshop")
    page = html(client, f"{ES}circulos/")
    assert "Ben" in page and ">Ana<" not in page
    assert "Taller" in page or "Workshop" in page


def test_a_session_written_in_spanish_is_read_in_english(client, programme):
    spanish = programme.get_translation(factories.locale("es"))
    session = factories.session("Asamblea", spanish, abstract="Sobre la asamblea.")
    factories.timetable(factories.slot(session, 13, languages={"spoken": ["es"]}))
    assert f'<a class="stretched" href="{EN}asamblea/" lang="es" hreflang="es">Asamblea</a>' in html(client, EN)
    page = html(client, f"{EN}asamblea/")
    assert '<h1 class="stage__title" lang="es">Asamblea</h1>' in page
    assert "noindex" in page
    factories.translated(session, "en", slug="assembly", title="Assembly")
    assert f'<a class="stretched" href="{EN}assembly/">Assembly</a>' in html(client, EN)
    assert client.get(f"{EN}asamblea/").status_code in (302, 404)


def test_a_cancelled_session_says_so_and_a_moved_one_where_it_was(client, programme, settings):
    settings.PORTAL_AT = datetime(2021, 4, 1, tzinfo=UTC)
    circles, rounds = factories.session("Circles"), factories.session("Rounds")
    factories.timetable(factories.slot(circles, 13), factories.slot(rounds, 14))
    factories.timetable(factories.slot(circles, 15), factories.slot(rounds, 14, status=SlotStatus.CANCELLED))
    moved = html(client, f"{EN}circles/")
    assert "This session has moved. Before, it was here: Thursday, 6 May 2021, 13:00–14:00 UTC" in moved
    assert "15:00" in moved
    assert "This session has been cancelled." in html(client, f"{EN}rounds/")


def test_without_a_slot_the_words_are_there(client, programme):
    factories.session("Circles", abstract="About circles.")
    page = html(client, f"{EN}circles/")
    assert "About circles." in page
    assert "The time of this session has not been published yet." in page


def test_speakers_lead_to_sessions_and_back(client, programme):
    ana = factories.speaker("Ana", role="Typesetter", answers_in="es, en", biography="Sets type.")
    factories.translated(ana, slug="ana", role="Tipógrafa")
    session = factories.session("Circles", speakers=[ana])
    factories.translated(session, slug="circulos", title="Círculos")
    factories.timetable(factories.slot(session, 13))
    assert 'href="/es/ponentes/ana/"' in html(client, f"{ES}circulos/")
    page = html(client, "/es/ponentes/ana/")
    assert f'href="{ES}circulos/">Círculos</a>' in page
    assert "Mejores sistemas" in page
    assert "Tipógrafa" in page and "Typesetter" not in page


def test_an_untranslated_speaker_is_marked(client, programme):
    ana = factories.speaker("Ana", role="Typesetter")
    factories.timetable(factories.slot(factories.session("Circles", speakers=[ana]), 13))
    page = html(client, "/es/ponentes/")
    assert '<a class="stretched" translate="no" href="/es/ponentes/ana/" hreflang="en">Ana</a></h3>' in page
    assert '<p lang="en">Typesetter</p>' in page
    assert client.get("/es/ponentes/ana/").status_code == 200


def test_speakers_stand_under_their_editions(client, programme):
    factories.session("Circles", speakers=[factories.speaker("Ana")])
    factories.speaker("Ben")
    page = html(client, "/en/speakers/")
    edition, others = page.split("Without a session yet")
    assert "Better systems" in edition.split("<main")[1]
    assert ">Ana<" in edition and ">Ben<" in others


def test_an_empty_list_of_speakers_is_no_dead_end(client, programme):
    assert "No speakers yet" in html(client, "/en/speakers/")


def test_many_speakers_stand_under_letters_and_can_be_searched(client, programme):
    names = ["Ángel", "Ana", "Ñora", "Nora", *(f"Zoe {number}" for number in range(25))]
    factories.session(
        "Circles", speakers=[factories.speaker(name, slug=f"s{number}") for number, name in enumerate(names)]
    )
    page = html(client, "/en/speakers/")
    assert re.findall(r'<a href="#letter-0-\d">(\w)<', page) == ["A", "N", "Z"]
    assert re.findall(r'translate="no" href="[^"]+">(\w+)</a>', page) == ["Ana", "Ángel", "Nora", "Ñora"]
    assert re.findall(r'<a href="#letter-0-\d">(\w)<', html(client, "/es/ponentes/")) == ["A", "N", "Ñ", "Z"]
    found = html(client, "/en/speakers/?q=angel")
    assert re.findall(r'translate="no" href="[^"]+">(\w+)</a>', found) == ["Ángel"]
    assert "<strong>1 speaker</strong>" in found
    assert "No speaker matches" in html(client, f"/en/speakers/?edition={programme.shown_event.pk + 1}")


def test_a_session_leads_to_what_is_before_after_and_meanwhile(client, programme):
    """Before and after are in its room; what is cancelled leads nowhere."""
    oak, elm = factories.room(name="Oak", position=1), factories.room(name="Elm", position=2)
    rows = [("Dawn", 12, oak), ("Circles", 13, oak), ("Rounds", 13.5, elm), ("Dusk", 14, elm), ("Late", 15, oak)]
    off = factories.slot(factories.session("Off"), 13.5, status=SlotStatus.CANCELLED)
    slots = [factories.slot(factories.session(title), hour, room=room) for title, hour, room in rows]
    factories.timetable(off, *slots)
    page = html(client, f"{EN}circles/")
    assert re.findall(r"around__link.*?(\w+) it <time[^>]*>([0-9:]+)</time></span> (\w+)<", page) == [
        ("Before", "12:00", "Dawn"),
        ("After", "15:00", "Late"),
    ]
    assert re.findall(r'class="stretched"[^>]*>(\w+)<', page.split('id="meanwhile"')[1]) == ["Rounds"]


def test_a_plenary_comes_after_and_another_day_is_said(client, programme):
    oak, elm = factories.room(name="Oak", position=1), factories.room(name="Elm", position=2)
    circles, rounds = factories.session("Circles"), factories.session("Rounds")
    factories.timetable(
        factories.slot(circles, 13, room=oak),
        factories.slot(rounds, 14),
        factories.slot(factories.session("Far"), 15, room=elm),
        factories.slot(factories.session("Late"), starts_at=factories.utc(9, day=7), room=oak),
    )
    page = html(client, f"{EN}circles/")
    assert re.findall(r"around__link.*?After it <time[^>]*>([0-9:]+)</time></span> (\w+)<", page) == [
        ("14:00", "Rounds")
    ]
    factories.timetable(
        factories.slot(circles, 13, room=oak), factories.slot(rounds, starts_at=factories.utc(9, day=7), room=oak)
    )
    page = html(client, f"{EN}circles/")
    assert re.findall(r'After it <time[^>]* data-day="short">([^<]+)</time> <time[^>]*>([0-9:]+)<', page) == [
        ("Fri 7 May", "09:00")
    ]


def photo(title):
    return get_image_model().objects.create(title=title, file=get_test_image_file(filename=f"{title}.png"))


@pytest.mark.parametrize("path", ["/en/speakers/", "/en/speakers/ana/", f"{EN}session-0/"])
def test_queries_do_not_grow(client, programme, path):
    ana = factories.speaker("Ana", photo=photo("Ana"))
    sessions = [factories.session(f"Session {number}", speakers=[ana]) for number in range(3)]
    factories.timetable(factories.slot(sessions[0], 13))
    one = queries(client, path)
    others = [factories.speaker(f"Speaker {number}", photo=photo(f"Speaker {number}")) for number in range(3)]
    SessionSpeaker.objects.bulk_create(SessionSpeaker(page=sessions[0], speaker=other) for other in others)
    factories.timetable(*(factories.slot(session, 13 + number) for number, session in enumerate(sessions)))
    assert queries(client, path) == one
