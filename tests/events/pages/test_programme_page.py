"""What readers of each language see of the published timetable."""

import gzip
import re
from datetime import timedelta

import pytest
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from events.enums import SessionKind, SlotStatus
from events.models import Event, EventCity
from events.programme import shown_programme
from home.caching import generation
from home.design.renditions import IN_ROW, ON_CARD
from tests import factories
from tests.markup import unwrapped

pytestmark = pytest.mark.django_db

EN, ES = "/en/better-systems/programme/", "/es/mejores-sistemas/programa/"


@pytest.fixture
def programme():
    """English and Spanish pages; the conference shows four cities."""
    page = factories.programme_page(not_yet="Come back in April.")
    event = page.shown_event
    zones = ("America/Mexico_City", "Europe/Madrid", "Asia/Kolkata", "Pacific/Auckland")
    event.cities = [EventCity(zone=zone) for zone in zones]
    event.save()
    factories.home_page("es")
    factories.translated(page.get_parent().specific, slug="mejores-sistemas", title="Mejores sistemas")
    factories.translated(page, slug="programa", title="Programa")
    return page


def html(client, path=EN):
    response = client.get(path)
    assert response.status_code == 200
    return unwrapped(response.content.decode())


def test_until_it_is_published_the_page_says_so(client, programme):
    factories.timetable(factories.slot(factories.session("Circles"), 13), live=False)
    page = html(client)
    assert "Come back in April." in page
    assert "Circles" not in page


def test_facts_are_the_same_at_once_in_every_language_and_words_fall_back(client, programme):
    circles, rounds = factories.session("Circles"), factories.session("Rounds")
    factories.translated(circles, title="Círculos", slug="circulos")
    factories.timetable(factories.slot(rounds, 14), factories.slot(circles, 13))
    spanish = html(client, ES)
    assert f'<a class="stretched" href="{ES}circulos/">Círculos</a>' in spanish
    assert f'<a class="stretched" href="{ES}rounds/" lang="en" hreflang="en">Rounds</a>' in spanish
    assert client.get(f"{ES}rounds/").status_code == 200
    assert (
        '<span class="clock"><bdi dir="ltr"><time datetime="2021-05-06T13:00:00Z" data-hour>13:00</time> '
        '<span class="clock__zone">UTC</span></span>'
    ) in spanish


def test_the_cities_stand_once_on_the_page(client, programme):
    factories.timetable(factories.slot(factories.session("Circles"), 13))
    cities = (
        "<li>Mexico City <b>08:00</b></li><li>Madrid <b>15:00</b></li><li>Kolkata <b>18:30</b></li>"
        "<li>Auckland <b>01:00</b> on Friday 7</li>"
    )
    page = html(client)
    assert page.count(cities) == 1
    assert "Thursday, 6 May 2021" in page


def test_a_place_in_the_address_is_the_large_time_on_its_own_days(client, programme):
    """In Kolkata 18:30 UTC is midnight. Rows in another zone are never kept for the next reader."""
    factories.timetable(factories.slot(factories.session("Circles"), 13), factories.slot(factories.session("Late"), 19))
    html(client)
    page = html(client, f"{EN}?place=Asia/Kolkata")
    clocks = re.findall(r"data-hour>([0-9:]+)</time> <span[^>]*>([^<]+) UTC", page.split('id="programme"')[1])
    assert clocks == [("18:30", "13:00"), ("00:30", "Thu 19:00")]
    assert re.findall(r'day__title"[^>]*><time[^>]*>(\w+)', page) == ["Thursday", "Friday"]
    assert "18:30" not in html(client).split('id="programme"')[1]
    assert html(client, f"{EN}?place=Asia/Nowhere").count("UTC</span>") == html(client).count("UTC</span>")


def test_a_cancelled_session_stays_and_says_so(client, programme):
    circles = factories.session("Circles")
    factories.timetable(factories.slot(circles, 13))
    factories.timetable(factories.slot(circles, 13, status=SlotStatus.CANCELLED))
    page = html(client)
    assert "session--cancelled" in page
    assert 'session__state--cancelled">Cancelled</strong>' in page


