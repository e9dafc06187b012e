"""Ways into a room or a slot: typed as lines, stored as rows, shown with the join link and never before it."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from events.fields import LanguagesByRoleFormField
from events.programme.session_languages import describe_languages
from events.ways_in import WayIn, WaysInFormField, parse_line
from home.i18n.languages import language_name, native_name
from tests import factories
from tests.markup import unwrapped

LINES = """interpretation | es | https://meet.example.org/es | channel 2
telephone | | +52 55 1234 5678
Chat || https://chat.example.org/"""
ROWS = [
    {"kind": "interpretation", "language": "es", "address": "https://meet.example.org/es", "note": "channel 2"},
    {"kind": "telephone", "language": "", "address": "+52 55 1234 5678", "note": ""},
    {"kind": "chat", "language": "", "address": "https://chat.example.org/", "note": ""},
]


def test_lines_become_rows_and_rows_lines():
    field = WaysInFormField(required=False)
    with override("en"):
        assert field.clean(LINES) == ROWS
        shown = field.prepare_value(ROWS)
        assert field.clean(shown) == ROWS
        assert not field.has_changed(ROWS, shown.replace("\n", "\r\n"))
    with override("es"):
        assert field.clean("interpretación | es | https://meet.example.org/es | channel 2") == ROWS[:1]


@pytest.mark.parametrize(
    "line",
    [
        "door | es | https://meet.example.org",
        "chat | klingonish | https://chat.example.org",
        "chat | es | javascript:alert(1)",
        "chat | es |",
        "chat",
    ],
)
def test_a_line_that_leads_nowhere_is_refused(line):
    with pytest.raises(ValidationError, match="“"):
        parse_line(line)


def test_labels_and_numbers_to_dial():
    with override("en"):
        assert WayIn("interpretation", "https://x.example.org", "es").label == "Interpretation: Spanish"
        assert WayIn("sign", "https://x.example.org", "mfs").label == "Sign language: Mexican Sign Language"
        way = WayIn("telephone", "+52 55 1234 5678")
        assert (way.label, way.link) == ("Telephone: +52 55 1234 5678", "tel:+525512345678")


def test_sign_languages_have_names():
    assert language_name("mfs", "es") == "lengua de señas mexicana"
    assert (language_name("nzs", "en"), native_name("mfs")) == ("New Zealand Sign Language", "Lengua de Señas Mexicana")


def test_sign_languages_are_offered_for_signing_only():
    field = LanguagesByRoleFormField()
    offered = {
        role: [code for code, _name in one.choices]
        for role, one in zip(field.widget.widgets_names, field.fields, strict=True)
    }
    assert "mfs" in offered["_signed"] and "es" not in offered["_signed"]
    assert "mfs" not in offered["_spoken"] and "es" in offered["_live_captioned"]


def test_all_roles_are_said_and_kept(db):
    slot = factories.slot(
        factories.session("Circles"),
        languages={
            "spoken": ["en"],
            "signed": ["ase"],
            "live_captioned": ["es"],
            "captioned": ["en"],
            "slides": ["es"],
        },
    )
    with override("en"):
        assert describe_languages(slot) == (
            "English · Captions in English · Signed in American Sign Language · Live captions in Spanish · "
            "Slides in Spanish"
        )


@pytest.mark.django_db
def test_ways_in_appear_with_the_join_link_and_the_readers_language_first(client, settings):
    settings.PORTAL_AT = factories.utc(0, day=1)
    page = factories.programme_page()
    rows = [{**ROWS[0], "language": "es"}, {**ROWS[0], "language": "en", "address": "https://meet.example.org/en"}]
    oak = factories.room(join_url="https://meet.example.org/oak", ways_in=rows)
    own = [{"kind": "room", "language": "", "address": "https://meet.example.org/big", "note": ""}]
    factories.timetable(
        factories.slot(factories.session("Circles", page), 13, room=oak),
        factories.slot(factories.session("Rounds", page), 15, room=oak, ways_in=own),
    )
    path = "/en/better-systems/programme/"
    settings.PORTAL_AT = factories.utc(12.9)
    early = client.get(f"{path}rounds/").content.decode()
    assert "The link to join appears here" in early and "meet.example.org" not in early
    text = unwrapped(client.get(f"{path}circles/").content.decode())
    links = [text.index(f"https://meet.example.org/{name}") for name in ("oak", "en", "es")]
    assert links == sorted(links)
    assert "Interpretation: English" in text and "channel 2" in text
    settings.PORTAL_AT = factories.utc(14.9)
    listed = client.get(path).content.decode()
    assert "meet.example.org/big" in listed and "meet.example.org/oak" not in listed
