"""Texts to translate, and a translator in front of them."""

from django.contrib.auth.models import Group, User
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect

from home.models import StandardPage
from home.roles import ensure_groups, translators_group_name
from home.translations.jobs import keep_memory
from tests import factories
from tests.translations.helpers import fill, opened

PASSWORD = "a-password-for-tests"
KNOWN = {"We meet online.": "Nos encontramos en línea.", "Circles decide by consent.": "Los círculos deciden."}


def translator(name: str = "translator") -> User:
    user = User.objects.create_user(name, f"{name}@example.org", PASSWORD)
    user.groups.set(Group.objects.filter(name=translators_group_name("es")))
    return user


def two_texts() -> list[StandardPage]:
    """Two texts to translate; a third one has two of their sentences, in Spanish."""
    factories.home_page("es")
    ensure_groups()
    translator()
    done = factories.standard_page(title="Done", slug="done", intro="We meet online.")
    fill(opened(done), {**KNOWN, "Done": "Hecho", "done": "hecho"})
    keep_memory(now=timezone.now())
    body = [("text", {"text": "<p>Circles decide by <b>consent</b>.</p>"})]
    first = factories.standard_page(title="First page", slug="first", intro="We meet online.", body=body)
    second = factories.standard_page(title="Second page", slug="second", intro="We meet online, twice.")
    for page in (first, second):
        opened(page)
    return [first, second]


def logged_in(browser: Browser, url: str, name: str = "translator") -> Page:
    page = browser.new_context(base_url=url, viewport={"width": 1280, "height": 820}).new_page()
    page.goto("/admin/login/")
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")
    expect(page.get_by_role("link", name="Translations").first).to_be_visible()
    return page


def row(page: Page, source: str) -> Locator:
    return page.locator("[data-row]").filter(has=page.locator(f'[data-source="{source}"]'))