def test_a_deleted_slot_stays_as_cancelled(client, programme):
    circles, rounds = factories.session("Circles"), factories.session("Rounds")
    factories.timetable(factories.slot(circles, 13), factories.slot(rounds, 14))
    factories.timetable(factories.slot(rounds, 14))
    assert 'session__state--cancelled">Cancelled</strong>' in html(client)
    assert "Circles" in html(client)


def test_a_draft_session_is_never_shown(client, programme):
    factories.timetable(
        factories.slot(factories.session("Secret", live=False), 13), factories.slot(factories.session("Rounds"), 14)
    )
    assert "Secret" not in html(client)


def test_kinds_languages_and_themes_are_in_the_page_s_language(client, programme):
    theme = factories.theme("Governance", "Gobernanza")
    session = factories.session("Circles", kind=SessionKind.KEYNOTE, themes=[theme], speakers=[factories.speaker()])
    factories.timetable(factories.slot(session, 13, languages={"spoken": ["en"], "interpreted": ["es"]}))
    english = html(client)
    assert re.findall(r'mark--(\w+)" data-ways="[^"]+">(.*?)</span>', english) == [
        ("full", '<b lang="en">English</b> spoken')
    ]
    assert 'name="kind" value="keynote">Keynote 1</label>' in english
    assert 'name="theme" value="governance">Governance 1</label>' in english
    assert '<p class="session__speakers" translate="no">Ana Lucero</p>' in english
    spanish = html(client, ES)
    assert '<b lang="es">Español</b> interpretado</span>' in spanish
    assert 'name="theme" value="governance">Gobernanza 1</label>' in spanish


@pytest.mark.parametrize(
    ("languages", "mark"),
    [
        ({"spoken": ["fr"]}, '<span class="mark mark--none" data-ways="spoken:fr">French only</span>'),
        (
            {"spoken": ["es"], "slides": ["en"]},
            '<span class="mark mark--none" data-ways="spoken:es">Spanish only</span>',
        ),
        (
            {"spoken": ["es"], "captioned": ["en"]},
            '<span class="mark mark--half" data-ways="spoken:es,captioned:en"><b lang="en">English</b> captions</span>',
        ),
    ],
)
def test_one_mark_says_how_it_can_be_followed(client, programme, languages, mark):
    factories.timetable(factories.slot(factories.session("Circles"), 13, languages=languages))
    assert mark in html(client)


def test_the_mark_is_for_the_languages_in_the_address(client, programme):
    factories.timetable(factories.slot(factories.session("Circles"), 13, languages={"spoken": ["en", "de"]}))
    assert '<b lang="de">Deutsch</b> spoken' in html(client, f"{EN}?follow=de&follow=es")
    assert '<b lang="en">English</b> spoken' in html(client)


def test_every_language_that_occurs_can_be_filtered(client, programme):
    factories.timetable(factories.slot(factories.session("Circles"), 13, languages={"spoken": ["de"]}))
    assert 'name="follow" value="de"' in html(client)
    assert "Circles" in html(client, f"{EN}?follow=de")


def test_times_that_are_over_are_folded_while_the_event_runs(client, programme, settings):
    factories.timetable(factories.slot(factories.session("Circles"), 13), factories.slot(factories.session("Late"), 19))
    settings.PORTAL_AT = factories.utc(14)
    folded = html(client).split('<details class="past">')[1].split("</details>")[0]
    assert "Circles" in folded and "Late" not in folded
    settings.PORTAL_AT = factories.utc(20)
    assert '<details class="past' not in html(client)


def test_a_theme_without_a_label_in_the_reader_s_language_is_marked(client, programme):
    factories.timetable(factories.slot(factories.session("Circles", themes=[factories.theme("Governance")]), 13))
    page = client.get(ES).content.decode()
    assert '<bdi lang="en">Governance</bdi> 1' in page


def test_the_language_break_lists_languages_the_reader_s_first(client, programme):
    factories.room(name="Encina", language="es", position=2)
    factories.room(name="Hawthorn", language="en", position=1)
    factories.timetable(factories.slot(factories.session("Break", kind=SessionKind.LANGUAGE_BREAK), 16, languages={}))
    rooms = r'<li><b lang="\w+">(\w+)</b><span[^>]*>(\w+)</span>'
    assert re.findall(rooms, html(client)) == [("English", "Hawthorn"), ("Español", "Encina")]
    assert re.findall(rooms, html(client, ES)) == [("Español", "Encina"), ("English", "Hawthorn")]


