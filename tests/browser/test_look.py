"""What needs a browser: the reader's local time, the menu without scripts, overflow, and accessibility."""

import re
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from events.models import Event
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
    ("zone", "day", "hours", "utc", "place"),
    [
        ("America/Mexico_City", "Thursday.* 6 May 2021", "08:00–15:00", "13:00–20:00 UTC", "Mexico City time"),
        ("Pacific/Auckland", "Friday.* 7 May 2021", "01:00–08:00", "Thu 13:00–20:00 UTC", "Auckland time"),
        ("Asia/Kolkata", "Thursday.* 6 May – Friday.* 7 May 2021", "18:30–01:30", "13:00–20:00 UTC", "Kolkata time"),
        ("UTC", "Thursday.* 6 May 2021", "13:00–20:00", "UTC", ""),
    ],
)
def test_the_readers_own_time_is_the_large_one_and_utc_stands_beside_it(portal, browser, zone, day, hours, utc, place):
    page = browser.new_context(timezone_id=zone).new_page()
    page.goto(portal + EVENT)
    expect(page.locator(".when__place")).to_have_text(place)
    expect(page.locator(".when__day")).to_have_text(re.compile(f"^{day}$"))
    expect(page.locator(".when bdi")).to_have_text(hours)
    expect(page.locator(".when .clock__zone")).to_have_text(utc)


def test_in_the_page_s_language(portal, browser):
    page = browser.new_context(timezone_id="Asia/Kolkata").new_page()
    page.goto(portal + "/es/mejores-sistemas/")
    expect(page.locator(".when__place")).to_have_text("hora de Calcuta")
    expect(page.locator(".when__day")).to_have_text("Jueves, 6 de mayo – viernes, 7 de mayo de 2021")


def test_a_day_of_the_reader_s_is_right_across_a_change_of_clocks(portal, browser):
    """Auckland, 3 April 2027: 23:30 UTC is Sunday the 4th at 11:30 there, after the clocks went back at 03:00."""
    Event.objects.update(
        starts_at=datetime(2027, 4, 3, 13, 30, tzinfo=UTC), ends_at=datetime(2027, 4, 3, 23, 30, tzinfo=UTC)
    )
    page = browser.new_context(timezone_id="Pacific/Auckland").new_page()
    page.goto(portal + EVENT)
    expect(page.locator(".when bdi")).to_have_text("02:30–11:30")
    expect(page.locator(".when__day")).to_have_text(re.compile("^Sunday,? 4 April 2027$"))


def test_a_chosen_city_and_languages_stay_in_the_browser(portal, browser):
    page = browser.new_context(timezone_id="America/Mexico_City").new_page()
    page.goto(portal + EVENT)
    page.locator(".reader-button").click()
    page.locator("#reader [value=es]").check()
    page.locator("#reader [value=en]").uncheck()
    page.locator("#reader-place").fill("Madr")
    page.locator("#reader [type=submit]").click()
    expect(page.locator(".when__place")).to_have_text("Madrid time")
    expect(page.locator("[data-follow]")).to_have_text("Español")
    page.goto(portal + "/es/")
    expect(page.locator("[data-city]")).to_have_text("Madrid")
    assert page.context.cookies() == []


def test_without_script_utc_the_place_in_the_address_and_the_menu_are_there(portal, browser):
    page = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()
    page.goto(portal + EVENT)
    expect(page.locator(".when__clock")).to_have_text(re.compile("13:00–20:00 UTC"))
    page.goto(f"{portal}{EVENT}?place=Asia/Kolkata")
    expect(page.locator(".when__clock")).to_have_text(re.compile("18:30–01:30 13:00–20:00 UTC"))
    expect(page.locator(".when__place")).to_have_text("Kolkata time")
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
