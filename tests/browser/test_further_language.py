"""What translators and readers of a third language find after PORTAL_LANGUAGES=en,es,pt and a restart."""

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import PASSWORD, Site


@pytest.fixture
def grown(site: Site) -> Iterator[str]:
    """The demo, started again with Portuguese and after the worker has run once.

    Not a copy of the running portal, whose worker may hold a job for minutes.
    """
    grown = Site(site.folder.with_name("browser-pt"), PORTAL_LANGUAGES="en,es,pt")
    grown.prepare(str(site.prepared))
    shutil.copytree(site.folder / "media", grown.folder / "media")
    grown.manage("worker", "--once")
    with grown.serve() as address:
        yield address


def test_a_further_language_needs_one_variable_and_a_restart(grown: str, browser: Browser, page: Page) -> None:
    reader = browser.new_context(base_url=grown, locale="pt").new_page()
    reader.goto("/en/")
    expect(reader.get_by_role("link", name="Español").first).to_be_visible()
    expect(reader.get_by_role("link", name="Português")).to_have_count(0)

    page.goto(f"{grown}/admin/login/")
    page.locator("#id_username").fill("admin")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")
    expect(page).to_have_url(re.compile("/admin/$"))
    page.goto(f"{grown}/admin/translations/?language=pt")
    home = page.get_by_role("row").filter(has=page.get_by_role("link", name="Sociocracy Conference", exact=True))
    expect(home).to_contain_text("To translate")
    home.get_by_role("link", name="Translate").click()
    page.get_by_label("Translation into Portuguese").first.fill("Círculos em conversa")
    for tick in page.get_by_label("Leave it as in the original").all()[1:]:
        tick.check()
    page.get_by_role("button", name="Save and publish").click()
    expect(page.locator(".messages .success").last).to_contain_text("Published “Círculos em conversa”")

    reader.goto("/")
    expect(reader).to_have_url(f"{grown}/pt/")
    expect(reader.get_by_role("heading", name="Círculos em conversa")).to_be_visible()
    reader.get_by_role("link", name="English").first.click()
    reader.get_by_role("link", name="Português").first.click()
    expect(reader).to_have_url(f"{grown}/pt/")

    reader.goto("/pt/better-systems-2021/programme/")
    expect(reader.locator("main h1")).to_have_attribute("lang", "en")
    feed = reader.get_by_role("link", name="schedule.xml").get_attribute("href")
    assert "/pt/" in str(feed)
    answer = reader.request.get(str(feed))
    assert (answer.status, "<title>" in answer.text()) == (200, True)
