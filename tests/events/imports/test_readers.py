"""What each format says, without a database. Files of strangers are read where they are."""

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from openpyxl import Workbook

from events.imports.readers.reading import read
from events.imports.records import ReadingOptions, UnreadableFile
from tests.strangers import FOLDER

PROGRAMMES = FOLDER / "programmes"
strangers = pytest.mark.skipif(not PROGRAMMES.is_dir(), reason="no files of strangers here")
ZONES = {"S": "America/Bogota", "M": "Europe/Madrid", "L": "Asia/Kathmandu", "XL": "America/Mexico_City"}


def options(zone="UTC", **more):
    return ReadingOptions(zone=zone, around=datetime(2027, 5, 6, tzinfo=UTC), **more)


def stranger(name):
    size = name.split(".")[0].split("-")[0]
    return read((PROGRAMMES / name).read_bytes(), options(ZONES.get(size, "America/Bogota")))


def csv(text, **more):
    return read(text.encode(), options(**more))


def session(incoming):
    (found,) = incoming.sessions.values()
    return found


@strangers
@pytest.mark.parametrize(
    ("name", "sessions", "breaks", "rooms"),
    [
        ("S.frab.schedule.xml", 21, 0, 3),
        ("S.frab.schedule.json", 21, 0, 3),
        ("S.pretalx.schedule.json", 21, 0, 3),
        ("S.pretalx-api.json", 22, 3, 3),  # one is accepted and not scheduled
        ("S.sessionize.json", 21, 3, 3),
        ("S.sessions.csv", 21, 0, 3),
        ("S.excel-es.csv", 21, 0, 3),
        ("M.xlsx", 138, 0, 4),
        ("M-changed.pretalx-api.json", 139, 4, 4),  # one is cancelled
        ("L.frab.schedule.xml", 484, 0, 29),
        ("XL.pretalx-api.json", 60, 2, 3),
        ("quirks/pretalx.schedule.xml", 6, 0, 3),
        ("quirks/unwrapped.schedule.json", 6, 0, 3),
        ("quirks/excel-unicode-text.txt", 6, 0, 3),
        ("quirks/older.sessionize.json", 6, 0, 3),
    ],
)
def test_each_format_is_read_whole(name, sessions, breaks, rooms):
    incoming = stranger(name)
    kinds = [one.kind for one in incoming.sessions.values()]
    resting = sum(kind in ("break", "language_break") for kind in kinds)
    assert (len(kinds) - resting, resting, len(incoming.rooms)) == (sessions, breaks, rooms)


@strangers
@pytest.mark.parametrize(
    "name", ["M.frab.schedule.xml", "M.frab.schedule.json", "M.pretalx-api.json", "M.sessionize.json", "M.xlsx"]
)
def test_a_session_over_the_change_of_clocks_lasts_as_long_as_it_lasts(name):
    slots = [slot for one in stranger(name).sessions.values() for slot in one.slots if one.slots]
    starts_at = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
    assert timedelta(minutes=90) in [slot.ends_at - slot.starts_at for slot in slots if slot.starts_at == starts_at]