def test_filters_stand_in_the_address_and_survive_the_language_switch(client, programme):
    theme = factories.theme("Governance", "Gobernanza")
    circles, rounds = factories.session("Circles", themes=[theme]), factories.session("Rounds")
    factories.timetable(factories.slot(circles, 13), factories.slot(rounds, 14, languages={"spoken": ["es"]}))
    page = html(client, f"{EN}?theme=governance&follow=en")
    assert "Circles" in page and "Rounds" not in page
    assert "<strong>1 session</strong>" in page
    assert f'href="{ES}?theme=governance&amp;follow=en"' in page


@pytest.mark.parametrize(
    "query", ["follow=%00", "room=x&kind=%22", "q=" + "a" * 5000, "theme=%27&view=grid", "view=&q=%F0%9F"]
)
def test_no_filter_breaks_the_page(client, programme, query):
    factories.timetable(factories.slot(factories.session("Circles"), 13))
    assert client.get(f"{EN}?{query}").status_code == 200


def test_the_grid_is_a_table_of_rooms(client, programme):
    oak, elm = factories.room(name="Oak", position=1), factories.room(name="Elm", position=2)
    slots = [
        factories.slot(factories.session("Long"), 13, 60, room=oak),
        factories.slot(factories.session("Short"), 13, 30, room=elm),
        factories.slot(factories.session("Tea", kind=SessionKind.BREAK), 14, 15),
    ]
    factories.timetable(*slots)
    page = html(client, f"{EN}?view=grid")
    assert '<th scope="col">Oak</th><th scope="col">Elm</th>' in page
    assert '<td rowspan="2" class="timetable__cell"' in page
    assert '<td colspan="2" class="timetable__cell timetable__cell--break"' in page
    assert "style=" not in page


def test_the_grid_loses_no_session(client, programme):
    """A cancelled session whose room was given to another, and a session beside one in all rooms."""
    oak = factories.room(name="Oak")
    slots = [
        factories.slot(factories.session("Circles"), 13, 60, room=oak),
        factories.slot(factories.session("Rounds"), 13.5, 60, room=oak, status=SlotStatus.CANCELLED),
        factories.slot(factories.session("Welcome"), 15, 30),
        factories.slot(factories.session("Greeting"), 15, 60),
    ]
    factories.timetable(*slots)
    page = html(client, f"{EN}?view=grid")
    assert re.findall(
        r">(\w+)</a></h3>(?:<p class=\"timetable__state\">(\w+))?", page[page.index("<table") : page.index("</table")]
    ) == [("Circles", ""), ("Rounds", "Cancelled"), ("Welcome", ""), ("Greeting", "")]


@pytest.mark.parametrize("view", ["", "?view=grid"])
def test_queries_do_not_grow_with_the_programme(client, queries_with, view):
    few, many = (queries_with(count, client, lambda page: f"{EN}{view}") for count in (3, 30))
    assert many == few <= 15


def test_the_bar_has_a_disc_for_each_session_of_an_hour(client, programme):
    spanish = factories.slot(factories.session("Rounds"), 13.5, languages={"spoken": ["es"]})
    factories.timetable(
        factories.slot(factories.session("Circles"), 13), spanish, factories.slot(factories.session("Late"), 15)
    )
    discs = re.findall(r'class="bar__discs"[^>]*>(.*?)</span>', html(client))
    assert [re.findall(r'<i class="mark mark--(\w+)"></i>', one) for one in discs] == [["full", "none"], ["full"]]


