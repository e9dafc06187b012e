"""Two devices with one key show the same saved sessions, in the calendar too, until the key is deleted."""

import re
from urllib.parse import urlsplit

import icalendar
from playwright.sync_api import Page, expect

PROGRAMME = "/en/better-systems-2021/programme/"


def saved(page: Page) -> list[str]:
    name = "name => name.startsWith('programme:')"
    return sorted(page.evaluate(f"JSON.parse(localStorage.getItem(Object.keys(localStorage).find({name})) ?? '[]')"))


def press(page: Page, number: int) -> str:
    """Press a star of the programme, and wait until the portal has answered; the id of the session."""
    with page.expect_response("**/mine/save/") as answer:
        page.locator(".star").nth(number).click()
    assert answer.value.status == 200
    return page.locator("body [data-star]").nth(number).get_attribute("data-star")


def open_and_save(page: Page, address: str) -> None:
    with page.expect_response("**/mine/save/"):
        page.goto(address)


KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      found.push(request.url, ...[...answer.headers].flat(), await answer.text());
    }
  }
  return found;
}"""


def tick_and_untick(page: Page) -> None:
    """Of "my programme", by its form: one session for another."""
    before = saved(page)
    page.get_by_text("Choose from all sessions").click()
    boxes = page.locator(".session-choices input")
    gone = boxes.and_(page.locator(":checked")).first
    new = boxes.and_(page.locator(":not(:checked)")).first
    taken, added = gone.input_value(), new.input_value()
    expected = sorted({*before, added} - {taken})
    boxes.and_(page.locator(f"[value='{taken}']")).uncheck()
    boxes.and_(page.locator(f"[value='{added}']")).check()
    page.get_by_role("button", name="Show my programme").click()
    page.wait_for_load_state("networkidle")
    assert saved(page) == expected
    shown = page.locator("body [data-star]").evaluate_all("all => all.map((one) => one.dataset.star)")
    assert sorted(shown) == expected


def accept_a_dead_link(page: Page, mine: str) -> None:
    page.goto(f"{mine}#key={'x' * 32}")
    page.get_by_role("button", name="Save sessions on both devices").click()
    expect(page.get_by_role("status").filter(has_text="This link no longer works")).to_be_visible()
    expect(page.get_by_role("button", name="Delete the private address")).to_be_visible()


def test_saved_sessions_are_the_same_on_two_devices_and_in_the_calendar(portal, browser):
    phone, laptop = browser.new_context().new_page(), browser.new_context().new_page()
    wrong: list[str] = []
    for page in (phone, laptop):
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))

    def in_calendar() -> list[str]:
        answer = phone.request.get(portal + calendar)
        assert answer.status == 200
        urls = [event["URL"] for event in icalendar.Calendar.from_ical(answer.body()).walk("VEVENT")]
        return sorted({urlsplit(url).path for url in urls})

    phone.goto(portal + PROGRAMME)
    for number in (0, 1):
        phone.locator(".star").nth(number).click()
    phone.get_by_role("link", name="My programme (2)").click()
    mine = re.sub(r"\?.*", "", phone.url)
    phone.get_by_role("button", name="Make a private address").click()
    expect(phone.get_by_role("status").filter(has_text="is ready")).to_be_visible()
    calendar = urlsplit(phone.get_by_role("link", name="Download as a file (.ics)").get_attribute("href")).path
    assert len(in_calendar()) == 2
    phone.get_by_text("On another device").click()
    expect(phone.locator("img.my-calendar__code")).to_be_visible()
    link = urlsplit(phone.locator("a[data-link]").get_attribute("href"))

    laptop.goto(portal + PROGRAMME)
    laptop.evaluate("async () => { await navigator.serviceWorker.ready }")
    laptop.goto(f"{portal}{link.path}#{link.fragment}")
    expect(laptop).to_have_url(re.compile("/mine/$"))  # the key is in the address no more
    expect(laptop.get_by_role("button", name="Save sessions on both devices")).to_be_in_viewport()
    laptop.wait_for_function("async path => (await caches.match(path)) !== undefined", arg=link.path)
    key = link.fragment.removeprefix("key=")
    assert not [text for text in laptop.evaluate(KEPT) if key in text], "the worker keeps no key"
    laptop.goto(portal + PROGRAMME)
    laptop.locator(".star").nth(2).click()
    laptop.get_by_role("link", name="My programme (1)").click()
    laptop.get_by_role("button", name="Save sessions on both devices").click()
    expect(laptop.locator("h4.session__title")).to_have_count(3)
    expect(laptop.get_by_role("status").filter(has_text="now shows the same saved sessions")).to_be_visible()
    open_and_save(phone, mine)
    expect(phone.locator("h4.session__title")).to_have_count(3)
    assert saved(phone) == saved(laptop)

    for page in (phone, laptop):  # both have the same state, then each changes another session
        open_and_save(page, portal + PROGRAMME)
    gone, new = press(laptop, 0), press(phone, 4)
    open_and_save(laptop, portal + PROGRAMME)
    assert saved(phone) == saved(laptop)
    assert gone not in saved(phone) and new in saved(phone) and len(saved(phone)) == 3
    expect(laptop.locator(f"body [data-star='{new}'] .star").first).to_have_attribute("aria-pressed", "true")
    assert len(in_calendar()) == 3

    open_and_save(laptop, mine)
    assert not [text for text in laptop.evaluate(KEPT) if key in text]
    tick_and_untick(laptop)
    open_and_save(phone, portal + PROGRAMME)
    assert saved(phone) == saved(laptop) and len(saved(phone)) == 3
    accept_a_dead_link(laptop.context.new_page(), mine)
    assert laptop.evaluate("localStorage.getItem('my-programme-key')") == key
    laptop.get_by_role("button", name="Delete the private address").click()
    expect(laptop.get_by_role("status").filter(has_text="was deleted")).to_be_visible()
    assert phone.request.get(portal + calendar).status == 404
    assert wrong == []
    open_and_save(phone, mine)
    for page in (phone, laptop):
        expect(page.get_by_role("button", name="Make a private address")).to_be_visible()
        assert page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('my-programme'))") == []
        assert len(saved(page)) == 3, "the stars stay in the browser"
