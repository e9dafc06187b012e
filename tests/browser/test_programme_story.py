"""An editor moves a session, looks at it in Spanish and publishes: every language and every feed has the new time."""

import re
from contextlib import suppress

import icalendar
import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from events.live.models import LateStart, Notice
from events.models import Event, EventCity, Slot
from tests import factories
from tests.factories import utc

PASSWORD = "a-long-password-1"
EN, ES = "/en/better-systems/programme/", "/es/mejores-sistemas/programa/"


@pytest.fixture
def programme(live_server, settings):
    """One session at 13:00, released in both languages."""
    settings.AXES_ENABLED = False
    User.objects.create_superuser("editor", "editor@example.org", PASSWORD)
    page = factories.programme_page()
    event = page.shown_event
    event.cities = [EventCity(zone="Pacific/Auckland")]
    event.save()
    factories.home_page("es")
    factories.translated(page.get_parent().specific, slug="mejores-sistemas", title="Mejores sistemas")
    factories.translated(page, slug="programa", title="Programa")
    session = factories.session("Circles", abstract="About circles.")
    factories.translated(session, slug="circulos", title="Círculos")
    return factories.timetable(
        factories.slot(session, 13, room=factories.room(name="Oak", join_url="https://meet.example.org"))
    )


def log_in(page: Page, base: str) -> None:
    page.goto(f"{base}{reverse('wagtailadmin_login')}")
    page.locator("#id_username").fill("editor")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")
    expect(page).to_have_url(re.compile("/admin/$"))


def hours(page: Page, address: str) -> list[str]:
    page.goto(address)
    return [time.get_attribute("datetime") for time in page.locator(".start-time__time time").all()]


def starts_in_calendar(page: Page, address: str) -> list[str]:
    calendar = icalendar.Calendar.from_ical(page.request.get(address).body())
    return [f"{event['DTSTART'].dt:%H:%M} {event['SEQUENCE']}" for event in calendar.walk("VEVENT")]


def preview_in(page: Page, language: str, sign: Locator) -> None:
    """Choose the preview's language until it is shown: Wagtail ignores the choice while another preview loads."""
    for _attempt in range(20):
        page.locator("#id_preview_mode").select_option(language)
        with suppress(AssertionError):
            expect(sign).to_be_visible(timeout=5_000)
            return
    expect(sign).to_be_visible()


def test_moving_a_session(live_server, programme, page: Page) -> None:
    base, feeds = live_server.url, f"{live_server.url}/{{}}/programme/{programme.event_id}/"
    log_in(page, base)
    page.goto(base + reverse("wagtailsnippets_events_timetable:edit", args=[programme.pk]) + "?rows")
    row = page.locator("#inline_child_slots-0")
    expect(row.locator("[data-row-summary]")).to_have_text("6 May 13:00–14:00 · Oak · Circles · en")
    row.locator("[data-panel-toggle]").click()
    for name, value in (("starts_at", "2021-05-06 15:00"), ("ends_at", "2021-05-06 16:00")):
        row.locator(f"[name$={name}]").fill(value)
        row.locator(f"[name$={name}]").press("Tab")
    expect(row.locator("[data-row-summary]")).to_contain_text("15:00–16:00")
    expect(row.locator(".slot-elsewhere").first).to_contain_text("Auckland")

    page.locator("[data-side-panel-toggle='preview']").click()
    shown = page.frame_locator("[data-w-preview-target='iframe']").last
    expect(shown.locator(".start-time__time time")).to_have_attribute("datetime", "2021-05-06T15:00:00Z")
    preview_in(page, "es", shown.locator(".session__title").get_by_text("Círculos"))

    reader = page.context.browser.new_context().new_page()
    assert hours(reader, base + ES) == ["2021-05-06T13:00:00Z"]  # readers see nothing of a draft
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messages .success")).to_contain_text("published")

    for code, address in (("en", EN), ("es", ES)):
        assert hours(reader, base + address) == ["2021-05-06T15:00:00Z"]
        assert starts_in_calendar(reader, feeds.format(code) + "programme.ics") == ["15:00 1"]
        assert "2021-05-06T15:00:00+00:00" in reader.request.get(feeds.format(code) + "schedule.xml").text()
    reader.goto(feeds.format("es") + "changes/")
    expect(reader.locator(".session")).to_contain_text("Círculos")
    expect(reader.locator(".session")).to_contain_text("15:00")
    assert "15:00–16:00 UTC" in reader.request.get(feeds.format("es") + "changes.atom").text()


def test_a_star_is_kept_and_carried_along(live_server, programme, page: Page) -> None:
    base = live_server.url
    page.goto(base + ES)
    star = page.get_by_role("button", name="Círculos")
    expect(star).to_have_attribute("aria-pressed", "false")
    star.focus()
    page.keyboard.press("Enter")
    expect(star).to_have_attribute("aria-pressed", "true")
    page.goto(base + EN)
    expect(page.get_by_role("button", name="Circles")).to_have_attribute("aria-pressed", "true")
    page.locator("a[data-mine]").click()
    expect(page).to_have_url(re.compile(r"/en/programme/\d+/mine/\?s=\d+$"))
    expect(page.locator(".start-time .session")).to_have_count(1)
    page.goto(f"{base}/es/programme/{programme.event_id}/mine/")
    expect(page.locator(".start-time .session__title")).to_have_text("Círculos")


