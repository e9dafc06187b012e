"""What helps a translator while she writes: the memory by word, checks, chips, who else is here."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from home.models import StandardPage
from tests import factories
from tests.browser.workshop import logged_in, row, translator, two_texts
from tests.translations.helpers import line, opened, save

LINKS = '<p>Read <a href="https://example.org/a">one</a> and <b>write</b>, {name}.</p>'


@pytest.fixture
def texts(transactional_db) -> list[StandardPage]:
    return two_texts()


@pytest.fixture
def page(browser: Browser, live_server) -> Page:
    return logged_in(browser, live_server.url)


def axe(page: Page) -> list:
    return Axe().run(page).response["violations"]


def test_a_word_is_looked_for_in_the_memory_and_its_sentence_inserted(texts, page):
    first, _second = (opened(text) for text in texts)
    page.goto(f"/admin/translations/{first.pk}/")
    field = row(page, "First page").locator("[name^=text-]")
    expect(field).to_be_focused()
    dialog = page.get_by_role("dialog", name="Search the memory")

    # what is selected in the original, by mouse, is looked for by key
    row(page, "We meet online.").locator("[data-source]").select_text()
    page.keyboard.press("Alt+s")
    expect(dialog.get_by_label("A word, in either language")).to_have_value("We meet online.")
    expect(dialog.locator("mark")).to_have_text(["We", "meet", "online"])
    assert axe(page) == []
    page.keyboard.press("Escape")

    # typed, in any form, in either language; inserted where one was writing
    field.focus()
    page.keyboard.type("x: ")
    page.keyboard.press("Alt+s")
    page.keyboard.press("Control+a")
    page.keyboard.type("meeting")
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text("Nos encontramos en línea.")
    page.set_viewport_size({"width": 1280, "height": 240})
    close = dialog.get_by_role("button", name="Close")
    expect(close).to_be_in_viewport(ratio=1)
    assert close.bounding_box()["height"] >= 24
    page.set_viewport_size({"width": 1280, "height": 820})
    dialog.get_by_role("button", name="Insert").click()
    expect(field).to_be_focused()
    expect(field).to_have_value("x: Nos encontramos en línea.")
    page.keyboard.press("Control+z")
    expect(field).to_have_value("x: ")

    # a login that has ended is no answer
    page.context.clear_cookies()
    page.keyboard.press("Alt+s")
    dialog.get_by_label("A word, in either language").fill("meet")
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text("Your session has ended.")
    expect(dialog.get_by_label("Password")).to_have_count(0)


def test_what_is_typed_is_checked_below_the_field_and_saved_all_the_same(texts, page):
    first, _second = (opened(text) for text in texts)
    page.goto(f"/admin/translations/{first.pk}/?all")
    there = row(page, "We meet online.")
    field, checks = there.locator("[name^=text-]"), there.locator(".string-checks")
    field.fill("Nos  vemos")
    expect(checks).to_contain_text("Two spaces in a row.")
    expect(checks).to_contain_text("The original ends with “.”.")
    assert axe(page) == []
    save(first, line(first, "We meet online."), "De otra persona.")
    field.press("End")
    page.keyboard.type(" todos.")
    expect(checks.locator("ins")).not_to_have_count(0)
    expect(checks).not_to_contain_text("ends with")
    field.fill("De otra persona.")
    expect(checks.locator("li")).to_have_count(0)

    # a login page is no check
    page.context.clear_cookies(name="sessionid")
    with page.expect_response(lambda answer: "/login/" in answer.url):
        field.fill("Nos  vemos.")
    expect(checks.locator("input")).to_have_count(0)


def test_tags_are_chips_and_deleted_in_one_piece(texts, page):
    translation = opened(factories.standard_page(title="Tagged", slug="tagged", body=[("text", {"text": LINKS})]))
    page.goto(f"/admin/translations/{translation.pk}/")
    there = page.locator("[data-row]").filter(has=page.locator('[data-source*="Read"]'))
    field, mirror = there.locator("[name^=text-]"), there.locator(".string-mirror")
    expect(there.locator("[data-source] .chip").first).to_have_text("↗ https://example.org/a")
    expect(there.locator("[data-source]")).not_to_contain_text("<")
    field.focus()
    expect(mirror.locator(".chip--missing")).to_have_text(["↗ https://example.org/a", "B", "{name}"])
    for key in ("Alt+t", "Alt+t", "Alt+t"):
        page.keyboard.press(key)
        page.keyboard.press("End")
    text = '<a id="a1"></a><b></b>{name}'
    expect(field).to_have_value(text)
    expect(mirror.locator(".chip--missing, .chip--wrong")).to_have_count(0)
    expect(mirror).to_contain_text("https://example.org/a")

    # the cursor passes a tag, and a placeholder or a pair of tags goes by one key and comes back by one
    for _tag in range(2):
        page.keyboard.press("ArrowLeft")
        page.wait_for_timeout(100)  # the browser says a little later that the cursor has moved
    page.keyboard.type("escribe")
    expect(field).to_have_value('<a id="a1"></a><b>escribe</b>{name}')
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(100)
    page.keyboard.type("uno")
    expect(field).to_have_value('<a id="a1">uno</a><b>escribe</b>{name}')
    page.keyboard.press("End")
    page.keyboard.press("Backspace")
    expect(field).to_have_value('<a id="a1">uno</a><b>escribe</b>')
    page.keyboard.press("Backspace")
    expect(field).to_have_value('<a id="a1">uno</a>escribe')
    page.keyboard.press("Control+z")
    expect(field).to_have_value('<a id="a1">uno</a><b>escribe</b>')
    page.keyboard.press("Home")
    page.keyboard.press("Delete")
    expect(field).to_have_value("uno<b>escribe</b>")
    expect(mirror.locator(".chip--missing")).to_have_text(["↗ https://example.org/a", "{name}"])
    field.fill("<i>x</i> <b>y</b>")
    expect(mirror.locator(".chip--wrong")).to_have_text(["<i>", "</i>"])
    assert axe(page) == []


def test_two_who_have_the_same_text_open_see_each_other(texts, page, browser, live_server):
    first, _second = (opened(text) for text in texts)
    translator("ana")
    other = logged_in(browser, live_server.url, "ana")
    for one in (other, page):
        with one.expect_response(lambda answer: answer.url.endswith("/here/")):
            one.goto(f"/admin/translations/{first.pk}/")
    expect(page.locator(".workshop-here")).to_contain_text("ana has had this text open since")
    assert page.locator(".workshop-here .icon").bounding_box()["height"] < 24
    page.locator("[data-row]").last.scroll_into_view_if_needed()
    expect(page.locator(".workshop-here")).to_be_in_viewport(ratio=1)
    assert axe(page) == []
    with other.expect_response(lambda answer: answer.url.endswith("/here/")):
        other.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(other.locator(".workshop-here")).to_contain_text("translator has had this text open")
    other.goto("/admin/translations/")
    with page.expect_response(lambda answer: answer.url.endswith("/here/")):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(".workshop-here")).not_to_contain_text("ana")

    # both write the same sentence: what differs is shown
    other.goto(f"/admin/translations/{first.pk}/")
    for one, text in ((other, "La primera página"), (page, "Mi primera página")):
        row(one, "First page").locator("[name^=text-]").fill(text)
    row(other, "First page").locator("[name^=text-]").press("Control+Enter")
    expect(row(other, "First page").locator(".state")).to_have_text("Done")
    row(page, "First page").locator("[name^=text-]").press("Control+Enter")
    there = row(page, "First page").locator(".string-checks")
    expect(there.locator("del")).to_have_text("La")
    expect(there.locator("ins")).to_have_text("Mi")
