"""Ways into a room or a slot: typed as rows of a form, stored as rows, shown with the join link and never before it."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import override

from events.fields import LanguagesByRoleFormField
from events.models import Event, Room
from events.programme.session_languages import describe_languages
from events.ways_in.forms import WaysInFormField
from events.ways_in.rows import WayIn, in_order, read_row, with_inherited
from events.ways_in.words import way_in_text, way_in_words
from home.i18n.languages import language_name, native_name
from tests import factories
from tests.markup import unwrapped

ROWS = [
    {"kind": "interpretation", "language": "es", "address": "https://meet.example.org/es", "note": "channel 2"},
    {"kind": "telephone", "language": "", "address": "+52 55 1234 5678", "note": "", "country": "MX", "code": "42#"},
    {"kind": "chat", "language": "", "address": "https://chat.example.org/", "note": ""},
]


def sent(rows, name="ways_in"):
    return {f"{name}-{number}-{one}": value for number, row in enumerate(rows) for one, value in row.items()}


def test_rows_are_read_as_they_are_shown_and_without_those_that_are_removed():
    field = WaysInFormField()
    with override("es"):
        typed = sent([*ROWS[:2], {**ROWS[2], "remove": "1"}, {"kind": "", "address": " "}])
        typed["ways_in-1-country"] = "méxico"
        value = field.widget.value_from_datadict(typed, {}, "ways_in")
        assert field.clean(value) == ROWS[:2]
        assert field.has_changed(ROWS, value) and not field.has_changed(ROWS[:2], value)
        shown = field.widget.render("ways_in", ROWS[:2])
    assert 'value="México"' in shown and 'name="ways_in-3-kind"' in shown and 'name="ways_in-4-kind"' not in shown
    assert field.widget.value_omitted_from_data({}, {}, "ways_in")


@pytest.mark.parametrize(
    "row",
    [
        {"kind": "door", "address": "https://meet.example.org"},
        {"kind": "", "address": "https://meet.example.org"},
        {"kind": "chat", "language": "klingonish", "address": "https://chat.example.org"},
        {"kind": "chat", "address": "javascript:alert(1)"},
        {"kind": "chat", "address": "https://chat.example.org/" + "x" * 500},
        {"kind": "chat"},
        {"kind": "telephone", "address": "https://chat.example.org"},
        {"kind": "telephone", "address": "+52 55 1234 5678", "country": "Atlantis"},
        {"kind": "telephone", "address": "+52 55 1234 5678", "code": "press one"},
    ],
)
def test_a_row_that_leads_nowhere_is_refused(row):
    with pytest.raises(ValidationError, match="Way in 2: "):
        WaysInFormField().clean([ROWS[0], row])


def test_what_no_page_can_show_is_not_stored():
    sent = {"kind": "chat", "address": "https://chat.example.org", "note": "a\ud800 \0\u202eb"}
    assert read_row(sent).note == "a b"


def test_a_slot_adds_to_its_room_and_replaces_what_is_of_the_same_kind_and_language():
    own = [{"kind": "interpretation", "language": "es", "address": "+1 234"}, {"kind": "room", "address": "https://b"}]
    room = [{"kind": "room", "language": "en", "address": "https://a"}, *ROWS]
    assert with_inherited(own, room) == [*own, *ROWS[1:]]
    assert with_inherited([], room) == room


def test_what_somebody_can_follow_best_is_first():
    ways = [WayIn(kind, "https://a", language) for kind, language in (
        ("room", ""), ("interpretation", "pt"), ("interpretation", "es"), ("captions", "es"), ("chat", ""),
    )]  # fmt: skip

    def order(*followed):
        return [f"{way.kind} {way.language}".strip() for way in in_order(ways, ["en"], list(followed))]

    assert order("es") == ["interpretation es", "captions es", "room", "chat", "interpretation pt"]
    assert order("en")[:2] == ["room", "chat"]
    assert order("pt", "en")[:2] == ["interpretation pt", "room"]


def test_each_way_in_is_said_in_words():
    ways = [WayIn(**ROWS[0]), WayIn("captions", "https://a", "en"), WayIn("sign", "https://a", "mfs"), WayIn(**ROWS[1])]
    with override("en"):
        assert [strip_tags(way_in_words(way)) for way in ways] == [
            "Hear it in Spanish",
            "Read along in English",
            "Watch it in Mexican Sign Language",
            "By telephone from Mexico: +52 55 1234 5678, code 42#",
        ]
    with override("es"):
        assert [strip_tags(way_in_words(way)) for way in ways] == [
            "Escucha en español",
            "Lee los subtítulos en inglés",
            "Mira la interpretación en lengua de señas mexicana",
            "Por teléfono desde México: +52 55 1234 5678, código 42#",
        ]
    with override("en"):
        said = way_in_text(WayIn("telephone", "+1 868 555 0100", "es", country="TT"))
    assert said == "By telephone in Spanish from Trinidad & Tobago: +1 868 555 0100"


def test_labels_and_numbers_to_dial():
    with override("en"):
        assert WayIn("interpretation", "https://x.example.org", "es").label == "Interpretation: Spanish"
        assert WayIn("sign", "https://x.example.org", "mfs").label == "Sign language: Mexican Sign Language"
        way = WayIn("telephone", "+52 55 1234 5678")
        assert (way.label, way.link) == ("Telephone: +52 55 1234 5678", "tel:+525512345678")
        assert WayIn(**ROWS[1]).link == "tel:+525512345678,,42%23"


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
    own = [{"kind": "room", "language": "", "address": "https://meet.example.org/big", "note": ""}, ROWS[1]]
    factories.timetable(
        factories.slot(factories.session("Circles", page), 13, room=oak),
        factories.slot(factories.session("Rounds", page), 15, room=oak, ways_in=own),
    )
    path = "/en/better-systems/programme/"
    settings.PORTAL_AT = factories.utc(12.9)
    early = client.get(f"{path}rounds/").content.decode()
    assert "The link to join appears here" in early and "meet.example.org" not in early
    assert "You can also take part: by telephone" in unwrapped(early) and "1234" not in early
    text = unwrapped(client.get(f"{path}circles/").content.decode())
    links = [text.index(f"https://meet.example.org/{name}") for name in ("oak", "en", "es")]  # spoken in English
    assert links == sorted(links)
    assert "Hear it in" in text and "channel 2" in text
    settings.PORTAL_AT = factories.utc(14.9)
    listed = client.get(path).content.decode()
    assert "meet.example.org/big" in listed and "meet.example.org/oak" not in listed


def spanish_too(*pages):
    factories.home_page("es")
    for page in pages:
        factories.translated(page, "es")


@pytest.fixture
def circles():
    """13:00 to 14:00 in Oak, in English and interpreted into Spanish, with pages in both languages."""
    programme = factories.programme_page()
    page = factories.session("Circles", programme)
    spanish_too(programme.get_parent().specific, programme, page)
    Event.objects.update(released_at=factories.utc(0, day=1))
    languages = {"spoken": ["en"], "interpreted": ["es"]}
    oak = factories.room(join_url="https://meet.example.org/oak", ways_in=ROWS)
    factories.timetable(factories.slot(page, 13, room=oak, languages=languages))
    return page


def kept_addresses(page):
    event = page.get_parent().get_parent().specific.event_id
    for code in ("en", "es"):
        for path in ("", "programme/", "programme/circles/"):
            yield f"/{code}/better-systems/{path}"
        with override(code):
            yield f"{reverse('events:my_programme', args=[event])}?s={page.pk}"


@pytest.mark.timeout(300, func_only=True)
@pytest.mark.parametrize("kept_pages", ["one machine"], indirect=True)
def test_ways_in_appear_and_vanish_at_their_second_on_kept_pages(kept_pages, circles):
    reader = Client()
    for address in kept_addresses(circles):
        for at, is_open in (
            (datetime(2021, 5, 6, 12, 44, 59, tzinfo=UTC), False),
            (datetime(2021, 5, 6, 12, 45, 0, tzinfo=UTC), True),
            (datetime(2021, 5, 6, 13, 59, 59, tzinfo=UTC), True),
            (datetime(2021, 5, 6, 14, 0, 0, tzinfo=UTC), False),
        ):
            with time_machine.travel(at, tick=False):
                reader.get(address)
                with CaptureQueriesContext(connection) as queries:
                    text = reader.get(address).content.decode()
            assert at.second == 0 or not queries.captured_queries, (address, at)  # kept up to the last second
            shown = [row["address"] in text for row in ROWS] + ["https://meet.example.org/oak" in text]
            assert set(shown) == {is_open}, (address, at)


@pytest.mark.django_db
def test_no_file_feed_or_data_for_robots_holds_a_way_in(client, settings, circles):
    settings.PORTAL_AT = factories.utc(13.5)
    names = ("calendar", "schedule_xml", "schedule_json", "changes_feed", "my_programme_calendar")
    event = Event.objects.get().pk
    files = [client.get(reverse(f"events:{name}", args=[event]), {"s": circles.pk}) for name in names]
    assert {response.status_code for response in files} == {200}
    texts = [response.content.decode() for response in files]
    page = client.get("/en/better-systems/programme/circles/").content.decode()
    texts += re.findall(r"<script type=.application/ld.json.*?</script>", page, re.DOTALL)
    assert "meet.example.org" in page and len(texts) == len(names) + 1
    others = ("/en/search/?q=circles", "/en/search/?q=channel", "/en/sitemap.xml", "/worker.js", "/sitemap.xml")
    texts += [client.get(address).content.decode() for address in others]
    assert not any("meet.example.org" in text or "1234" in text for text in texts)


@pytest.mark.django_db
def test_what_the_team_adds_is_the_first_that_a_spanish_reader_presses(admin_client, client, settings, circles):
    Room.objects.update(ways_in=[])
    room = Room.objects.get()
    table = {"rooms-TOTAL_FORMS": 1, "rooms-INITIAL_FORMS": 1, "rooms-0-id": room.pk, "rooms-0-name": "Oak"}
    table |= {"rooms-0-position": 1, "rooms-0-join_url": room.join_url} | sent(ROWS[:1], "rooms-0-ways_in")
    page = admin_client.get(reverse("events_admin:rooms", args=[room.event_id]))
    assert 'name="rooms-0-ways_in-0-kind"' in page.content.decode()
    assert admin_client.post(reverse("events_admin:rooms", args=[room.event_id]), table).status_code == 302
    settings.PORTAL_AT = factories.utc(12.9)
    for path in ("", "programme/", "programme/circles/"):
        text = unwrapped(client.get(f"/es/better-systems/{path}").content.decode())
        buttons = re.findall(r'<a class="button[^"]*"href="([^"]+)"|<a class="button[^"]*" href="([^"]+)"', text)
        joins = [link for pair in buttons for link in pair if "meet.example.org" in link]
        assert joins == ["https://meet.example.org/es", "https://meet.example.org/oak"], path
        assert "Escucha en español" in text