def test_an_open_page_tells_on_time_what_runs(live_server, programme, browser, monkeypatch) -> None:
    """Advances the clocks of the browser and the server together, without a reload."""
    Event.objects.update(released_at=factories.utc(0, day=1))
    monkeypatch.setattr("django.utils.timezone.now", lambda: factories.utc(12.5))
    page = browser.new_context(timezone_id="Pacific/Auckland").new_page()
    page.clock.install(time=factories.utc(12.5))
    page.goto(live_server.url + ES)
    join, countdown = page.locator(".start-time .session__join"), page.locator(".countdown")
    expect(join).to_have_count(0)
    expect(countdown).to_have_text("Empieza dentro de 30 minutos.")
    monkeypatch.setattr("django.utils.timezone.now", lambda: factories.utc(12.76))
    page.clock.fast_forward("15:36")
    expect(page.locator(".start-time__time")).to_contain_text("01:00")
    expect(join.locator("a").first).to_contain_text("Entrar en")
    event, slot = Event.objects.get(), Slot.objects.get()
    Notice.objects.create(event=event, texts={"es": "Empezamos más tarde"}, created_at=utc(12.7), ends_at=utc(14))
    late = LateStart.objects.create(event=event, session=slot.session, starts_at=slot.starts_at, minutes=30)
    page.clock.fast_forward("00:40")
    expect(page.get_by_role("status").filter(has_text="Empezamos más tarde")).to_be_visible()
    expect(page.locator(".start-time__time")).to_contain_text("01:30")
    expect(page.locator(".start-time .session__title")).to_have_text("Círculos")
    expect(join).to_have_count(0)
    page.locator("a[data-own]").click()
    expect(page.locator(".start-time")).to_have_count(0)
    page.locator("a[data-all]").click()
    expect(page.locator(".start-time")).to_have_count(1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: factories.utc(13.26))
    page.clock.fast_forward("30:00")
    expect(join).to_have_count(1)
    late.delete()
    page.clock.fast_forward("00:40")
    expect(page.locator(".start-time__time")).to_contain_text("01:00")
    monkeypatch.setattr("django.utils.timezone.now", lambda: factories.utc(13.52))
    page.clock.fast_forward("15:00")
    expect(join).to_have_count(1)
    expect(countdown).to_have_text("")


@pytest.mark.parametrize(
    ("zone", "day", "hour"),
    [
        ("America/Mexico_City", "Thursday,? 6 May 2021", "19:30"),
        ("UTC", "Friday,? 7 May 2021", "00:30"),
        ("Pacific/Auckland", "Friday,? 7 May 2021", "12:30"),
    ],
)
def test_a_session_after_midnight_utc_is_on_the_reader_s_day(live_server, programme, browser, zone, day, hour) -> None:
    factories.timetable(factories.slot(programme.slots.get().session, 24.5))
    page = browser.new_context(timezone_id=zone).new_page()
    page.goto(live_server.url + EN)
    expect(page.locator(".day__title")).to_have_text(re.compile(f"^{day}$"))
    expect(page.locator(".start-time__time bdi")).to_have_text(hour)


@pytest.mark.parametrize(
    ("zone", "days"), [("Europe/Madrid", "67"), ("America/Los_Angeles", "67"), ("Pacific/Auckland", "78")]
)
def test_each_tab_leads_to_the_day_of_the_reader_s_that_it_names(live_server, programme, browser, zone, days) -> None:
    """In Madrid the second session is after midnight; in the other zones it is on the day of the first one."""
    Event.objects.update(zone="Europe/Madrid")
    first, night, noon = programme.slots.get().session, factories.session("Night"), factories.session("Noon")
    factories.timetable(factories.slot(first, 18), factories.slot(night, 22.5), factories.slot(noon, 24 + 13))
    page = browser.new_context(timezone_id=zone).new_page()
    page.goto(live_server.url + EN)
    tabs = page.locator(".bar__days a")
    expect(tabs).to_have_text([re.compile(f" {day} May$") for day in days])
    tabs.last.click()
    expect(page.locator(".day__title:target")).to_have_text(re.compile(f" {days[-1]} May 2021$"))


def test_sessions_after_the_reader_s_midnight_have_a_day_of_their_own(live_server, programme, browser) -> None:
    """In Kolkata 18:30 UTC is midnight."""
    second = factories.session("Rounds")
    factories.timetable(factories.slot(programme.slots.get().session, 13), factories.slot(second, 19))
    page = browser.new_context(timezone_id="Asia/Kolkata").new_page()
    page.goto(live_server.url + EN)
    expect(page.locator(".day__title")).to_have_text([re.compile("^Thursday,? 6 May"), re.compile("^Friday,? 7 May")])


BROKEN = """() => [...document.querySelectorAll(".session__title bdi")].flatMap((title) =>
  [...title.firstChild.data.matchAll(/\\p{L}+/gu)].filter((word) => {
    const range = document.createRange();
    range.setStart(title.firstChild, word.index);
    range.setEnd(title.firstChild, word.index + word[0].length);
    return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1;
  }).map((word) => word[0]))"""


@pytest.mark.parametrize("path", ["/en/better-systems-2021/programme/", "/es/mejores-sistemas-2021/programa/"])
def test_no_word_of_a_title_is_broken_where_sessions_are_side_by_side(portal, browser, path):
    page = browser.new_context().new_page()
    page.goto(portal + path)
    for width in (800, 820, 1000, 1056, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(BROKEN) == [], width


@pytest.mark.parametrize("width", [390, 820, 1280])
def test_the_time_stays_in_view_right_below_the_bar(portal, browser, width):
    page = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce").new_page()
    page.goto(f"{portal}/en/better-systems-2021/programme/")
    time = page.locator(".start-time__head").nth(1)
    for _step in range(9):  # until the bar has reached the top, it moves as well
        time.evaluate("""head => scrollBy(0, head.parentElement.getBoundingClientRect().top + 10
            - document.querySelector(".bar").getBoundingClientRect().bottom)""")
    bar = page.locator(".bar").bounding_box()
    assert abs(time.bounding_box()["y"] - bar["y"] - bar["height"]) < 2
