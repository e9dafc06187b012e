"""The sessions of a conference are translated in the workshop, with the memory. CONFERENCE=25 takes as many; else two.

Texts are those of strangers, of which many say the same with other words for the topic.
"""

import csv
import logging
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from home.models import StandardPage
from home.roles import ensure_groups
from home.translations.strings.strings import strings_of
from tests import factories
from tests.browser.workshop import logged_in, translator
from tests.strangers import FOLDER
from tests.translations.helpers import opened

SESSIONS, SENTENCES = int(os.environ.get("CONFERENCE", "2")), 12
logger = logging.getLogger(__name__)
TABLES = [FOLDER / "programmes" / name for name in ("M.sessions.csv", "XL.sessions.csv")]

pytestmark = pytest.mark.skipif(not TABLES[0].exists(), reason="the strangers' programmes are not there")


def sentences() -> Iterator[str]:
    """The English sentences of both programmes in the order of their sessions, with what is repeated."""
    for table in TABLES:
        with table.open(encoding="utf-8-sig", newline="") as file:
            for session in csv.DictReader(file):
                if session["Language"] == "en":
                    words = f"{session['Abstract']} {session['Description']}"
                    yield from (one.strip() for one in re.split(r"(?<=[.?!])\s+", words) if one[-1:] in tuple(".?!"))


@pytest.fixture
def texts(transactional_db) -> list[StandardPage]:
    factories.home_page("es")
    ensure_groups()
    translator()
    found = sentences()
    pages = []
    for number in range(SESSIONS):
        body = [("text", {"text": f"<p>{one}</p>"}) for one in islice(found, SENTENCES)]
        pages.append(factories.standard_page(title=f"Session {number}", slug=f"session-{number}", body=body))
    for page in pages:
        opened(page)
    return pages


@pytest.fixture
def page(browser: Browser, live_server, texts) -> Page:
    return logged_in(browser, live_server.url)


@dataclass
class Figures:
    """`filled` by the memory and confirmed by `keys`; `near` were offered to be taken; all of them of `sentences`."""

    sentences: int = 0
    filled: int = 0
    keys: int = 0
    near: int = 0
    loads: int = 0

    def see_help(self, route: Route) -> None:
        answer = route.fetch()
        self.near += 'data-do="match"' in answer.text()
        route.fulfill(response=answer)


def translate(page: Page, figures: Figures) -> str:
    """A text from its first sentence to the last; returns what was typed first."""
    done, active, first = page.locator(".workshop-done"), page.locator(".string.is-active"), ""
    while not done.is_visible():
        expect(active).to_have_count(1)
        number, source = active.get_attribute("data-row"), active.locator("[data-source]").get_attribute("data-source")
        is_filled, is_sentence = active.get_attribute("data-state") == "to_check", source[-1] in ".?!"
        figures.sentences += is_sentence
        figures.filled += is_filled
        field = active.locator("[name^=text-]")
        if is_sentence and not is_filled:
            first = first or f"Es: {source}"
            field.fill(f"Es: {source}")
        elif not field.input_value():
            field.fill(f"Es {source}")
        page.keyboard.press("Control+Enter")
        figures.keys += is_filled
        expect(
            page.locator(f'.workshop-done:not([hidden]), .is-active:not([data-row="{number}"])').first
        ).to_be_visible()
    return first


def test_a_conference_is_translated_on_one_screen_with_one_key_for_each_known_sentence(texts, page):
    figures = Figures()
    page.wait_for_load_state()  # of the page after logging in
    page.on("load", lambda: setattr(figures, "loads", figures.loads + 1))
    page.route("**/help/**", figures.see_help)
    page.goto(f"/admin/translations/{opened(texts[0]).pk}/")
    left = {opened(text).pk: opened(text) for text in texts}
    while left:
        translation = left.pop(int(re.search(r"/translations/(\d+)/$", page.url)[1]))
        typed = translate(page, figures)
        assert not any(string.is_missing or string.is_to_check for string in strings_of(translation))
        if typed:
            expect(page.frame_locator(".workshop-page iframe").locator("main")).to_contain_text(typed, timeout=20_000)
        if left:
            page.keyboard.press("Control+Enter")  # on into the next text
            page.wait_for_url(lambda url, here=translation.pk: f"/{here}/" not in url)
    logger.info(
        "%d sentences, %d filled in, %d more offered, %d keys for them, %d loads for %d texts",
        figures.sentences, figures.filled, figures.near, figures.keys, figures.loads, len(texts),
    )  # fmt: skip
    assert figures.sentences == SENTENCES * SESSIONS
    assert figures.loads == len(texts)
    assert figures.keys <= 1.3 * figures.filled
    if SESSIONS >= 25:
        assert figures.filled + figures.near >= figures.sentences / 3