def test_a_filter_of_a_long_programme_leads_to_a_day_with_sessions(client, programme, monkeypatch):
    monkeypatch.setattr(shown_programme, "SESSIONS_ON_ONE_PAGE", 1)
    later = {"starts_at": factories.utc(13, day=7), "languages": {"spoken": ["es"]}}
    factories.timetable(
        factories.slot(factories.session("Circles"), 13), factories.slot(factories.session("Rounds"), **later)
    )
    shown = {
        query: (
            re.findall(r'class="stretched"[^>]*>(\w+)<', page),
            re.findall(r'data-keep="[?].*?day=[0-9-]+(\d)', page),
        )
        for query in ("", "?follow=es", "?follow=es&day=2021-05-06", "?kind=workshop")
        if (page := html(client, EN + query))
    }
    assert shown == {
        "": (["Circles"], ["6", "7"]),
        "?follow=es": (["Rounds"], ["7"]),
        "?follow=es&day=2021-05-06": (["Rounds"], ["7"]),
        "?kind=workshop": ([], ["6", "7"]),
    }
    assert "No session matches" in html(client, f"{EN}?kind=workshop")


@pytest.mark.parametrize(
    ("place", "zone", "days"),
    [
        ("", "Madrid time", {"Thu 6 May": ["Evening"], "Fri 7 May": ["Night", "Noon"]}),
        ("America/Los_Angeles", "Los Angeles time", {"Thu 6 May": ["Evening", "Night"], "Fri 7 May": ["Noon"]}),
        ("Pacific/Auckland", "Auckland time", {"Fri 7 May": ["Evening", "Night"], "Sat 8 May": ["Noon"]}),
    ],
)
def test_the_days_of_a_long_programme_hold_what_they_name(client, programme, monkeypatch, place, zone, days):
    """The server divides it, so no script may write the tabs in the reader's zone: two could name the same date."""
    monkeypatch.setattr(shown_programme, "SESSIONS_ON_ONE_PAGE", 1)
    Event.objects.update(zone="Europe/Madrid")
    starts = {"Evening": 18, "Night": 22.5, "Noon": 24 + 13}  # UTC: in Madrid the night is after midnight
    factories.timetable(*(factories.slot(factories.session(title), hour) for title, hour in starts.items()))
    nav = html(client, f"{EN}?place={place}").split('class="bar__days"')[1].split("</nav>")[0]
    assert zone in nav
    tabs = {label.strip(): query for query, label in re.findall(r'<a href="([^"]+)"[^>]*>([^<]*)</a>', nav)}
    shown = {label: html(client, f"{EN}{query}".replace("&amp;", "&")) for label, query in tabs.items()}
    assert {label: re.findall(r'class="stretched"[^>]*>(\w+)<', page) for label, page in shown.items()} == days


def test_the_starts_of_a_series_have_each_their_own_anchor(client, programme):
    starts = [factories.utc(13) + timedelta(days=days) for days in (0, 31, 365)]
    slots = [factories.slot(factories.session(f"Talk {at:%y%m}"), starts_at=at) for at in starts]
    factories.timetable(*slots)
    anchors = re.findall(r'class="start-time" id="([^"]+)"', html(client))
    assert anchors == ["at-2021-05-06-13-00", "at-2021-06-06-13-00", "at-2022-05-06-13-00"]


def test_what_is_chosen_can_be_taken_away_alone(client, programme):
    theme = factories.theme("Governance", "Gobernanza")
    factories.timetable(factories.slot(factories.session("Circles", themes=[theme]), 13))
    page = html(client, f"{ES}?theme=governance&follow=es&q=uno")
    chips = re.findall(r'chip--chosen" href="[?]([^"]*)"[^>]*>.*?filtro:</span> (.*?)<svg', page)
    assert chips == [("follow=es&amp;q=uno", "Gobernanza"), ("theme=governance&amp;follow=es", "“uno”")]
    assert "<title>Gobernanza, “uno”, Programa" in page


def test_portraits_stand_in_rows_where_anybody_has_one(client, programme):
    ana, bo = factories.speaker("Ana Lucero"), factories.speaker("Bo Lind")
    slot = factories.slot(factories.session("Circles", speakers=[ana, bo]), 13)
    factories.timetable(slot)
    assert "portrait" not in html(client)
    image = get_image_model().objects.create(title="Ana", file=get_test_image_file())
    image.get_rendition(ON_CARD)
    ana.photo = image
    ana.save()
    src = r'portraits--2" aria-hidden="true"><img class="portrait" src="[^"]+fill-{}[^"]+"'
    for view in ("", "?view=grid"):
        page = html(client, EN + view)
        assert re.search(src.format(160), page)
        assert page.count('<i class="portrait palette-') == 1
    image.get_rendition(IN_ROW)  # smaller, and it takes the other's place
    generation.bump()  # as the worker does
    assert re.search(src.format(92), html(client, EN))


