"""In every phase the first screen says when it is for the reader, and what can be followed in the reader's language."""

import pytest
from playwright.sync_api import Page, expect

from events.models import Event, Recording
from tests import factories

READERS = [
    ("America/Mexico_City", "es", "08:00–15:00"),
    ("Pacific/Auckland", "en", "01:00–08:00"),
    ("Asia/Kolkata", "en", "18:30–01:30"),
    ("Europe/Madrid", "es", "15:00–22:00"),
]
SCREENS = [(390, 844), (1280, 800)]
PHASES = {
    "announced": factories.utc(0, day=1),
    "programme": factories.utc(0, day=3),
    "live": factories.utc(13.5),
    "over": factories.utc(21),
}


@pytest.fixture
def portal(live_server):
    """An edition that can be seen in every phase, with a session in Spanish and a recording, in English and Spanish."""
    factories.home_page("es")
    programme = factories.programme_page()
    edition = programme.get_parent().specific
    factories.translated(edition, title="Mejores sistemas para un mundo que ha cambiado", slug="mejores-sistemas")
    factories.translated(programme, title="Programa", slug="programa")
    room = factories.room(name="Oak", join_url="https://meet.example.org/oak")
    sessions = [factories.session(title) for title in ("Circles", "Rounds")]
    Recording.objects.create(page=sessions[0], url="https://video.example.org/1", language="es", captions="en")
    factories.timetable(
        factories.slot(sessions[0], 13, room=room, languages={"spoken": ["es"], "captioned": ["en"]}),
        factories.slot(sessions[1], 14, languages={"spoken": ["en"]}),
    )
    Event.objects.update(released_at=factories.utc(0, day=2))
    return live_server.url


def is_on_first_screen(page: Page, selector: str) -> bool:
    box = page.locator(selector).first.bounding_box()
    assert page.viewport_size and box, selector
    return box["y"] >= 0 and box["y"] + box["height"] <= page.viewport_size["height"]


@pytest.mark.parametrize(("width", "height"), SCREENS)
@pytest.mark.parametrize(("zone", "code", "hours"), READERS)
def test_my_time_and_what_i_can_follow(portal, browser, settings, zone, code, hours, width, height):
    context = browser.new_context(timezone_id=zone, viewport={"width": width, "height": height})
    page = context.new_page()
    editions = {"en": "/en/better-systems/", "es": "/es/mejores-sistemas/"}
    for phase, at in PHASES.items():
        settings.PORTAL_AT = at
        for path in (f"/{code}/", editions[code]):
            page.goto(portal + path)
            expect(page.locator(f".face--{phase}")).to_be_visible()
            if phase == "live":
                expect(page.locator(".face__eyebrow bdi")).to_have_text(hours.split("–")[1])
                answers = (".face__eyebrow bdi", ".now .mark", ".now .button")
            else:
                expect(page.locator(".answer .when bdi")).to_have_text(hours)
                follow = ".answer__main" if phase == "announced" else "[data-count]"
                answers = (".answer .when bdi", ".answer .clock__zone", follow)
                if phase != "announced":
                    expect(page.locator("[data-count]")).to_have_text("1" if code == "es" or phase == "over" else "2")
                    answers += (".answer__do .button",)
            assert all(is_on_first_screen(page, one) for one in answers), (phase, path)
            assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_language_that_i_follow_need_not_be_that_of_the_page(portal, browser, settings):
    settings.PORTAL_AT = PHASES["programme"]
    page = browser.new_context(timezone_id="Europe/Madrid").new_page()
    page.goto(f"{portal}/en/")
    expect(page.locator("[data-count]")).to_have_text("2")
    page.locator(".reader-button").click()
    page.locator("#reader [value=es]").check()
    page.locator("#reader [value=en]").uncheck()
    page.locator("#reader [type=submit]").click()
    expect(page.locator("[data-count]")).to_have_text("1")
    page.locator(".answer__link").click()
    expect(page).to_have_url(f"{portal}/en/better-systems/programme/?follow=es")
    expect(page.locator(".session__title")).to_have_text("Circles")


def test_filters_act_at_once_and_say_what_changed(portal, browser, settings):
    settings.PORTAL_AT = PHASES["programme"]
    page = browser.new_page()
    page.goto(f"{portal}/en/better-systems/programme/")
    page.get_by_role("button", name="Filters").click()
    page.locator("#follow-es").check()
    expect(page.locator(".session__title")).to_have_text(["Circles"])
    expect(page.get_by_role("status")).to_have_text("1 session · Show all")
    expect(page.locator("#filters")).to_be_visible()
    assert page.evaluate("document.activeElement.value") == "es"
    assert page.url.endswith("?follow=es")


@pytest.mark.parametrize("width", [768, 1280])
def test_several_ways_in_leave_room_for_the_title(portal, browser, settings, width):
    settings.PORTAL_AT = PHASES["live"]
    page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
    page.goto(f"{portal}/en/")
    page.evaluate(
        """() => {
          const ways = document.querySelector(".now .ways-in");
          for (let i = 0; i < 4; i++) ways.append(ways.firstElementChild.cloneNode(true));
        }"""
    )
    session = page.locator(".now .session:has(.ways-in)").bounding_box()
    assert page.locator(".now .session:has(.ways-in) .session__title").bounding_box()["width"] > session["width"] / 2


SHIFTS = """
window.moved = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    for (const { node } of entry.sources) window.moved.push(node?.outerHTML ?? node?.textContent ?? "");
  }
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_nothing_moves_when_scripts_write_what_is_the_reader_s_own(portal, browser, settings, width, height):
    settings.PORTAL_AT = PHASES["programme"]
    context = browser.new_context(timezone_id="Asia/Kolkata", viewport={"width": width, "height": height})
    page = context.new_page()
    page.add_init_script(SHIFTS)
    programme = "/en/better-systems/programme/"
    for path in ("/en/", "/en/better-systems/", programme, f"{programme}?view=grid", f"{programme}circles/"):
        page.goto(portal + path)
        expect(page.locator("[data-city]")).to_have_text("Kolkata")
        assert page.evaluate("moved") == [], path


@pytest.mark.parametrize("letters", [1.3, 2])
def test_large_letters_do_not_break_the_header(portal, browser, letters):
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{portal}/en/")
    page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", f"{letters * 100}%")
    boxes = [page.locator(one).bounding_box() for one in (".brand", ".languages a", ".reader-button", ".menu-button")]
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            apart = one["x"] + one["width"] <= other["x"] + 1 or other["x"] + other["width"] <= one["x"] + 1
            below = one["y"] + one["height"] <= other["y"] + 1 or other["y"] + other["height"] <= one["y"] + 1
            assert apart or below, boxes
