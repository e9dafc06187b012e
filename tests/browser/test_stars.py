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
    page.locator("input[name=s]").nth(1).check()
    page.locator("input[name=s]").nth(4).check()
    page.get_by_role("button", name="Show my programme").click()
    expect_starred(page, 2)
