"""Stars are kept in the browser and go along: into the other language, into a calendar, without script by ticking."""

import re

from playwright.sync_api import expect

PROGRAMME = "/en/better-systems-2021/programme/"


def starred(page):
    return page.locator("h4.session__title").all_inner_texts()


def test_stars_go_along_and_can_be_taken_back(portal, quiet_page):
    page = quiet_page
    page.goto(portal + PROGRAMME)
    assert page.locator("head button, script button").count() == 0
    buttons = page.locator(".star")
    assert buttons.first.get_attribute("aria-label") == "Keep “Arriving from everywhere” in my programme"
    buttons.nth(0).click()
    buttons.nth(3).focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="My programme (2)").click()
    mine = starred(page)
    assert len(mine) == 2
    page.get_by_role("link", name="Español").first.click()
    expect(page.locator("h1")).to_have_text("Mi programa")
    assert len(starred(page)) == 2
    page.locator(".star").first.click()
    assert re.search(r"/mine/\?s=\d+$", page.url)
    calendar = page.locator("a[data-calendar]")
    assert calendar.get_attribute("href").split("?")[1] == page.url.split("?")[1]
    page.reload()
    assert len(starred(page)) == 1
    page.locator(".star").first.click()
    expect(calendar).to_be_hidden()


def test_without_script_sessions_are_ticked(portal, browser):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(portal + PROGRAMME)
    page.get_by_role("link", name="My programme").click()
    page.locator("input[name=s]").nth(1).check()
    page.locator("input[name=s]").nth(4).check()
    page.get_by_role("button", name="Show my programme").click()
    assert len(starred(page)) == 2
    page.close()
