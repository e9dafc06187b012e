"""Saved sessions are kept in the browser, in both languages and in the calendar; without scripts, by checkboxes."""

import re

from playwright.sync_api import expect

PROGRAMME = "/en/better-systems-2021/programme/"


def expect_starred(page, count):
    expect(page.locator("h4.session__title")).to_have_count(count)


def test_stars_go_along_and_can_be_taken_back(portal, quiet_page):
    page = quiet_page
    page.goto(portal + PROGRAMME)
    expect(page.locator("head button, script button")).to_have_count(0)
    buttons = page.locator(".star")
    expect(buttons.first).to_have_attribute("aria-label", "Save “Arriving from everywhere” in my programme")
    buttons.nth(0).click()
    buttons.nth(3).focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="My programme (2)").click()
    expect(page).to_have_url(re.compile("/en/.*/mine/"))
    expect_starred(page, 2)
    page.get_by_role("link", name="Español").first.click()
    expect(page.locator("h1")).to_have_text("Mi programa")
    expect_starred(page, 2)
    page.locator(".star").first.click()
    expect(page).to_have_url(re.compile(r"/mine/\?s=\d+$"))
    calendar = page.locator("a[data-calendar]")
    expect(calendar).to_have_attribute("href", re.compile(re.escape(page.url.split("?")[1]) + "$"))
    page.reload()
    expect_starred(page, 1)
    page.locator(".star").first.click()
    expect(calendar).to_be_hidden()


def test_without_script_sessions_are_ticked(portal, browser):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(portal + PROGRAMME)
    page.get_by_role("link", name="My programme").click()
    expect(page.locator(".lead")).to_have_text(
        "The sessions you choose are in the address of this page: bookmark it to keep them."
    )
    page.locator("input[name=s]").nth(1).check()
    page.locator("input[name=s]").nth(4).check()
    page.get_by_role("button", name="Show my programme").click()
    expect_starred(page, 2)


def saved(page):
    return page.locator("body [data-star]:has(.star[aria-pressed=true])").evaluate_all(
        "all => all.map((one) => one.dataset.star)"
    )


def test_a_shared_list_says_so_and_leaves_ones_own_alone(portal, quiet_page):
    page = quiet_page
    page.goto(portal + PROGRAMME)
    ids = page.locator("body [data-star]").evaluate_all("all => all.slice(0, 3).map((one) => one.dataset.star)")
    mine = page.get_by_role("link", name="My programme").get_attribute("href")
    shared = f"{portal}{mine}?s={ids[1]}.{ids[2]}"
    page.goto(shared)
    expect(page.locator("h1")).to_have_text("A programme that was shared with you")
    assert page.title().startswith("A programme that was shared with you")
    assert saved(page) == [], "nothing is taken over without asking"
    expect_starred(page, 2)

    page.locator(".star").first.click()
    page.reload()
    expect(page.locator("h1")).to_have_text("A programme that was shared with you")
    page.get_by_role("link", name="My programme (1)").click()
    expect(page.locator("h1")).to_have_text("My programme")
    expect_starred(page, 1)

    page.goto(shared)
    expect(page.get_by_text("Choose from all sessions")).to_have_count(0)
    page.get_by_role("button", name="Add these to my programme").click()
    expect(page).to_have_url(re.compile(rf"\?s={ids[1]}\.{ids[2]}$"))
    expect(page.locator("h1")).to_have_text("My programme")
    page.locator(".star").first.click()  # the list of before is still in the links to the other language
    page.get_by_role("link", name="Español").first.click()
    expect(page.locator("h1")).to_have_text("Mi programa")
    expect(page).to_have_url(re.compile(rf"/es/.*\?s={ids[2]}$"))


def test_without_storage_a_list_in_the_address_is_ones_own(portal, quiet_page):
    page = quiet_page
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError') } })"
    )
    page.goto(portal + PROGRAMME)
    page.locator(".star").first.click()
    page.get_by_role("link", name="My programme (1)").click()
    expect(page.locator("h1")).to_have_text("My programme")
    expect(page.locator(".lead")).to_contain_text("This browser does not keep saved sessions.")
    expect_starred(page, 1)
