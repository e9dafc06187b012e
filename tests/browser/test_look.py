"""What needs a browser: the reader's local time, the menu without scripts, overflow, and accessibility."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests import factories

EVENT = "/en/better-systems/"


@pytest.fixture
def portal(live_server):
    """The address of a portal with an event from 6 May 2021, 13:00 to 20:00 UTC, in two languages."""
    factories.home_page("es")
    page = factories.event_page()
    factories.translated(page, title="Mejores sistemas", slug="mejores-sistemas")
    factories.call_page(page)
    return live_server.url


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("America/Mexico_City", "08:00–15:00 your time"),
        ("Pacific/Auckland", "01:00–08:00 on Friday 7, your time"),
        ("Asia/Kolkata", "18:30 to 01:30 on Friday 7, your time"),
        ("UTC", "13:00–20:00 your time"),
    ],
)
def test_the_readers_own_time_stands_beside_utc_and_names_another_day(portal, browser, zone, words):
    page = browser.new_context(timezone_id=zone).new_page()
    page.goto(portal + EVENT)
    expect(page.locator(".fact .when .local-time")).to_have_text(words)


def test_in_the_page_s_language(portal, browser):
    page = browser.new_context(timezone_id="Pacific/Auckland").new_page()
    page.goto(portal + "/es/mejores-sistemas/")
    expect(page.locator(".fact .when .local-time")).to_have_text("01:00–08:00 del viernes 7, tu hora local")


def test_without_script_utc_and_the_menu_are_there(portal, browser):
    page = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()
    page.goto(portal + EVENT)
    expect(page.locator(".fact .when")).to_contain_text("13:00–20:00 UTC")
    menu = page.locator("#menu")
    expect(menu).to_be_hidden()
    page.locator(".menu-button").click()
    expect(menu.get_by_role("link", name="Better systems")).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_is_wider_than_the_screen(portal, browser, settings, width):
    settings.DEBUG = True
    page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
    for path in (EVENT, "/en/better-systems/call/", "/es/", "/en/search/?q=systems", "/en/style-guide/"):
        page.goto(portal + path)
        assert page.evaluate("document.documentElement.scrollWidth") == width, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_style_guide(portal, browser, settings, scheme):
    settings.DEBUG = True
    page = browser.new_context(color_scheme=scheme, reduced_motion="reduce").new_page()
    page.goto(f"{portal}/en/style-guide/")
    found = Axe().run(page).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == []
