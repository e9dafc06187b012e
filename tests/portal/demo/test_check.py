"""A mistake in one of the demo's files is reported in one sentence with the file and the key."""

import shutil
from functools import partial

import pytest
from django.core.management import CommandError, call_command

from portal.demo import load
from portal.demo.check import check
from portal.demo.parsing import ContentError
from portal.demo.read import CONTENT, read

ABOUT, SESSION = "pages/about.toml", "sessions/keynote.toml"
MISTAKES = [
    # file, correct text, text with a mistake, message
    (ABOUT, "title.es =", "# title.es =", "title es: The Spanish text is missing."),
    (ABOUT, 'title.en = "About this portal"', 'title.en = " "', "title en: The English text is missing."),
    (ABOUT, "title.es =", "title.fr =", "title fr: There is no language “fr”; there are en, es."),
    (ABOUT, "slug.en =", "slugg.en =", "slugg: There is no key “slugg”; there are title, slug,"),
    (ABOUT, 'slug.en = "about"', 'slug.en = "about us"', "slug en: Enter a valid “slug”"),
    (ABOUT, "search_description.en", "seo_title.en", "seo_title es: The Spanish text is missing."),
    (ABOUT, 'type = "heading"', 'type = "headline"', "body 1 type: There is no block “headline”; there are heading,"),
    (ABOUT, "[[body]]", "[[body]", "The file is not valid TOML: "),
    ("speakers.toml", 'slug.en = "speakers"', 'slug.en = "about"', "slug en: “about” is there already: content/pages/"),
    (ABOUT, "mailto:editors@", "mailto:editor@", "body 7 text: The languages differ in their links or tags."),
    (ABOUT, "text.es = ", "words.es = ", "body 1 words: There is no key “words”; there are text."),
    ("home.toml", 'image.image = "linked', 'image.image = "lonely', "There is no picture “lonely-circles”"),
    ("home.toml", "image.alt_text.en", "image.alt.en", "image alt: There is no key “alt”"),
    ("home.toml", 'page = "take-part"', "", "Write where it leads: either a page or a url."),
    ("home.toml", 'page = "take-part"', "page = 1", "page: There is no page “1”."),
    ("editions/event-open.toml", 'url = "https://nido', 'url = "my nido', "partners 1 url: Enter a valid URL."),
    (SESSION, '"linnea-bergqvist"', '"linnea-bergquist"', "speakers: There is no speaker “linnea-bergquist”."),
    (SESSION, '"governance"', '"government"', "themes: There is no theme “government”; there are resilience,"),
    (SESSION, 'room = "ceiba"', 'room = "cedar"', "slot room: There is no room “cedar”; there are ceiba,"),
    (SESSION, "start = 13:20:00", 'start = "13:20"', "slot start: Write a time of day like 13:20:00 here."),
    (SESSION, 'kind = "keynote"', 'kind = "lecture"', "kind: Value 'lecture' is not a valid choice."),
    (SESSION, 'spoken = ["en"]', 'spoken = ["xx"]', "languages spoken: “xx” is not a language code."),
    (SESSION, "14:00:00", "13:00:00", "slot end: It ends before it starts."),
    (SESSION, "slot =", "# slot =", "slot: This is missing."),
    (SESSION, "\n\nLinnea", "\nLinnea", "abstract: The languages differ in the number of their paragraphs"),
    ("sessions/arriving.toml", 'old = "In', 'old = "Into', "correction old: The abstract does not say this"),
    ("editions/event-2021.toml", "13:00:00Z", "13:00:00", "starts_at: Write an instant in UTC like"),
    ("editions/event-2021.toml", "T20:00", "T12:00", "The event ends before it starts."),
    ("editions/event-2021.toml", "Europe/Madrid", "Europe/Toledo", "cities: "),
    ("editions/call-2021.toml", '"event-2021"', '"event-1999"', "event: There is no event “event-1999”; there are"),
    ("issues/issue-call-open.toml", '"call_opened"', '"opened"', "milestone: There is no milestone “opened”"),
    ("proposals.toml", "works =", "worked =", "proposals 1 answers: There is no question “worked”; there are works,"),
    ("proposals.toml", "hours = [1", "hours = [7", "proposals 1 hours: There is no hour “7”; there are 0, 1, 2,"),
    ("proposals.toml", '"America/', '"Americas/', "proposals 1 zone: "),
    ("proposals.toml", '"event-open"', '"event-2021"', "event: Its call has no date"),
    ("timetable.toml", 'key = "rowan"', 'key = "ceiba"', "rooms 2: “ceiba” is there already: content/timetable.toml"),
    ("timetable.toml", '"programme-2021"', '"programme"', "programme: There is no programme “programme”; there are"),
    ("themes.toml", 'key = "tools"', 'key = "my tools"', "themes 6 key: Enter a valid “slug”"),
    ("announcement.toml", '"about"', '"abuot"', "link_page: There is no page “abuot”"),
    ("footer.toml", 'page = "privacy"', 'page = "private"', "links 3 page: There is no page “private”."),
    ("speakers/ana-lucero.toml", 'name = "', "name = 7 # ", "name: Write a text in quotation marks here."),
]


@pytest.fixture
def content(tmp_path):
    return shutil.copytree(CONTENT, tmp_path / "content")


def complaint(content):
    with pytest.raises(ContentError) as error:
        check(read(content))
    return str(error.value)


@pytest.mark.parametrize(("file", "right", "wrong", "told"), MISTAKES, ids=[told for *_change, told in MISTAKES])
def test_a_mistake_is_told_with_file_and_key(content, file, right, wrong, told):
    path = content / file
    assert right in path.read_text()
    path.write_text(path.read_text().replace(right, wrong, 1))

    said = complaint(content)
    assert said.startswith(f"content/{file}")
    assert told in said


def test_a_text_that_is_too_long_is_told(content):
    path = content / ABOUT
    path.write_text(path.read_text().replace('text.en = "', f'text.en = "{"long " * 30}', 1))
    assert complaint(content).startswith("content/pages/about.toml, body 1 text: Ensure this value has at most 120")


def test_a_link_to_no_page_is_told(content):
    path = content / ABOUT
    path.write_text(path.read_text().replace("page:event-2021", "page:event-1999"))
    assert complaint(content) == "content/pages/about.toml, body 6 text en: There is no page “event-1999”."


def test_a_file_that_nothing_reads_is_told(content):
    (content / "page").mkdir()
    (content / ABOUT).rename(content / "page/about.toml")
    assert "content/page/about.toml: Files of this name are not read" in complaint(content)


def test_a_missing_file_is_told(content):
    (content / "footer.toml").unlink()
    assert complaint(content) == "content/footer.toml: The file is missing."


def test_two_files_of_one_name_are_told(content):
    shutil.copy(content / ABOUT, content / "pages/privacy.toml")
    (content / "pages/privacy.toml").rename(content / "speakers/about.toml")
    shutil.copy(content / "speakers/ana-lucero.toml", content / "speakers/about.toml")
    assert complaint(content) == "content/speakers/about.toml: “about” is there already: content/pages/about.toml."


@pytest.mark.django_db
def test_the_command_tells_it_too(content, monkeypatch):
    (content / ABOUT).write_text("")
    monkeypatch.setattr(load, "read", partial(read, content))
    with pytest.raises(CommandError, match=r"content/pages/about.toml, title: This is missing."):
        call_command("load_demo")
