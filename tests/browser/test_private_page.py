"""Private pages with the keyboard only and without scripts, and an axe check of the forms that open them."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests import factories

SECRET, WORDS = "open sesame", "Only for the team"


@pytest.fixture
def portal(live_server, django_user_model):
    """The address of a portal with one page behind a password and one that needs a login."""
    factories.home_page("es")
    django_user_model.objects.create_user("reader", password=SECRET)
    for kind in ("password", "login"):
        page = factories.standard_page(title=kind, slug=kind, intro=WORDS)
        page.view_restrictions.create(restriction_type=kind, password=SECRET)
    return live_server.url


def tab_to(page: Page, name: str) -> None:
    field = page.locator(f"input[name={name}]")
    for _press in range(60):
        if field.evaluate("field => field === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {name}")


@pytest.mark.parametrize(("slug", "fields"), [("password", ["password"]), ("login", ["username", "password"])])
def test_a_private_page_opens_by_keyboard_alone_without_script(portal, browser, slug, fields):
    page = browser.new_context(java_script_enabled=False).new_page()
    complaints = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.goto(f"{portal}/es/{slug}/")
    for name in fields:
        tab_to(page, name)
        page.keyboard.type({"username": "reader", "password": SECRET}[name])
    page.keyboard.press("Enter")
    expect(page.get_by_text(WORDS)).to_be_visible()
    assert page.url == f"{portal}/es/{slug}/"
    assert complaints == []
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("slug", ["password", "login"])
def test_axe_finds_nothing_in_the_forms_before_and_after_a_mistake(portal, browser, slug, scheme):
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce", viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(f"{portal}/es/{slug}/")
    for _time in range(2):
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        found = Axe().run(page).response["violations"]
        assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == []
        for field in page.locator(".form input:visible").all():
            field.fill("wrong")
        with page.expect_navigation():
            page.locator("main .form button").click()
    page.close()
