"""The demo as `make run` serves it."""

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("path", ["/", "/en/", "/es/", "/admin/login/"])
def test_the_first_pages_are_whole(portal, quiet_page: Page, path):
    quiet_page.goto(portal + path)

    expect(quiet_page.locator("h1")).to_be_visible()
    assert quiet_page.evaluate("document.styleSheets.length") > 0


def test_the_whole_portal_can_be_seen_at_another_instant(site, portal, page: Page):
    current = page.locator(".face")
    page.goto(f"{portal}/en/")
    expect(current).not_to_contain_text("2021")

    with site.serve(at="2021-03-15T12:00Z") as then:
        page.goto(f"{then}/en/")
        expect(current).to_contain_text("May 2021")
