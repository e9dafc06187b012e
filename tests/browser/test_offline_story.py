"""What was read opens without a connection and says of when it is; ways in never come from memory."""

import re

import pytest
from django.test.testcases import _MediaFilesHandler
from playwright.sync_api import expect

from events.models import Event, SessionPage
from events.programme import parts
from home.models import StandardPage
from home.offline import views
from tests import factories

PROGRAMME = "/en/better-systems/programme/"
JOIN = "https://meet.example.org/oak"
AS_OF = re.compile(r"^The portal cannot be reached\. As of \d\d:\d\d\.$")
IS_KEPT = """async (path) => {
  const until = Date.now() + 60_000;
  while (!(await caches.match(path))) {
    if (Date.now() > until) throw new Error(`${path} is not kept`);
    await new Promise((done) => setTimeout(done, 50));
  }
}"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
SHOW = """(name) => new Promise((done) => {
  const picture = new Image();
  picture.onload = picture.onerror = () => done(picture.naturalWidth);
  picture.src = `/media/images/${name}.svg`;
  document.body.append(picture);
})"""
REFUSED = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"


@pytest.fixture
def portal(live_server, settings):
    """A programme of two sessions while the first one runs, its way in open, in English and Spanish."""
    factories.home_page("es")
    programme = factories.programme_page()
    factories.translated(programme.get_parent().specific, slug="mejores-sistemas")
    factories.translated(programme, title="Programa", slug="programa")
    factories.standard_page()
    oak = factories.room(name="Oak", join_url=JOIN)
    factories.timetable(
        factories.slot(factories.session("Circles"), 13, room=oak), factories.slot(factories.session("Rounds"), 14)
    )
    Event.objects.update(released_at=factories.utc(0, day=2))
    settings.PORTAL_AT = factories.utc(13.5)
    return live_server.url


def visit(page, address):
    page.goto(address)
    expect(page.locator("h1")).to_be_visible()


def test_the_programme_is_there_without_a_connection(portal, browser):
    context = browser.new_context()
    page = context.new_page()
    visit(page, portal + PROGRAMME)
    page.locator(".star").first.click()
    page.evaluate(IS_KEPT, f"{PROGRAMME}circles/")  # named by "My programme", which was not opened
    expect(page.locator(f"a[href='{JOIN}']")).not_to_have_count(0)
    visit(page, f"{portal}{PROGRAMME}circles/")
    expect(page.locator(f"a[href='{JOIN}']")).to_be_visible()

    context.set_offline(True)
    for path in (f"{PROGRAMME}circles/", PROGRAMME):
        visit(page, portal + path)
        expect(page.locator("[data-as-of]")).to_have_text(AS_OF)
        expect(page.get_by_text("Joining needs a connection.").first).to_be_visible()
        assert "meet.example.org" not in page.content()
    page.get_by_role("link", name="My programme (1)").click()
    expect(page.locator("[data-as-of]")).to_be_visible()
    expect(page.locator("h4.session__title")).to_have_text("Circles")
    visit(page, f"{portal}/en/about/")
    expect(page.get_by_role("heading", name="Kept in this browser")).to_be_visible()

    visit(page, f"{portal}{PROGRAMME}circles/")
    elm = factories.room(name="Elm", position=2)
    circles, rounds = (SessionPage.objects.get(title=title) for title in ("Circles", "Rounds"))
    factories.timetable(factories.slot(circles, 16, room=elm), factories.slot(rounds, 14))
    context.set_offline(False)
    expect(page.get_by_text("This session has moved.")).to_be_visible()
    expect(page.locator("[data-as-of]")).to_have_count(0)

    visit(page, f"{portal}{PROGRAMME}")
    page.get_by_role("link", name="My programme (1)").click()
    changed = page.locator("[data-changes]")
    expect(changed).to_contain_text("Circles: Moved.")
    changed.get_by_role("button", name="Mark as seen").click()
    page.reload()
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    expect(changed).to_be_hidden()

    visit(page, f"{portal}/en/offline/")
    expect(page.locator("#kept").get_by_role("link", name="Circles")).to_be_visible()
    unsent, forget = page.locator("[data-unsent]:visible"), page.get_by_role("button", name="Forget everything")
    expect(unsent).to_have_count(0)
    page.evaluate("localStorage.setItem('proposal-1', '{}')")
    page.reload()
    expect(unsent).to_contain_text("A proposal you have not sent yet")
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    forget.click()
    assert "A proposal you have not sent yet" in asked[0]
    assert page.evaluate("localStorage.getItem('proposal-1')") == "{}"
    page.once("dialog", lambda dialog: dialog.accept())
    forget.click()
    expect(page.locator("#forgotten")).to_be_visible()
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("localStorage.length") == 0
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def test_a_long_programme_is_kept_day_by_day_and_other_choices_are_said_to_be_missing(portal, browser, monkeypatch):
    monkeypatch.setattr(parts, "SESSIONS_ON_ONE_PAGE", 1)
    circles, rounds = (SessionPage.objects.get(title=title) for title in ("Circles", "Rounds"))
    tomorrow = factories.slot(rounds, starts_at=factories.utc(14, day=7))
    factories.timetable(factories.slot(circles, 13), tomorrow)
    context = browser.new_context(locale="es-MX")
    page = context.new_page()
    visit(page, f"{portal}{PROGRAMME}?utm_source=network")
    for day in ("6", "7"):
        page.evaluate(IS_KEPT, f"{PROGRAMME}?day=2021-05-0{day}")
    page.evaluate(IS_KEPT, "/en/offline/")
    context.set_offline(True)
    notice = page.locator("[data-as-of]")
    for address, title, text in (
        (f"{PROGRAMME}?day=2021-05-06", "Circles", AS_OF),
        (f"{PROGRAMME}?day=2021-05-07", "Rounds", AS_OF),
        (PROGRAMME, "Circles", AS_OF),
        (f"{PROGRAMME}?follow=es", "Circles", re.compile("is not included")),
    ):
        visit(page, portal + address)
        expect(page.locator("h4.session__title")).to_have_text(title)
        expect(notice).to_have_text(text)
    assert notice.locator("time").bounding_box()["y"] < notice.locator("p").bounding_box()["y"] + 20, "in the same line"
    page.goto(f"{portal}/")
    expect(page).to_have_url(f"{portal}/es/")
    expect(notice).to_have_text(re.compile("^No hay conexión, y esta página no está guardada"))
    expect(page.locator("#kept").get_by_role("link", name="Programme")).to_have_count(3)
    expect(page.locator("#kept").get_by_role("link", name="Kept")).to_have_count(0)


def test_a_new_worker_takes_over_the_pages_that_are_open_and_what_the_old_one_kept(portal, browser, monkeypatch):
    page = browser.new_context().new_page()
    visit(page, portal + PROGRAMME)
    page.evaluate(IS_KEPT, PROGRAMME)
    page.wait_for_function("() => navigator.serviceWorker.controller")
    before = page.evaluate("caches.keys()")
    monkeypatch.setattr(views, "SOURCE", f"{views.SOURCE}// a later release\n")
    page.evaluate(
        """async () => {
          const taken = new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done));
          await (await navigator.serviceWorker.ready).update();
          await taken;
        }"""
    )
    page.evaluate(IS_KEPT, PROGRAMME)
    page.locator(".star").first.click()  # on the page of the old release
    page.evaluate(IS_KEPT, f"{PROGRAMME}circles/")
    new = next(name for name in page.evaluate("caches.keys()") if name not in before)
    in_new = "([name, path]) => caches.open(name).then((cache) => cache.match(path)).then(Boolean)"
    assert page.evaluate(in_new, [new, f"{PROGRAMME}circles/"])


def test_pictures_are_kept_with_their_pages_and_left_out_where_the_reader_saves_data(
    portal, browser, monkeypatch, settings
):
    monkeypatch.setattr(_MediaFilesHandler, "_should_handle", lambda handler, path: False)  # the portal's own view
    (settings.MEDIA_ROOT / "images").mkdir(parents=True)
    for name in ("public", "private", "last"):
        (settings.MEDIA_ROOT / "images" / f"{name}.svg").write_text(PICTURE)
    StandardPage.objects.get().view_restrictions.create(restriction_type="password", password="open")  # noqa: S106

    def open_programme():
        page = browser.new_context().new_page()
        visit(page, portal + PROGRAMME)
        page.evaluate(IS_KEPT, PROGRAMME)
        page.wait_for_function("() => navigator.serviceWorker.controller")
        return page

    page = open_programme()
    assert page.evaluate(SHOW, "public") == 9
    page.evaluate(IS_KEPT, "/media/images/public.svg")
    visit(page, f"{portal}/en/about/")  # asks for the password
    assert page.evaluate(SHOW, "private") == 9
    visit(page, portal + PROGRAMME)
    assert page.evaluate(SHOW, "last") == 9
    page.evaluate(IS_KEPT, "/media/images/last.svg")
    assert not page.evaluate("caches.match('/media/images/private.svg').then(Boolean)")

    monkeypatch.setattr(views, "SOURCE", views.SOURCE.replace("navigator.connection?.saveData", "true"))
    assert open_programme().evaluate(SHOW, "public") == 0


def test_nothing_is_kept_where_storage_is_refused(portal, browser):
    context = browser.new_context()
    context.add_init_script(REFUSED)
    page = context.new_page()
    visit(page, portal + PROGRAMME)
    page.locator(".star").first.click()
    expect(page.get_by_text("This browser does not keep saved sessions.")).to_be_visible()
    page.get_by_role("link", name="Rounds").click()
    page.locator(".star").first.click()
    page.get_by_role("link", name="The whole programme").click()
    expect(page.locator(".star[aria-pressed=true]")).to_have_count(2)
    page.get_by_role("link", name="My programme (2)").click()
    expect(page.locator("h4.session__title")).to_have_count(2)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    assert page.evaluate("caches.keys()") == []


def test_a_shared_page_is_offered_in_the_language_of_the_browser(portal, browser):
    factories.translated(SessionPage.objects.get(title="Circles"), title="Círculos", slug="circulos")
    context = browser.new_context(locale="es-MX", permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    visit(page, f"{portal}{PROGRAMME}circles/?place=UTC")
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_role("button", name="Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{portal}{PROGRAMME}circles/"
    page.get_by_role("link", name="Leer esta página en español").click()
    expect(page.get_by_role("button", name="Compartir")).to_be_visible()
    expect(page.locator(".said")).to_have_count(0)


def test_what_only_some_may_read_is_forgotten_and_never_kept(portal, browser, admin_client):
    """A page that was public and asks for a password now, a page as an editor sees it, and the admin."""
    context = browser.new_context()
    page = context.new_page()
    visit(page, portal + PROGRAMME)
    page.evaluate(IS_KEPT, PROGRAMME)
    page.wait_for_function("() => navigator.serviceWorker.controller")
    visit(page, f"{portal}/en/about/")
    page.evaluate(IS_KEPT, "/en/about/")

    StandardPage.objects.get().view_restrictions.create(restriction_type="password", password="open")  # noqa: S106
    visit(page, f"{portal}/en/about/")
    page.locator("input[type=password]").fill("open")
    page.locator("main form button").click()
    expect(page.locator("h1")).to_have_text("About us")
    session = admin_client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": portal}])
    visit(page, portal + PROGRAMME)
    page.goto(f"{portal}/admin/")
    page.wait_for_load_state("networkidle")
    kept = page.evaluate(
        "async () => (await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys())))"
        ".flat().map(({ url }) => new URL(url).pathname)"
    )
    assert not [path for path in kept if path in (PROGRAMME, "/en/about/") or path.startswith(("/admin", "/en/_util"))]
    context.set_offline(True)
    visit(page, f"{portal}/en/about/")
    expect(page.locator("h1")).to_have_text("Kept in this browser")
