"""What a second import says, without a database: the twelve changes of the strangers' programme, and small cases."""

import pytest

from events.imports.plan import Choices, make_plan
from events.imports.readers.pairs import with_second
from tests.events.imports.present import after, nothing
from tests.events.imports.test_readers import csv, stranger, strangers


def changes(plan):
    """State, kind and fields, without what is the same."""
    return sorted(
        (item.state, str(item.kind), item.label, tuple(change.field for change in item.taken))
        for item in plan.items
        if item.state != "same"
    )


@strangers
@pytest.mark.parametrize(
    "name",
    [
        "frab.schedule.xml",
        "frab.schedule.json",
        "pretalx.schedule.json",
        "pretalx-api.json",
        "sessionize.json",
        "sessions.csv",
        "xlsx",
    ],
)
def test_the_same_file_again_changes_nothing(name):
    incoming = stranger(f"M.{name}")
    assert changes(make_plan(stranger(f"M.{name}"), after(incoming), Choices())) == []


@strangers
@pytest.mark.parametrize("name", ["frab.schedule.json", "frab.schedule.xml", "pretalx.schedule.json"])
def test_the_twelve_changes_are_said_and_no_others(name):
    before = after(stranger(f"M.{name}"))
    theme = next(item for item in make_plan(stranger(f"M-changed.{name}"), before, Choices()).of("new", "theme"))
    assert [one.label for one in theme.candidates] == ["Land, water, weather"]
    plan = make_plan(stranger(f"M-changed.{name}"), before, Choices(same={theme.name: str(theme.candidates[0].pk)}))
    found = {label: (state, fields) for state, kind, label, fields in changes(plan) if kind == "session"}
    assert found == {
        "Elections in street theatres": ("changed", ("slots",)),
        "Mountain clinics: a walk-through": ("changed", ("slots",)),
        "Radio del pueblo en palabras sencillas": ("changed", ("slots",)),
        "A first map of mountain clinics, redrawn": ("changed", ("title",)),
        "Consent in street theatres": ("gone", ()),
        "Children decide: school circles": ("new", ()),
        "A late arrival": ("new", ()),
        "Consentimiento en correo en bicicleta": ("changed", ("speakers",)),
        "School circles and the weather": ("changed", ("slots", "languages")),
    }
    assert len(plan.of("gone", "session")) == 2
    hint = next(item for item in plan.of("new", "session") if item.candidates)
    assert hint.candidates[0].label == "Children decide: school circles"
    others = {(state, kind, label, fields) for state, kind, label, fields in changes(plan) if kind != "session"}
    assert ("changed", "person", "Jolanta Solana Nuño", ("name",)) in others
    assert ("changed", "room", "Aula Tejo Viejo", ("name",)) in others
    assert ("changed", "theme", "Land, water and weather", ("name",)) in others
    assert {label for state, kind, label, _fields in others if (state, kind) == ("new", "person")} == {
        "Ottoline Verragado",
        "Éloïse Tasemond",
    }


@strangers
def test_the_api_says_which_session_is_cancelled_and_which_theme_renamed():
    plan = make_plan(stranger("M-changed.pretalx-api.json"), after(stranger("M.pretalx-api.json")), Choices())
    assert [item.label for item in plan.of("cancelled")] == ["Consent in street theatres"]
    assert [(item.label, [c.field for c in item.taken]) for item in plan.of("changed", "theme")] == [
        ("Land, water and weather", ["name", "name:es"])
    ]


@strangers
def test_a_room_without_an_id_is_asked_about():
    plan = make_plan(stranger("M-changed.sessions.csv"), after(stranger("M.sessions.csv")), Choices())
    room = next(item for item in plan.of("new", "room"))
    assert [one.label for one in room.candidates] == ["Aula Tejo"]
    decided = Choices(same={room.name: str(room.candidates[0].pk)})
    plan = make_plan(stranger("M-changed.sessions.csv"), after(stranger("M.sessions.csv")), decided)
    assert [item.label for item in plan.of("changed", "room")] == ["Aula Tejo Viejo"]
    assert len([item for item in plan.of("changed", "session") if "slots" in [c.field for c in item.taken]]) == 4


