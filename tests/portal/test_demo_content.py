"""The demo content, read as data: complete in both languages, well formed, and a programme that can be held."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from html.parser import HTMLParser
from typing import Any, get_type_hints

import pytest
from babel import Locale

from portal.demo.content import (
    announcement,
    edition_2021,
    edition_making,
    edition_open,
    kinds,
    newsletter,
    pages,
    programme_2021,
    programme_rooms,
    speakers,
)

EDITIONS = [edition_2021.EDITION, edition_making.EDITION, edition_open.EDITION]
TOP_PAGES = [*pages.PAGES, *(edition.page for edition in EDITIONS), speakers.SPEAKERS_PAGE, newsletter.NEWSLETTER]
CONTENT = [
    pages.HOME,
    *TOP_PAGES,
    *EDITIONS,
    *speakers.SPEAKERS,
    *programme_2021.SESSIONS,
    *programme_rooms.ROOMS,
    *programme_rooms.THEMES,
    newsletter.CONSENT,
    [announcement.TEXT, announcement.LINK_LABEL],
]
SAME_IN_BOTH: set[str] = set()
TITLE_LENGTH, DESCRIPTION_LENGTH, HEADING_LENGTH, BUTTON_LENGTH, SUBTITLE_LENGTH = 100, 155, 120, 60, 200


def things(value: Any) -> Iterator[Any]:
    """The value and everything in it, pairs not taken apart."""
    yield value
    if is_dataclass(value):
        children = [getattr(value, field.name) for field in fields(value)]
    elif isinstance(value, dict):
        children = list(value.values())
    elif isinstance(value, list) or (isinstance(value, tuple) and not is_pair(value)):
        children = list(value)
    else:
        return
    for child in children:
        yield from things(child)


def is_pair(value: Any) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and all(isinstance(text, str) for text in value)


EVERYTHING = list(things(CONTENT))
PAIRS = [thing for thing in EVERYTHING if is_pair(thing)]
PAGES = list({id(page): page for page in EVERYTHING if isinstance(page, kinds.Page)}.values())
STRINGS = [text for pair in PAIRS for text in pair] + [thing for thing in EVERYTHING if isinstance(thing, str)]


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


def test_every_text_is_a_pair():
    """A forgotten comma would join both languages to one string."""
    for thing in filter(is_dataclass, EVERYTHING):
        hints = get_type_hints(type(thing))
        for field in fields(thing):
            value, hint = getattr(thing, field.name), hints[field.name]
            if hint in (kinds.Pair, kinds.Pair | None) and value is not None:
                assert is_pair(value), (thing, field.name)
            elif hint == list[kinds.Pair]:
                assert all(map(is_pair, value)), (thing, field.name)
            elif hint == dict[str, kinds.Pair]:
                assert all(map(is_pair, value.values())), (thing, field.name)


def test_pairs_are_complete():
    assert [text for pair in PAIRS for text in pair if text != " ".join(text.split()) or not text] == []
    assert [pair for pair in PAIRS if pair[0] == pair[1] and pair[0] not in SAME_IN_BOTH] == []


def test_no_space_was_lost_between_sentences():
    glued = re.compile(r"[a-záéíóúñ][.,;:?!][A-Za-zÁÉÍÓÚÑ¿¡]")
    assert [
        text for pair in PAIRS for text in pair if glued.search(re.sub(r"<[^>]*>|\S+@\S+|\w+\.org", "", text))
    ] == []


def test_figures_are_the_same_in_both_languages():
    assert [pair for pair in PAIRS if len({tuple(sorted(re.findall(r"\d", text))) for text in pair}) > 1] == []


def test_markup_is_the_same_in_both_languages():
    for english, spanish in (map(Markup, pair) for pair in PAIRS):
        assert english.balanced and spanish.balanced, english.rawdata
        assert set(english.tags) <= {"b", "i", "a", "code"}
        assert (english.tags, english.hrefs) == (spanish.tags, spanish.hrefs)


def test_typography_of_each_language():
    for english, spanish in ([re.sub(r"<[^>]*>", "", text) for text in pair] for pair in PAIRS):
        assert not re.search("[\"'«»¿¡]", english), english
        assert not re.search("[\"'“”]", spanish), spanish
        assert english.count("“") == english.count("”"), english
        for opening, closing in ("«»", "¿?", "¡!"):
            assert spanish.count(opening) == spanish.count(closing), spanish


def test_only_running_text_holds_markup():
    """Everything else is stored as plain text."""
    running = [block.paragraphs for block in EVERYTHING if isinstance(block, kinds.Text)]
    running += [block.items for block in EVERYTHING if isinstance(block, kinds.Bullets)]
    running += [
        answer for block in EVERYTHING if isinstance(block, kinds.Accordion) for _question, answer in block.items
    ]
    marked_up = {pair for pair in PAIRS if "<" in pair[0]}
    assert marked_up <= {pair for pairs in running for pair in pairs}


def test_links_lead_somewhere():
    keys = {page.key for page in PAGES}
    targets = [thing.target for thing in EVERYTHING if isinstance(thing, kinds.CallToAction)]
    hrefs = [href for pair in PAIRS for href in Markup(pair[0]).hrefs]
    for target in [*targets, *hrefs]:
        if target.startswith("page:"):
            assert target.removeprefix("page:") in keys
        elif target != "#newsletter":
            assert target.startswith(("https://", "mailto:")), target
    assert not [target for target in targets if target.startswith("mailto:")], "a button takes web addresses only"


def test_addresses_are_examples():
    for text in STRINGS:
        for host in re.findall(r"(?:https?://|@)([\w.-]+\w)", text):
            assert host == "example.org" or host.endswith(".example.org"), text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_page_fits_its_fields(page):
    assert max(map(len, page.title)) <= TITLE_LENGTH
    assert max(map(len, page.search_description)) <= DESCRIPTION_LENGTH
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) for slug in page.slug)
    for name, length in {"edition": HEADING_LENGTH, "subtitle": SUBTITLE_LENGTH}.items():
        assert max(map(len, page.fields.get(name, ("", "")))) <= length
    for block in page.body:
        if isinstance(block, kinds.Heading):
            assert max(map(len, block.text)) <= HEADING_LENGTH
        if isinstance(block, kinds.CallToAction):
            assert max(map(len, block.label)) <= BUTTON_LENGTH


def test_keys_are_unique():
    keys = [page.key for page in PAGES]
    assert sorted(set(keys)) == sorted(keys)


def test_no_two_pages_below_one_share_a_slug():
    for children in [TOP_PAGES, *(page.children for page in PAGES)]:
        for slugs in zip(*(page.slug for page in children), strict=True):
            assert len(set(slugs)) == len(slugs)


@pytest.mark.parametrize("speaker", speakers.SPEAKERS, ids=lambda speaker: speaker.key)
def test_speaker_is_complete(speaker):
    assert all(40 <= len(text.split()) <= 70 for text in speaker.biography)
    assert max(map(len, speaker.role)) <= 160
    assert all(Locale.parse(code).display_name for code in speaker.languages) and speaker.languages
