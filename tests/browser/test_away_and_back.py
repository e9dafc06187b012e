"""Lines that are cut or slow, full storage and wrong clocks: nothing is quietly out of date, and nothing is lost."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test.testcases import _MediaFilesHandler
from playwright.sync_api import Page, expect

from events.models import Event, SessionPage
from events.my_programme.models import SavedProgramme
from home.offline import views
from tests import factories
from tests.browser.test_offline_story import AS_OF, IS_KEPT, PICTURE, PROGRAMME, SHOW, visit

CIRCLES = f"{PROGRAMME}circles/"
CHANGED = """async () => {
  const taken = new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done));
  await (await navigator.serviceWorker.ready).update();
  await taken;
}"""
WITHOUT_EVENT = "addEventListener('online', (event) => event.stopImmediatePropagation(), true)"
LOOK = """(isHidden) => {
  Object.defineProperty(document, "hidden", { value: isHidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
FULL = """(start) => {
  const { setItem } = Storage.prototype;
  Storage.prototype.setItem = function (name, value) {
    if (name.startsWith(start)) throw new DOMException("full", "QuotaExceededError");
    setItem.call(this, name, value);
  };
}"""
USED = "navigator.storage.estimate().then(({ usage }) => usage)"
STARS = """() => JSON.parse(localStorage.getItem(
  Object.keys(localStorage).find((name) => name.startsWith("programme:") && !name.endsWith(":shown"))) ?? "[]")"""


@pytest.fixture
def portal(live_server, settings):
    programme = factories.programme_page()
    factories.timetable(
        factories.slot(factories.session("Circles"), 13), factories.slot(factories.session("Rounds"), 14)
    )
    Event.objects.update(released_at=factories.utc(0, day=2))
    factories.standard_page()
    settings.PORTAL_AT = factories.utc(9)
    assert programme.url == PROGRAMME
    return live_server.url


def kept_programme(browser, portal: str) -> Page:
    page = browser.new_context().new_page()
    visit(page, portal + PROGRAMME)
    page.evaluate(IS_KEPT, PROGRAMME)
    page.wait_for_function("() => navigator.serviceWorker.controller")
    return page


def next_worker(page: Page, monkeypatch, *replaced: str) -> None:
    old, new = replaced
    assert old in views.SOURCE
    monkeypatch.setattr(views, "SOURCE", views.SOURCE.replace(old, new))
    page.evaluate(CHANGED)


def test_a_page_from_memory_looks_for_the_portal_while_somebody_sees_it(portal, browser):
    page = browser.new_context().new_page()
    page.clock.install()
    page.add_init_script(WITHOUT_EVENT)  # the line was there all the time, and the portal away
    visit(page, portal + PROGRAMME)
    page.evaluate(IS_KEPT, PROGRAMME)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    notice = page.locator("[data-as-of]")

    page.context.set_offline(True)
    visit(page, portal + PROGRAMME)
    expect(notice).to_have_text(AS_OF)
    page.context.set_offline(False)
    page.clock.run_for(31_000)
    expect(notice).to_have_count(0)

    page.context.set_offline(True)
    visit(page, portal + PROGRAMME)
    expect(notice).to_have_text(AS_OF)
    page.evaluate(LOOK, True)
    asked.clear()
    page.context.set_offline(False)
    page.clock.run_for(120_000)
    assert asked == [], "nobody sees the page"
    page.evaluate(LOOK, False)
    expect(notice).to_have_count(0)


def test_a_page_that_comes_into_view_again_is_of_now_or_says_of_when_it_is(portal, browser):
    page = browser.new_context().new_page()
    page.clock.install()
    page.add_init_script(WITHOUT_EVENT)
    visit(page, portal + CIRCLES)
    page.evaluate(LOOK, True)
    page.context.set_offline(True)
    page.clock.run_for(6 * 60_000)
    page.evaluate(LOOK, False)
    expect(page.locator("[data-as-of]")).to_have_text(AS_OF)
    circles = SessionPage.objects.get(title="Circles")
    circles.title = "Circles, again"
    circles.save_revision().publish()
    page.context.set_offline(False)
    page.clock.run_for(31_000)
    expect(page.locator("h1")).to_have_text("Circles, again")
    expect(page.locator("[data-as-of]")).to_have_count(0)


def test_a_page_in_which_somebody_writes_is_not_loaded_again(portal, browser):
    page = browser.new_context().new_page()
    page.clock.install()
    visit(page, f"{portal}/en/search/")
    page.get_by_label("Search for").fill("circ")
    page.clock.run_for(6 * 60_000)
    page.evaluate(LOOK, False)
    page.wait_for_load_state("networkidle")
    expect(page.get_by_label("Search for")).to_have_value("circ")


def test_search_says_without_a_connection_that_it_needs_one(portal, browser):
    page = kept_programme(browser, portal)
    visit(page, f"{portal}/en/search/")
    page.evaluate(IS_KEPT, "/en/search/")
    page.context.set_offline(True)
    visit(page, f"{portal}/en/search/?q=circles")
    expect(page.locator("main")).to_contain_text("This form needs a connection.")
    expect(page.get_by_label("Search for")).to_have_count(0)


def test_a_page_whose_files_did_not_arrive_leaves_the_one_that_is_complete(portal, browser, monkeypatch):
    page = kept_programme(browser, portal)
    next_worker(page, monkeypatch, "(await fetch(path))", "(await Promise.reject(path))")
    visit(page, portal + PROGRAMME)
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    visit(page, portal + PROGRAMME)
    expect(page.locator("[data-as-of]")).to_have_text(AS_OF)
    paths = page.evaluate(
        """async (path) => {
          const found = [];
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            const styles = (await cache.keys()).filter(({ url }) => url.endsWith(".css"));
            if (await cache.match(path)) found.push(styles.length);
          }
          return found;
        }""",
        PROGRAMME,
    )
    assert paths and all(paths), "each kept page has its style sheet beside it"


def test_pictures_make_room_for_pages(portal, browser, monkeypatch, settings):
    monkeypatch.setattr(_MediaFilesHandler, "_should_handle", lambda handler, path: False)  # the portal's own view
    (settings.MEDIA_ROOT / "images").mkdir(parents=True)
    (settings.MEDIA_ROOT / "images" / "big.svg").write_text(PICTURE.replace("/>", f"><!--{'x' * 3_000_000}--></svg>"))
    page = kept_programme(browser, portal)
    assert page.evaluate(SHOW, "big") == 9
    page.evaluate(IS_KEPT, "/media/images/big.svg")
    page.wait_for_function(f"{USED}.then((bytes) => bytes > 3_000_000)")  # the browser counts later than it writes
    used = page.evaluate(USED)
    page.context.new_cdp_session(page).send(
        "Storage.overrideQuotaForOrigin", {"origin": portal, "quotaSize": used - 1_000_000}
    )
    visit(page, f"{portal}/en/about/")  # is kept once the browser counts what was deleted, which it does when it likes
    page.wait_for_function("caches.match('/media/images/big.svg').then((found) => !found)")


def test_stars_that_a_full_storage_refuses_go_along_in_the_address(portal, browser):
    page = browser.new_context().new_page()
    visit(page, portal + PROGRAMME)
    page.locator(".star").nth(0).click()
    page.context.add_init_script(f"({FULL})('programme:')")
    page.reload()
    page.locator(".star").nth(1).click()
    expect(page.get_by_text("This browser does not keep saved sessions.")).to_be_visible()
    page.get_by_role("link", name="Rounds").click()
    page.get_by_role("link", name="The whole programme").click()
    expect(page.get_by_role("link", name="My programme (2)")).to_be_visible()


def sync(page: Page, address: str) -> None:
    with page.expect_response("**/mine/save/"):
        page.goto(address)


def test_what_another_device_saved_is_not_lost_where_it_cannot_be_kept(portal, browser):
    """The browser may keep the list of what the portal answered, and then have no room for the saved sessions."""
    page = browser.new_context().new_page()
    visit(page, portal + PROGRAMME)
    page.locator(".star").nth(0).click()
    page.get_by_role("link", name="My programme (1)").click()
    page.get_by_role("button", name="Make a private address").click()
    expect(page.get_by_role("status").filter(has_text="is ready")).to_be_visible()
    both = sorted(SessionPage.objects.values_list("pk", flat=True))
    SavedProgramme.objects.update(sessions=both)
    full = page.context.new_page()
    full.add_init_script(f"({FULL})('programme:')")
    sync(full, portal + PROGRAMME)
    full.wait_for_load_state("networkidle")
    full.close()
    sync(page, portal + PROGRAMME)
    page.wait_for_load_state("networkidle")
    assert SavedProgramme.objects.get().sessions == both
    assert sorted(map(int, page.evaluate(STARS))) == both


def test_a_star_arrives_though_the_portal_was_away_and_nobody_did_anything(portal, browser):
    page = browser.new_context().new_page()
    page.clock.install()
    visit(page, portal + PROGRAMME)
    page.locator(".star").nth(0).click()
    page.get_by_role("link", name="My programme (1)").click()
    page.get_by_role("button", name="Make a private address").click()
    expect(page.get_by_role("status").filter(has_text="is ready")).to_be_visible()
    sync(page, portal + PROGRAMME)
    sent: list[dict[str, list[str]]] = []

    def answer(route):
        sent.append(parse_qs(route.request.post_data or ""))
        if len(sent) == 1:
            route.fetch()  # it arrives, and the line is cut before the answer does
            return route.abort()
        if len(sent) == 2:
            return route.fulfill(status=503, body="")
        return route.continue_()

    page.route("**/mine/save/", answer)
    page.locator(".star").nth(1).click()
    for number in (1, 2):
        page.wait_for_function("() => true")
        with page.expect_response("**/mine/save/") if number == 2 else page.expect_request("**/mine/save/"):
            page.clock.run_for(31_000)
    expect(page.locator(".star[aria-pressed=true]")).to_have_count(2)
    assert SavedProgramme.objects.get().sessions == sorted(SessionPage.objects.values_list("pk", flat=True))
    assert len(sent) >= 3 and json.dumps(sent) and urlsplit(page.url).path == PROGRAMME


def test_tabs_take_turns_with_what_they_send(portal, browser):
    context = browser.new_context()
    page = context.new_page()
    visit(page, portal + PROGRAMME)
    page.locator(".star").nth(0).click()
    page.get_by_role("link", name="My programme (1)").click()
    page.get_by_role("button", name="Make a private address").click()
    expect(page.get_by_role("status").filter(has_text="is ready")).to_be_visible()
    other = context.new_page()
    sync(other, portal + PROGRAMME)
    sync(page, portal + PROGRAMME)
    held = []
    page.route("**/mine/save/", lambda route: held.append((route, route.fetch())))
    page.evaluate(LOOK, False)  # its answer is of before what the other tab does now
    page.wait_for_timeout(500)
    other.locator(".star").nth(0).click()
    other.wait_for_timeout(500)
    route, answer = held[0]
    with other.expect_response("**/mine/save/"):
        route.fulfill(response=answer)
    expect(page.locator(".star[aria-pressed=true]")).to_have_count(0)
    assert SavedProgramme.objects.get().sessions == []


def test_on_paper_what_clashes_has_the_width_of_the_sessions(portal, browser):
    circles, rounds = SessionPage.objects.order_by("title")
    factories.timetable(factories.slot(circles, 13), factories.slot(rounds, 13))
    page = browser.new_page()
    visit(page, f"{portal}/en/programme/{Event.objects.get().pk}/mine/?s={circles.pk}.{rounds.pk}")
    page.emulate_media(media="print")
    assert page.locator(".start-time__clash").first.bounding_box()["width"] > 200
