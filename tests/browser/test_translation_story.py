"""A sentence from the editor through the translator to the reader, in three browsers."""

from collections.abc import Callable
from functools import partial

import pytest
from django.contrib.auth.models import Group, User
from playwright.sync_api import Browser, Page, expect

from events.models import CallPage, SessionPage
from home.roles import EDITORS, ensure_groups, translators_group_name
from tests import factories
from tests.browser.workshop import PASSWORD, logged_in

NEW, SPANISH = "Tell us what you learnt, in any language.", "Cuéntennos qué aprendieron, en cualquier idioma."


@pytest.fixture
def call(transactional_db) -> CallPage:
    """A live call in English whose event and home page exist in Spanish too."""
    factories.home_page("es")
    face = factories.event_page()
    factories.localized(face, {"Better systems": "Mejores sistemas", "better-systems": "mejores-sistemas"})
    page = factories.call_page(face, intro="Tell us what you learnt.")
    ensure_groups()
    for name, group in (("editor", EDITORS), ("translator", translators_group_name("es"))):
        user = User.objects.create_user(name, f"{name}@example.org", PASSWORD)
        user.groups.set(Group.objects.filter(name=group))
    return page


@pytest.fixture
def login(browser: Browser, live_server) -> Callable[[str], Page]:
    """A separate browser, logged in."""
    return partial(logged_in, browser, live_server.url)


def publish_change(page: Page, call: CallPage, text: str) -> None:
    page.goto(f"/admin/pages/{call.pk}/edit/")
    page.locator("#id_intro").fill(text)
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messages .success")).to_contain_text("published")


def translate(page: Page, source: str, text: str) -> None:
    """One string in the workshop, by key."""
    row = page.locator("[data-row]").filter(has=page.locator(".string-source").get_by_text(source, exact=True)).first
    row.locator("[name^=text-]").fill(text)
    with page.expect_response(lambda answer: answer.request.method == "POST") as saved:
        row.locator("[name^=text-]").press("Control+Enter")  # after the last one, the page leads on
    assert saved.value.ok


def test_editor_changes_translator_translates_reader_reads(call, login, browser, live_server):
    publish_change(login("editor"), call, NEW)

    translator = login("translator")
    translator.get_by_role("link", name="Translations").first.click()
    row = translator.get_by_role("row").filter(has_text="Call").first
    expect(row).to_contain_text("To translate")
    row.get_by_role("link", name="Call", exact=True).click()
    translate(translator, NEW, SPANISH)
    translate(translator, "Call", "Convocatoria")
    preview = translator.context.new_page()
    preview.goto(translator.url)
    preview.get_by_role("link", name="Preview of the translation").click()
    expect(preview.get_by_text(SPANISH)).to_be_visible()
    translate(translator, "call", "convocatoria")
    done = translator.get_by_role("group", name="all sentences are done")  # nothing is left to translate here
    done.get_by_role("button", name="Publish").click()
    expect(translator.get_by_text("Published “Convocatoria” in Español.")).to_be_visible()

    reader = browser.new_context(base_url=live_server.url).new_page()
    reader.goto("/es/mejores-sistemas/convocatoria/")
    expect(reader.get_by_text(SPANISH)).to_be_visible()
    reader.get_by_role("link", name="English").first.click()
    expect(reader).to_have_url(f"{live_server.url}/en/better-systems/call/")
    expect(reader.get_by_text(NEW)).to_be_visible()
    reader.get_by_role("link", name="Español").first.click()
    expect(reader).to_have_url(f"{live_server.url}/es/mejores-sistemas/convocatoria/")


ABSTRACT, CHANGED = "Bring one question from your circle.", "Bring one story from your circle."
OLD_WORDS, NEW_WORDS = "Traigan una pregunta de su círculo.", "Traigan una historia de su círculo."


@pytest.fixture
def talk(call) -> SessionPage:
    """A session in the published timetable at 13:00, live in both languages."""
    face = call.get_parent().specific
    programme = factories.programme_page(face)
    words = {"Programme": "Programa", "programme": "programa", "Talk": "Charla", "talk": "charla", ABSTRACT: OLD_WORDS}
    factories.localized(programme, words)
    page = factories.session("Talk", programme, abstract=ABSTRACT)
    factories.timetable(factories.slot(page, 13))
    factories.localized(page, words)
    return page


def test_an_hour_moves_at_once_and_a_word_when_the_translator_says_so(talk, login, browser, live_server):
    reader = browser.new_context(base_url=live_server.url).new_page()
    address = "/es/mejores-sistemas/programa/charla/"
    reader.goto(address)
    expect(reader.locator("main")).to_contain_text("13:00")

    factories.timetable(factories.slot(talk, 15))
    page = SessionPage.objects.get(pk=talk.pk)
    page.abstract = CHANGED
    page.save_revision().publish()

    reader.goto(address)
    expect(reader.locator(".when")).to_contain_text("15:00")
    expect(reader.get_by_text(OLD_WORDS)).to_be_visible()
    expect(reader.locator(".notice--language[role=note]")).to_be_visible()

    translator = login("translator")
    translator.get_by_role("link", name="Translations").first.click()
    first = translator.locator("tbody tr").first
    expect(first).to_contain_text("Talk")
    expect(first).to_contain_text("To check")
    first.get_by_role("link", name="Check").click()
    expect(translator.locator("del")).to_have_text("question")
    expect(translator.locator("ins")).to_have_text("story")
    translator.get_by_label("Translation into Spanish").fill(NEW_WORDS)
    translator.get_by_role("button", name="Save and publish").click()
    expect(translator.locator(".messages .success").last).to_contain_text("Published “Charla”")

    reader.goto(address)
    expect(reader.get_by_text(NEW_WORDS)).to_be_visible()
    expect(reader.locator(".notice--language[role=note]")).to_have_count(0)