def test_my_programme_says_what_clashes(client, programme):
    event = programme.shown_event
    slots = [factories.slot(factories.session(title), hour) for title, hour in (("A", 13), ("B", 13.5), ("C", 14.5))]
    factories.timetable(*slots)
    ids = ".".join(str(slot.session_id) for slot in slots)
    page = html(client, f"/en/programme/{event.pk}/mine/?s={ids}")
    assert re.findall(r"At the same time: (\w)", page) == ["A"]
    alone = f"/en/programme/{event.pk}/mine/?s={slots[0].session_id}.{slots[2].session_id}"
    assert "At the same time" not in html(client, alone)
    assert b'A la misma hora: <bdi lang="en">A</bdi>' in client.get(f"/es/programme/{event.pk}/mine/?s={ids}").content


def test_an_only_day_has_its_date_on_my_programme_where_nothing_above_says_it(client, programme):
    slot = factories.slot(factories.session("Circles"), 13)
    factories.timetable(slot)
    assert "day__title--only" in html(client)
    assert "day__title--only" not in html(client, f"/en/programme/{programme.shown_event.pk}/mine/?s={slot.session_id}")


def test_without_a_script_a_place_stays_with_the_filters_and_the_filters_with_a_place(client, programme):
    slot = factories.slot(factories.session("Circles"), 13, room=factories.room(name="Oak"))
    factories.timetable(slot)
    page = html(client, f"{EN}?place=Asia/Kolkata&view=grid&room={slot.room_id}&utm=1")
    reader, filters = (page.split(f'id="{name}"')[1].split("</form>")[0] for name in ("reader", "filters"))
    assert '<input type="hidden" name="place" value="Asia/Kolkata">' in filters
    assert [f'type="hidden" name="{name}"' in reader for name in ("view", "room", "place", "utm")] == [
        True,
        True,
        False,
        False,
    ]
    assert "Without scripts, this holds for this page." in reader


def test_my_programme_is_filtered_and_stays_my_own(client, programme):
    event = programme.shown_event
    ways = ({"spoken": ["en"]}, {"spoken": ["es"]}, {"spoken": ["es"]})
    slots = [
        factories.slot(factories.session(title), 13, languages=one) for title, one in zip("ABC", ways, strict=True)
    ]
    factories.timetable(*slots)
    mine = f"s={slots[0].session_id}.{slots[1].session_id}"
    page = html(client, f"/en/programme/{event.pk}/mine/?{mine}&follow=es")
    assert re.findall(r'class="stretched"[^>]*>(\w)<', page) == ["B"]
    assert f'name="s" value="{mine[2:]}"' in page
    assert f'href="?{mine}"' in page, "leads back to all of them"


def test_the_grid_folds_what_is_empty(client, programme):
    """No hour stands where nothing starts, and a stretch without sessions is one low row."""
    oak, elm = factories.room(name="Oak", position=1), factories.room(name="Elm", position=2)
    factories.timetable(
        factories.slot(factories.session("Long"), 13, 60, room=oak),
        factories.slot(factories.session("Short"), 13, 30, room=elm),
        factories.slot(factories.session("Late"), 17, 30, room=elm),
    )
    page = html(client, f"{EN}?view=grid")
    assert re.findall(r'<th scope="row">.*?data-hour>([0-9:]+)', page) == ["13:00", "17:00"]
    assert page.count('class="timetable__gap"') == page.count('class="timetable__row--middle"') == 1


def test_three_hundred_slots_are_small(client, many, django_assert_max_num_queries):
    many(300)
    for view in ("", "?view=grid"):
        client.get(f"{EN}{view}")
        with django_assert_max_num_queries(15):
            page = client.get(f"{EN}{view}").content
        assert len(gzip.compress(page, 6)) < 60_000
