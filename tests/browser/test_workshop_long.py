"""A text of two hundred sentences, and long lists: what a key costs, and whether they stay accessible."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, CDPSession, Page, expect

from home.translations.glossary.rows import import_terms
from home.translations.talk.actions import ask
from tests import factories
from tests.browser.workshop import logged_in, two_texts
from tests.translations.helpers import fill, line, opened

SENTENCES, KEYS = 200, 12
LIMIT = 0.05  # seconds of the processor for a key


@pytest.fixture
def translation(transactional_db):
    two_texts()
    text = "<p>Paragraph {0} of a circle, with <b>bold words</b> and a <a href='https://example.org/{0}'>link</a>.</p>"
    body = [{"type": "text", "value": {"text": text.format(number)}} for number in range(SENTENCES)]
    return opened(factories.standard_page(title="Long", slug="long", body=json.dumps(body)))


@pytest.fixture
def page(browser: Browser, live_server, translation) -> Page:
    return logged_in(browser, live_server.url)


def cost(tab: CDPSession, page: Page, keys: list[str]) -> float:
    """Seconds of the processor that the page's thread spends on each key, however busy the machine is."""

    def spent() -> float:
        page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        metrics = tab.send("Performance.getMetrics")["metrics"]
        return next(one["value"] for one in metrics if one["name"] == "TaskDuration")

    before = spent()
    for key in keys:
        page.keyboard.press(key)
    return (spent() - before) / len(keys)


def test_a_key_answers_at_once_in_a_long_text(translation, page, record_property):
    page.goto(f"/admin/translations/{translation.pk}/")
    expect(page.locator("[data-row]")).to_have_count(SENTENCES + 2)
    expect(page.frame_locator(".workshop-page iframe").locator("main")).to_contain_text("Paragraph 199")
    fields = page.locator("[data-row] [name^=text-]")
    fields.nth(100).focus()
    expect(page.locator(".is-active .string-mirror")).to_be_visible()
    tab = page.context.new_cdp_session(page)
    tab.send("Performance.enable", {"timeDomain": "threadTicks"})
    typing = cost(tab, page, list("Los circulos"))
    moving = cost(tab, page, ["Alt+ArrowDown"] * KEYS)
    record_property("typing", typing)
    record_property("moving", moving)
    assert typing <= LIMIT, typing
    assert moving <= 3 * LIMIT, moving  # with what is found in the page beside it and in the memory


def test_long_lists_are_accessible(translation, page):
    table = "term,translation\n" + "".join(f"word {number},palabra {number}\n" for number in range(60))
    import_terms(table.encode(), ("en", "es"))
    fill(translation, {f"{one}": "x" for one in ("Long", "long")})
    segment = line(translation, "Long").segment
    for number in range(30):
        ask(translation, kind="colleagues", text=f"Which one, {number}?", now=timezone.now(), segment=segment)
    for path in (
        "glossary/?language=es",
        "questions/?all",
        "sentences/?language=es",
        f"{translation.pk}/concordance/?words=circle",
    ):
        page.goto(f"/admin/translations/{path}")
        assert Axe().run(page).response["violations"] == [], path
    page.goto(f"/admin/translations/{translation.pk}/?all")
    expect(page.locator(".workshop.is-ready")).to_be_visible()
    assert Axe().run(page, ".workshop").response["violations"] == []
