"""The demo's files: complete in both languages, well formed, and fit for the fields they fill."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from wagtail.models import Page

from portal.demo.check import check
from portal.demo.parsing import LANGUAGES, ContentLocation, TranslatedText, read_table, translated_text
from portal.demo.read import CONTENT, read

FILES = [path.relative_to(CONTENT).as_posix() for path in sorted(CONTENT.rglob("*.toml"))]
TITLE_LENGTH, DESCRIPTION_LENGTH, ROLE_LENGTH = 100, 155, 160
RUNNING_TEXT = ("text", "accordion")  # blocks; everything else is stored as plain text


def strings_in(value: Any) -> list[str]:
    """All texts in a table, in whatever language."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for one in inner for text in strings_in(one)]


def pairs_in(
    value: Any, place: ContentLocation, running: bool = False
) -> list[tuple[ContentLocation, TranslatedText, bool]]:
    """Each text in both languages with its place, and whether it is running text."""
    if isinstance(value, list):
        return [pair for number, one in enumerate(value, 1) for pair in pairs_in(one, place / number, running)]
    if not isinstance(value, dict):
        return []
    if set(value) & set(LANGUAGES):
        return [(place, translated_text(value, place), running and place.keys[-1] == "text")]
    running = running or value.get("type") in RUNNING_TEXT
    return [pair for key, one in value.items() for pair in pairs_in(one, place / key, running)]


TABLES = {file: read_table(CONTENT / file, ContentLocation(file)) for file in FILES}
PAIRS = [pair for file, table in TABLES.items() for pair in pairs_in(table, ContentLocation(file))]
DEMO = read()
PAGES = [item for item in DEMO.items() if issubclass(item.model, Page)]


class Markup(HTMLParser):
    """The tags of a text in order, its hrefs, and whether each tag closes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.hrefs: list[str] = []
        self.open: list[str] = []
        self.balanced = True
        self.feed(text)
        self.close()
        self.balanced = self.balanced and not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.open.append(tag)
        self.hrefs += [value or "" for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        self.balanced = self.balanced and bool(self.open) and self.open.pop() == tag


def wrong(is_wrong: Any) -> list[str]:
    """Places of the texts that match."""
    return [f"{place}: {pair}" for place, pair, _running in PAIRS if is_wrong(pair)]


def test_files_fit_each_other_and_the_fields_they_fill():
    check(DEMO)


def test_texts_were_translated():
    assert wrong(lambda pair: pair["en"] == pair["es"]) == []


def test_no_space_was_lost_between_sentences():
    glued = re.compile(r"[a-záéíóúñ][.,;:?!][A-Za-zÁÉÍÓÚÑ¿¡]")
    addresses = re.compile(r"<[^>]*>|\S+@\S+|\w+\.org")
    assert wrong(lambda pair: any(glued.search(addresses.sub("", text)) for text in pair.values())) == []


def test_figures_are_the_same_in_both_languages():
    assert wrong(lambda pair: len({tuple(sorted(re.findall(r"\d", text))) for text in pair.values()}) > 1) == []


def test_markup_is_well_formed():
    def slips(text: str) -> bool:
        markup = Markup(text)
        return not markup.balanced or not set(markup.tags) <= {"b", "i", "a", "code"}

    assert wrong(lambda pair: any(map(slips, pair.values()))) == []


def test_only_running_text_holds_markup():
    assert [f"{place}: {pair}" for place, pair, running in PAIRS if not running and re.search("[<>&]", str(pair))] == []


def test_typography_of_each_language():
    def slips(pair: TranslatedText) -> bool:
        english, spanish = (re.sub(r"<[^>]*>", "", text) for text in pair.values())
        wrong_marks = re.search("[\"'«»¿¡]", english) or re.search("[\"'“”]", spanish)
        unequal = [spanish.count(first) != spanish.count(last) for first, last in ("«»", "¿?", "¡!")]
        return bool(wrong_marks) or any(unequal) or english.count("“") != english.count("”")

    assert wrong(slips) == []


def test_links_of_texts_lead_to_pages_or_addresses():
    starts = ("page:", "https://", "mailto:")
    assert wrong(lambda pair: any(not href.startswith(starts) for href in Markup(pair["en"]).hrefs)) == []


def test_addresses_are_examples():
    for text in strings_in(list(TABLES.values())):
        for host in re.findall(r"(?:https?://|\w@)([\w.-]+\w)", text):
            assert host == "example.org" or host.endswith(".example.org"), text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.location.file)
def test_titles_and_descriptions_are_short(page):
    assert max(map(len, page.texts["title"].values())) <= TITLE_LENGTH
    assert max(map(len, page.texts["search_description"].values())) <= DESCRIPTION_LENGTH
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) for slug in page.texts["slug"].values())


@pytest.mark.parametrize("speaker", DEMO.speakers, ids=lambda speaker: speaker.key)
def test_speaker_is_complete(speaker):
    assert all(40 <= len(text.split()) <= 70 for text in speaker.texts["biography"].values())
    assert speaker.facts.languages