@strangers
def test_another_file_of_the_same_programme_is_noticed_before_it_doubles_everything():
    before = after(stranger("M.pretalx.schedule.json"))
    plan = make_plan(stranger("M.sessionize.json"), before, Choices())
    assert "twice" in plan.warnings[0]
    matched = make_plan(stranger("M.sessionize.json"), before, Choices(matches_titles=True, matches_names=True))
    assert len(matched.of("new", "session")) < 20  # breaks, and titles that several sessions have


ONE = "id,title,abstract,speaker ids,speakers\nA,{title},{abstract},p1,Ana\n"


def test_what_only_the_portal_changed_stays():
    first = csv(ONE.format(title="One", abstract="Old"))
    present = after(first)
    next(iter(present.things["session"].values())).facts["abstract"] = "Corrected here"
    plan = make_plan(first, present, Choices())
    assert plan.to_do == []
    change = plan.of("same", "session")[0].changes[0]
    assert (change.before, change.takes_file, change.is_conflict) == ("Corrected here", False, False)


def test_what_both_changed_is_for_a_person_to_decide():
    present = after(csv(ONE.format(title="One", abstract="Old")))
    next(iter(present.things["session"].values())).facts["abstract"] = "Corrected here"
    second = csv(ONE.format(title="One", abstract="New"))
    change = make_plan(second, present, Choices()).of("same", "session")[0].changes[0]
    assert change.is_conflict and not change.takes_file
    decided = make_plan(second, present, Choices(conflicts=["session:A:abstract"]))
    assert [c.after for c in decided.of("changed", "session")[0].taken] == ["New"]


def test_a_person_of_the_same_name_who_is_there_is_asked_about_and_stays_two():
    present = after(csv(ONE.format(title="One", abstract="Old")))
    present.sources.clear()
    item = make_plan(csv(ONE.format(title="Two", abstract="")), present, Choices()).of("new", "person")[0]
    assert [one.label for one in item.candidates] == ["Ana"]
    pk = str(item.candidates[0].pk)
    assert (
        make_plan(csv(ONE.format(title="Two", abstract="")), present, Choices(same={item.name: pk})).of("new", "person")
        == []
    )


def test_what_the_file_does_not_say_is_no_change():
    present = after(csv("id,title,abstract,kind,room,start,minutes\nA,One,Text,Workshop,Oak,2027-05-06 10:00,60\n"))
    assert make_plan(csv("id,title\nA,One\n"), present, Choices()).to_do == []


def test_letters_that_an_encoding_lost_overwrite_nothing():
    present = after(csv("id,title\nA,水、土、風\n"))
    incoming = csv("id,title\nA,?????\n")
    incoming.lost_letters = True
    plan = make_plan(incoming, present, Choices())
    assert plan.to_do == [] and plan.of("same", "session")[0].notes


def test_a_session_that_the_file_lost_is_cancelled_only_when_somebody_says_so():
    present = after(csv("id,title\nA,One\nB,Two\n"))
    gone = make_plan(csv("id,title\nA,One\n"), present, Choices()).of("gone")
    assert [item.label for item in gone] == ["Two"]
    chosen = make_plan(csv("id,title\nA,One\n"), present, Choices(cancel=[str(gone[0].pk)]))
    assert [item.label for item in chosen.of("cancelled")] == ["Two"]


def test_a_file_of_people_alone_makes_no_session_gone():
    present = after(csv("id,title\nA,One\n"))
    assert make_plan(csv("id,name\np1,Ana\n"), present, Choices()).of("gone") == []


@strangers
def test_two_files_of_two_languages_make_one_programme_with_translations():
    english, spanish = stranger("XL.en.frab.schedule.json"), stranger("XL.es.frab.schedule.json")
    born_in_spanish = {key for key, one in english.sessions.items() if one.language == "es"}
    both = with_second(english, "en", spanish, "es")
    assert len(both.sessions) == 60 and 0 < len(born_in_spanish) < 60
    for key, one in both.sessions.items():
        assert one.language == ("es" if key in born_in_spanish else "en")
        assert list(one.translations) == ["en" if key in born_in_spanish else "es"]
        title = (
            (one.translations["en"]["title"], one.title)
            if key in born_in_spanish
            else (one.title, one.translations["es"]["title"])
        )
        assert title[1] == spanish.sessions[key].title


def test_an_empty_event_gets_everything():
    plan = make_plan(csv(ONE.format(title="One", abstract="")), nothing(), Choices())
    assert {str(item.kind) for item in plan.of("new")} == {"person", "session"}