@strangers
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("truncated.schedule.xml", "broken"),
        ("entities.schedule.xml", "entities"),
        ("error-page.schedule.json", "web page"),
        ("sessions-view.sessionize.json", "All data"),
        ("empty.sessions.csv", "empty"),
        ("header-only.sessions.csv", "no rows"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(name, words):
    with pytest.raises(UnreadableFile, match=words):
        stranger(f"quirks/{name}")


@strangers
def test_the_same_codes_in_tables_and_in_the_api_are_the_same_sessions():
    assert stranger("S.sessions.csv").sessions.keys() <= stranger("S.pretalx-api.json").sessions.keys()


@strangers
def test_translations_come_from_answers():
    incoming = stranger("XL.pretalx-api.json")
    first = incoming.sessions["code:XNRRYD"]
    assert first.translations["es"]["title"] == "Apertura: «la puerta está a la izquierda» y otras reglas"
    assert all(one.translations for one in incoming.sessions.values())


@strangers
def test_one_proposal_at_two_times_is_one_session():
    incoming = stranger("quirks/pretalx-two-slots.schedule.json")
    assert [len(one.slots) for one in incoming.sessions.values()].count(2) == 1
    assert len(incoming.sessions) == 6


@strangers
def test_durations_that_can_be_read_in_two_ways_are_asked_about():
    incoming = stranger("quirks/durations.schedule.json")
    minutes = [
        (slot.ends_at - slot.starts_at) // timedelta(minutes=1) for s in incoming.sessions.values() for slot in s.slots
    ]
    assert sorted(minutes) == [5, 45, 300, 1440]
    assert len(incoming.findings) == 2


@strangers
def test_each_odd_row_is_named():
    findings = stranger("quirks/uneven.sessions.csv").findings
    assert [one.place for one in findings] == ["Abstract", "row 2", "row 3", "row 5"]


def test_a_table_of_a_spanish_excel():
    text = (
        "Código;Título;Ponentes;Correo;Sala;Día;Inicio;Fin;Duración (h);Idioma;Interpretación;Grabación\r\n"
        "A1;Reuniones lentas;Íñigo Marabelo;i@example.org;Sala Roble;06/05/2027;9:45;;0,75;inglés;español;ftp://x\r\n"
    )
    incoming = read(text.encode("cp1252"), options("America/Bogota"))
    found = session(incoming)
    slot = found.slots[0]
    assert slot.starts_at == datetime(2027, 5, 6, 14, 45, tzinfo=UTC)
    assert slot.ends_at - slot.starts_at == timedelta(minutes=45)
    assert found.languages == {"spoken": ["en"], "interpreted": ["es"]}
    assert incoming.people[found.speakers[0]].name == "Íñigo Marabelo"
    assert incoming.rooms[slot.room].name == "Sala Roble"
    assert incoming.zone == "America/Bogota" and incoming.lost_letters
    assert [one.message for one in incoming.findings] == ["“ftp://x” is not a web address and is left out."]


def test_columns_stand_in_any_order_and_may_be_assigned_by_hand():
    found = session(
        csv(
            "Worum geht es,Wie heißt es\nUm Kreise,Kreise\n",
            fields={"Wie heißt es": "title", "Worum geht es": "abstract"},
        )
    )
    assert (found.title, found.abstract) == ("Kreise", "Um Kreise")


def test_two_people_of_one_name_stay_two_where_the_file_tells_them_apart():
    text = 'id,title,speaker ids,speaker names\n1,A,"p1\np2","Ana Lucero\nAna Lucero"\n'
    incoming = csv(text)
    assert session(incoming).speakers == ["p1", "p2"]
    assert len(incoming.people) == 2


def test_a_key_that_comes_twice_is_named_and_the_second_row_left_out():
    incoming = csv("id,title\nA,One\nA,Two\n")
    assert session(incoming).title == "One"
    assert "row 2" in incoming.findings[0].message and incoming.findings[0].place == "row 3"


def test_a_time_that_clocks_skip_is_no_slot():
    incoming = csv("id,title,start,minutes\nA,One,2027-03-28 02:30,60\n", zone="Europe/Madrid")
    assert session(incoming).slots == []
    assert "skip" in incoming.findings[0].message


def test_no_tag_of_a_file_is_kept():
    text = "id,title,abstract,description\nA,One,Two,\"<p onclick='x'>A <b>word</b><script>alert(1)</script></p>\"\n"
    found = session(csv(text))
    assert found.body == "<p>A <b>word</b></p>"
    assert (
        session(csv('id,title,abstract,description\nA,One,Two,"[a](javascript:x) <u>"\n')).body.count("javascript") <= 1
    )
    assert (
        "href"
        not in session(csv('id,title,abstract,description\nA,One,Two,"<p><a href=""javascript:x"">a</a></p>"\n')).body
    )


def test_markdown_becomes_rich_text_after_the_first_paragraph():
    text = 'id,title,description\nA,One,"First.\n\n* arrive\n* **listen**\n\n[ours](https://example.org/)"\n'
    found = session(csv(text))
    assert found.abstract == "First."
    assert found.body == (
        '<ul><li>arrive</li><li><b>listen</b></li></ul><p><a href="https://example.org/">ours</a></p>'
    )


def test_a_text_in_a_language_without_pages_is_filed_and_said():
    incoming = csv("id,title,language\nA,Um,pt\n")
    assert session(incoming).language == "en"
    assert session(incoming).languages == {"spoken": ["pt"]}
    assert "filed" in incoming.findings[0].message


def broken_inside():
    """A spreadsheet whose packed bytes are no longer what they were."""
    book, packed = Workbook(), io.BytesIO()
    book.save(packed)
    with zipfile.ZipFile(packed) as archive:
        first = archive.getinfo("[Content_Types].xml")
    content, begins = bytearray(packed.getvalue()), first.header_offset + 30 + len(first.filename)
    content[begins : begins + 4] = b"\xff" * 4
    return bytes(content)


TOO_LONG = b'{"schedule": ' + b"9" * 5000 + b"}"
REFUSED = [b"\x00\x01", b'{"a": 1}', b"[1]", b"<a/>", b"PK\x03\x04x", b"{" * 5000, b"a,b\n1,2\n", TOO_LONG]


@pytest.mark.parametrize("content", [*REFUSED, broken_inside()])
def test_any_bytes_are_refused_in_words(content):
    with pytest.raises(UnreadableFile):
        read(content, options())


@pytest.mark.parametrize("start", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:00:00-05:00", "9999-12-31T23:00:00Z"])
def test_a_year_out_of_reach_is_no_slot(start):
    day = {"rooms": {"Oak": [{"guid": "a", "title": "Circles", "date": start, "duration": "23:00"}]}}
    schedule = {"schedule": {"version": "1", "conference": {"title": "x", "days": [day]}}}
    incoming = read(json.dumps(schedule).encode(), options())
    assert session(incoming).slots == []
    assert any("No slot" in one.message for one in incoming.findings)


def test_what_no_database_stores_is_taken_out_of_json():
    day = {"rooms": {"Oak": [{"guid": "a\0", "title": "Circles", "abstract": "one\0 two\ud800"}]}}
    schedule = {"schedule": {"version": "1", "conference": {"title": "x", "days": [day]}}}
    found = session(read(json.dumps(schedule).encode(), options()))
    assert (found.key, found.abstract) == ("a", "one two")
