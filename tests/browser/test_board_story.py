"""An afternoon on the board: by mouse, by finger and by keyboard alone; two people at once; undoing
everything; a session made on the board; times, texts and connections that are awkward."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Browser, Locator, Page, expect

from events.models import Event, SessionPage, Slot, Timetable
from tests import factories
from tests.factories import utc

PASSWORD = "a-long-password-1"
MINUTE = 1.9  # pixels, before anybody zooms


@pytest.fixture
def timetable(live_server, settings):
    """One released session at 19:00, and twelve that wait, in an edition with two rooms."""
    settings.AXES_ENABLED = False
    for name in ("ana", "beatriz"):
        User.objects.create_superuser(name, f"{name}@example.org", PASSWORD)
    factories.programme_page()
    Event.objects.update(ends_at=utc(22))
    oak, _elm = factories.room(name="Oak"), factories.room(name="Rowan", position=2)
    for number in range(1, 13):
        factories.session(f"Session {number:02}")
    return factories.timetable(factories.slot(factories.session("Closing"), 19, room=oak))


def open_board(page: Page, base: str, timetable: Timetable, name: str = "ana") -> None:
    page.goto(f"{base}{reverse('wagtailadmin_login')}")
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")
    expect(page).to_have_url(re.compile("/admin/$"))
    page.goto(base + reverse("wagtailsnippets_events_timetable:edit", args=[timetable.pk]))
    expect(card(page, "Closing")).to_be_visible()


def card(page: Page, title: str) -> Locator:
    return page.locator(".slot[data-key]", has_text=title)


def waiting(page: Page, title: str) -> Locator:
    return page.locator(".waiting", has_text=title)


def button(page: Page, name: str) -> Locator:
    return page.locator("[data-panel]").get_by_role("button", name=name, exact=True)


def saved(page: Page) -> None:
    expect(page.locator("[data-saved='saved'] .board__saved")).to_have_text("Draft saved")


class Mouse:
    context = {"viewport": {"width": 1280, "height": 900}}

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, what: Locator) -> None:
        what.click()

    def place(self, title: str, hour: float, room: int) -> None:
        self.page.locator("[data-scroll]").evaluate("(one, top) => { one.scrollTop = top }", (hour - 1) * 60 * MINUTE)
        item = waiting(self.page, title)
        item.scroll_into_view_if_needed()
        self.choose(item)
        start = item.bounding_box()
        cards = self.page.locator("[data-cards]").locator("..").bounding_box()
        width = cards["width"] / 2
        x, y = cards["x"] + (room + 0.5) * width, cards["y"] + hour * 60 * MINUTE
        self.drag((start["x"] + 20, start["y"] + 10), (x, y))

    def choose(self, item: Locator) -> None:
        pass

    def drag(self, source: tuple[float, float], target: tuple[float, float]) -> None:
        mouse = self.page.mouse
        mouse.move(*source)
        mouse.down()
        mouse.move(source[0] - 10, source[1] + 5)
        mouse.move(*target, steps=3)
        mouse.up()

    def swap(self, one: str, other: str) -> None:
        self.press(card(self.page, one))
        self.press(button(self.page, "Swap"))
        self.press(card(self.page, other))

    def cancel(self, title: str) -> None:
        self.press(card(self.page, title))
        self.press(button(self.page, "Cancel the session"))

    def shift(self, title: str, minutes: int) -> None:
        self.press(card(self.page, title))
        self.page.locator("#board-shift").fill(str(minutes))
        self.press(button(self.page, "Shift"))


class Finger(Mouse):
    context = {"viewport": {"width": 1180, "height": 820}, "has_touch": True, "color_scheme": "dark"}

    def press(self, what: Locator) -> None:
        what.tap()

    def choose(self, item: Locator) -> None:
        """The browser learns with the next frame that what is chosen does not scroll."""
        item.tap()
        expect(item).to_have_class(re.compile("is-chosen"))
        frames = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        self.page.evaluate(frames)

    def drag(self, source: tuple[float, float], target: tuple[float, float]) -> None:
        touch = self.page.context.new_cdp_session(self.page)
        middle = ((source[0] + target[0]) / 2, (source[1] + target[1]) / 2)
        for kind, points in (
            ("touchStart", [source]), ("touchMove", [middle]), ("touchMove", [target]), ("touchEnd", []),
        ):  # fmt: skip
            sent = [{"x": x, "y": y} for x, y in points]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": sent})


class Keyboard(Mouse):
    def press(self, what: Locator) -> None:
        self.go(what)
        self.page.keyboard.press("Enter")

    def go(self, what: Locator) -> None:
        """With Tab, and the arrow keys between slots."""
        for key in ["Tab"] * 80:
            if what.evaluate("one => one === document.activeElement"):
                return
            if what.evaluate("one => one.matches('.slot') && document.activeElement?.matches('.slot')"):
                break
            self.page.keyboard.press(key)
        up, down = ["ArrowUp"] * 30, ["ArrowDown"] * 30
        for key in [*up, "ArrowLeft", *down, *up, "ArrowRight", *down]:
            if what.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"the keyboard does not reach {what}")

    def place(self, title: str, hour: float, room: int) -> None:
        """Enter takes it to the first free place, which is the one wanted here."""
        self.press(waiting(self.page, title))
        expect(self.page.locator("[data-said]")).to_contain_text(f"Holding “{title}”")
        for key in ("ArrowDown", "ArrowUp", "ArrowRight", "ArrowLeft", *["ArrowRight"] * room):
            self.page.keyboard.press(key)
        self.page.keyboard.press("Enter")
        expect(self.page.locator("[data-said]")).to_contain_text(f"Placed “{title}”")

    def swap(self, one: str, other: str) -> None:
        self.go(card(self.page, one))
        self.page.keyboard.press("s")
        self.press(card(self.page, other))

    def cancel(self, title: str) -> None:
        self.go(card(self.page, title))
        self.page.keyboard.press("c")

    def shift(self, title: str, minutes: int) -> None:
        self.go(card(self.page, title))
        self.page.keyboard.press("e")
        self.go(self.page.locator("#board-shift"))
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(str(minutes))
        self.press(button(self.page, "Shift"))


@pytest.mark.parametrize("hand", [Mouse, Finger, Keyboard])
def test_an_afternoon(live_server, timetable, browser: Browser, hand: Callable[[Page], Mouse]) -> None:
    page = browser.new_context(**hand.context).new_page()
    does = hand(page)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_board(page, live_server.url, timetable)
    for number in range(12):
        does.place(f"Session {number + 1:02}", 13 + number // 2 * 0.5, number % 2)
        expect(page.locator(".waiting")).to_have_count(11 - number)
    does.swap("Session 01", "Session 04")
    expect(page.locator("[data-said]")).to_have_text("Swapped “Session 01” and “Session 04”")
    does.cancel("Session 02")
    expect(card(page, "Session 02")).to_have_class(re.compile("slot--cancelled"))
    does.shift("Session 05", 60)
    saved(page)
    assert Slot.objects.count() == 1  # readers see nothing of a draft
    assert Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]}, context="[data-board]").violations_count == 0
    does.press(page.get_by_role("button", name="Publish"))
    expect(page.locator(".messages")).to_contain_text("is published")

    hours = {slot.session.title: (slot.starts_at, slot.room.name, slot.status) for slot in Slot.objects.all()}
    assert len(hours) == 13
    assert hours["Session 01"] == (utc(13.5), "Rowan", "confirmed")
    assert hours["Session 04"] == (utc(13), "Oak", "confirmed")
    assert hours["Session 02"] == (utc(13), "Rowan", "cancelled")
    assert hours["Session 05"] == (utc(15), "Oak", "confirmed")
    assert hours["Session 12"] == (utc(16.5), "Rowan", "confirmed")
    assert hours["Closing"] == (utc(20), "Oak", "confirmed")
    assert Slot.objects.filter(languages={"spoken": ["en"]}).count() == 13
    assert errors == []


def test_two_people_at_once_and_undoing_everything(live_server, timetable, browser: Browser) -> None:
    before = list(Slot.objects.values())
    ana, beatriz = (browser.new_context(viewport={"width": 1280, "height": 900}).new_page() for _name in range(2))
    open_board(ana, live_server.url, timetable)
    Mouse(ana).place("Session 01", 13, 0)
    saved(ana)
    open_board(beatriz, live_server.url, timetable, "beatriz")
    Mouse(beatriz).place("Session 02", 13, 1)
    saved(beatriz)

    Mouse(ana).place("Session 03", 14, 0)
    expect(ana.locator(".board__note")).to_contain_text("beatriz has changed other slots meanwhile")
    expect(card(ana, "Session 02")).to_be_visible()
    card(beatriz, "Session 02").click()
    beatriz.locator("#board-length").fill("45")
    beatriz.locator("#board-length").press("Tab")
    saved(beatriz)
    Mouse(ana).cancel("Session 02")
    expect(ana.locator(".board__note--bad")).to_contain_text("beatriz has changed “Session 02” meanwhile")
    expect(card(ana, "Session 02")).not_to_have_class(re.compile("cancelled"))

    Mouse(ana).cancel("Closing")
    card(ana, "Closing").press("d")
    card(ana, "Closing").first.press("Delete")
    saved(ana)

    card(ana, "Session 01").click()
    ana.get_by_text("Ways in: 0").click()
    way = ana.locator("[data-way-row]").first
    way.get_by_label("Kind").select_option("telephone")
    for label, text in (("Address or number", "+52 55 1234 5678"), ("Country", "Mexico"), ("Code to dial", "42#")):
        way.get_by_label(label).fill(text)
    ana.get_by_role("button", name="Add a way in").click()
    expect(ana.get_by_text("Ways in: 1")).to_be_visible()
    expect(ana.locator("#board-way-1-kind")).to_be_focused()
    saved(ana)
    draft = Timetable.objects.get().get_latest_revision_as_object()
    assert len(draft.slots.all()) == 4
    [telephone] = [way for slot in draft.slots.all() for way in slot.ways_in]
    assert (telephone["address"], telephone["country"], telephone["code"]) == ("+52 55 1234 5678", "MX", "42#")
    assert before == list(Slot.objects.values())

    undo = ana.get_by_role("button", name="Undo", exact=True)
    while undo.is_enabled():
        undo.click()
    saved(ana)
    for page in (ana, beatriz):
        page.reload()
    draft = Timetable.objects.get().get_latest_revision_as_object()
    closing, colleagues = sorted(draft.slots.all(), key=lambda slot: slot.session.title)
    assert (colleagues.session.title, colleagues.ends_at) == ("Session 02", utc(13.75))
    assert {name: getattr(closing, name) for name in before[0]} == before[0]


def test_a_session_is_made_on_the_board_and_nothing_is_lost_while_saving_fails(live_server, timetable, browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    open_board(page, live_server.url, timetable)
    said, state = page.locator("[data-said]"), page.locator(".board__saved")
    hand = Keyboard(page)
    hand.press(page.locator("[data-new] summary"))
    hand.press(page.locator("#board-new-title"))
    expect(said).to_contain_text("required")
    expect(page.locator("#board-new-title")).to_be_focused()
    expect(page.locator("#board-new-title")).to_have_attribute("aria-describedby", "board-new-title-error")
    page.keyboard.type("Seeds and storms")
    page.keyboard.press("Enter")
    expect(said).to_have_text("Created “Seeds and storms” as a draft. It waits without a slot.")
    expect(waiting(page, "Seeds and storms")).to_be_focused()
    expect(page.locator("#board-new-title")).to_have_value("")
    page.locator("#board-new-title").fill("Held at once")
    hand.press(page.get_by_role("button", name="Create and place"))
    expect(said).to_contain_text("Holding “Held at once”: 13:00–13:30, Oak")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    saved(page)

    context.clear_cookies(name="sessionid")
    card(page, "Held at once").press("p")
    expect(state).to_contain_text("You are logged out. Your changes stay here")
    expect(said).to_contain_text("You are logged out")
    card(page, "Held at once").press("d")
    with context.expect_page() as opened:
        state.get_by_role("link").click()
    opened.value.locator("#id_username").fill("ana")
    opened.value.locator("#id_password").fill(PASSWORD)
    opened.value.locator("#id_password").press("Enter")
    expect(opened.value).to_have_url(re.compile("/admin/$"))
    opened.value.close()
    saved(page)

    context.set_offline(True)
    card(page, "Closing").press("c")
    expect(state).to_have_text("There is no connection. The draft is saved as soon as there is one again.")
    page.locator("#board-new-title").fill("Cut off")
    page.locator("#board-new-title").press("Enter")
    expect(page.locator("[data-error='']")).to_contain_text("There is no connection")
    page.route("**/save/", lambda route: route.fulfill(status=503, body="away"))
    context.set_offline(False)
    expect(state).to_contain_text("The portal cannot save at the moment")
    page.unroute("**/save/")
    saved(page)
    page.locator("#board-new-title").press("Enter")
    expect(waiting(page, "Cut off")).to_be_focused()

    slots = Timetable.objects.get().get_latest_revision_as_object().slots.all()
    found = sorted((slot.session.title, slot.starts_at, slot.status, slot.is_pinned) for slot in slots)
    assert found == [
        ("Closing", utc(19), "cancelled", False),
        ("Held at once", utc(13) + timedelta(minutes=5), "confirmed", True),
        ("Held at once", utc(13) + timedelta(minutes=35), "confirmed", False),
    ]
    drafts = SessionPage.objects.filter(title__in=["Seeds and storms", "Held at once", "Cut off"], live=False)
    assert drafts.count() == 3


def test_days_of_23_hours_slots_over_midnight_and_awkward_names(live_server, timetable, browser):
    """Five days in Madrid with 26 rooms; the clocks change on the third."""
    begins = datetime(2027, 3, 25, 23, tzinfo=UTC)
    Event.objects.update(zone="Europe/Madrid", starts_at=begins, ends_at=begins + timedelta(days=5, hours=-1))
    more = [factories.room(name=f"Sala {number}", position=number) for number in range(3, 27)]
    rooms = [*more, *Event.objects.get().rooms.exclude(pk__in=[room.pk for room in more])]
    word, arabic = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenxy", "متى نتحدث؟ (١)"
    late = factories.slot(factories.session("Closing night"), starts_at=begins + timedelta(hours=47), minutes=120)
    titles = [word, arabic, *(f"Paralela {number}" for number in range(24))]
    parallel = [
        factories.slot(factories.session(title, slug=f"s-{n}"), starts_at=begins + timedelta(hours=58), room=room)
        for n, (title, room) in enumerate(zip(titles, rooms, strict=True))
    ]
    factories.timetable(late, *parallel)
    page = browser.new_context(viewport={"width": 820, "height": 1180}, has_touch=True).new_page()
    open_board(page, live_server.url, timetable)
    page.locator(".board__day").nth(2).click()
    expect(card(page, "Closing night")).to_be_visible()  # its second hour
    card(page, "Closing night").press("Enter")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-said]")).to_contain_text("23:05–01:05")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("[data-said]")).to_contain_text("23:05–01:10")
    card(page, word).click()
    page.locator("#board-start").fill("23:30")
    page.locator("#board-start").press("Tab")
    expect(card(page, word)).to_have_attribute("aria-label", re.compile("^23:30–00:30"))
    card(page, word).press("Enter")
    page.keyboard.press("PageUp")  # from summer time to winter time
    expect(page.locator("[data-said]")).to_contain_text("23:30–00:30")
    page.keyboard.press("PageDown")
    expect(page.locator("[data-said]")).to_contain_text("23:30–00:30")
    page.keyboard.press("Escape")
    card(page, arabic).press("Enter")
    expect(page.locator("[data-said]")).to_contain_text(f"Holding “\u2068{arabic}\u2069”")
    page.keyboard.press("Escape")
    card(page, "Closing night").press("Enter")
    page.keyboard.press("PageDown")
    expect(page.locator("[data-said]")).to_contain_text("23:05–01:10")
    page.keyboard.press("Enter")
    saved(page)
    for width in (820, 390):
        page.set_viewport_size({"width": width, "height": 1000})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("[data-panel] h2").evaluate("one => one.scrollWidth <= one.clientWidth")
    assert Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]}, context="[data-board]").violations_count == 0
    slots = {slot.session.title: slot for slot in Timetable.objects.get().get_latest_revision_as_object().slots.all()}
    assert slots["Closing night"].starts_at == datetime(2027, 3, 28, 21, 5, tzinfo=UTC), "one day on"
    assert slots[word].starts_at == datetime(2027, 3, 28, 21, 30, tzinfo=UTC)
