"""Filters of the programme and their counts."""

from dataclasses import replace

import pytest
from django.http import QueryDict

from events.models import Recording
from events.programme.filters import Filters, fold_case_and_accents
from events.programme.queries import load_programme
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    page = factories.programme_page()
    theme = factories.theme("Governance")
    oak = factories.room(name="Oak")
    spoken = factories.session("Círculos en la escuela", themes=[theme], speakers=[factories.speaker("Ana Lucero")])
    both, slides = factories.session("Rounds"), factories.session("Numbers", kind="workshop")
    factories.timetable(
        factories.slot(spoken, 13, room=oak, languages={"spoken": ["es"]}),
        factories.slot(both, 14, room=oak, languages={"spoken": ["en"], "captioned": ["es"]}),
        factories.slot(slides, 15, languages={"spoken": ["en"], "slides": ["es"]}),
        factories.slot(factories.session("Tea", kind="break"), 16, languages={"spoken": ["en"]}),
    )
    return load_programme(page.shown_event, "en", "/en/programme/")


def titles(programme, query):
    return [entry.page.title for entry in Filters.from_query(QueryDict(query)).apply(programme.entries)]


def options(filters, programme, name):
    return next(facet.options for facet in filters.facets(programme) if facet.name == name)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("follow=es", ["Círculos en la escuela", "Rounds"]),
        ("follow=en", ["Rounds", "Numbers"]),
        ("follow=all", ["Rounds"]),
        ("follow=xx", []),
        ("theme=governance", ["Círculos en la escuela"]),
        ("kind=workshop", ["Numbers"]),
        ("q=circulos+ESCUELA", ["Círculos en la escuela"]),
        ("q=lucero", ["Círculos en la escuela"]),
        ("q=governance", ["Círculos en la escuela"]),
        ("q=nothing+of+it", []),
        ("follow=es&q=rounds", ["Rounds"]),
        ("", ["Círculos en la escuela", "Rounds", "Numbers", "Tea"]),
    ],
)
def test_each_filter(programme, query, expected):
    assert titles(programme, query) == expected


def test_a_room(programme):
    room = programme.rooms[0].pk
    assert titles(programme, f"room={room}") == ["Círculos en la escuela", "Rounds"]


def test_a_cancelled_session_is_found_and_not_counted(programme):
    first, *others = programme.entries
    programme = replace(programme, entries=[replace(first, status="cancelled"), *others])
    assert titles(programme, "follow=es") == ["Círculos en la escuela", "Rounds"]
    counted = options(Filters(), programme, "follow")
    assert [(option.value, option.count) for option in counted] == [("en", 2), ("es", 1), ("all", 1)]


def test_options_are_counted_under_the_other_filters(programme):
    def counts(query):
        found = options(Filters.from_query(QueryDict(query)), programme, "follow")
        return {option.value: option.count for option in found}

    assert counts("") == {"en": 2, "es": 2, "all": 1}
    assert counts("follow=es") == {"en": 2, "es": 2, "all": 1}
    assert counts("kind=workshop") == {"en": 1, "es": 0, "all": 0}


def test_languages_are_listed_under_their_own_names(programme):
    found = options(Filters.from_query(QueryDict("follow=es")), programme, "follow")
    assert [(option.label, option.lang, option.chosen) for option in found] == [
        ("English", "", False),
        ("Español", "es", True),
        ("English and Spanish", "", False),
    ]


def test_sessions_with_a_recording_and_with_captions_in_a_language(programme):
    spoken, both, *_others = [entry.original for entry in programme.entries]
    Recording.objects.create(page=spoken, url="https://video.example.org/1", language="es", captions="en, fr")
    Recording.objects.create(page=both, url="https://video.example.org/2", language="en")
    programme = load_programme(spoken.get_parent().specific.shown_event, "en", "/en/programme/")
    assert [(one.value, one.label, one.count) for one in options(Filters(), programme, "recorded")] == [
        ("now", "with a recording", 2),
        ("captions-en", "with captions in English", 1),
        ("captions-fr", "with captions in French", 1),
    ]
    assert titles(programme, "recorded=now") == ["Círculos en la escuela", "Rounds"]
    assert titles(programme, "recorded=captions-fr") == ["Círculos en la escuela"]


def test_plain_text_has_no_accents_and_no_capitals():
    assert fold_case_and_accents("ÑANDÚ Über") == "nandu uber"
