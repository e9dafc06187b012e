"""A translator's afternoon in the workshop, by keyboard alone."""

import re
from contextlib import suppress

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Browser, Error, Page, expect
from wagtail_localize.machine_translators.dummy import DummyTranslator

from home.models import StandardPage
from home.translations.models import MemoryUnit
from home.translations.strings.strings import strings_of
from home.translations.sync.freshness import sync
from home.translations.talk.actions import ask
from tests import factories
from tests.browser.workshop import KNOWN, PASSWORD, logged_in, row, two_texts
from tests.translations.helpers import fill, line, opened, save


@pytest.fixture
def texts(transactional_db) -> list[StandardPage]:
    return two_texts()


@pytest.fixture
def page(browser: Browser, live_server) -> Page:
    return logged_in(browser, live_server.url)


def test_a_text_is_translated_by_keys_and_nothing_typed_is_lost(texts, page):
    first, second = (opened(text) for text in texts)
    page.goto(f"/admin/translations/{first.pk}/")
    preview = page.frame_locator("iframe")
    write = page.locator(".is-active [name^=text-]")

    # what is typed is in the page at once, before it is saved
    expect(row(page, "First page").locator("[name^=text-]")).to_be_focused()
    page.keyboard.type("Primera página")
    expect(preview.locator("h1")).to_have_text("Primera página")
    assert line(first, "First page").text == ""
    assert Axe().run(page).response["violations"] == []

    # one key saves and goes on; a sentence of the memory is confirmed by it alone
    page.keyboard.press("Control+Enter")
    expect(row(page, "First page").locator(".state")).to_have_text("Done")
    expect(row(page, "first").locator("[name^=text-]")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("primera")
    page.keyboard.press("Control+Enter")
    expect(write).to_have_value("Nos encontramos en línea.")
    page.keyboard.press("Control+Enter")
    expect(row(page, "We meet online.").locator(".state")).to_have_text("Done")

    # terms and tags by key
    source = "Circles decide by <b>consent</b>."
    expect(row(page, source).locator("[name^=text-]")).to_be_focused()
    page.keyboard.press("Alt+g")
    page.keyboard.type(" y ")
    page.keyboard.press("Alt+t")
    page.keyboard.type("no")
    expect(write).to_have_value("círculo y <b>no</b>")
    page.keyboard.press("Control+z")
    page.keyboard.press("Alt+o")
    expect(write).to_have_value(source)
    page.keyboard.press("Control+a")
    page.keyboard.type("Los círculos deciden por <b>consentimiento</b>.")

    # over the end, the translator decides: publish, or go on into the next text of the desk
    page.keyboard.press("Control+Enter")
    done = page.get_by_role("group", name="First page: all sentences are done, not yet published.")
    expect(done).to_be_focused()
    expect(done.get_by_role("button", name="Publish")).to_be_visible()
    expect(page.get_by_text("4 of 4 done")).to_be_in_viewport()
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/translations/{second.pk}/$"))
    assert not any(string.is_missing or string.is_to_check for string in strings_of(first))
    assert MemoryUnit.objects.filter(object_id=first.source.object_id).count() == 3

    # a similar sentence is taken by key; the original changes meanwhile
    row(page, "We meet online, twice.").locator("[name^=text-]").focus()
    expect(page.locator(".is-active .matches")).to_contain_text("81 %")
    page.keyboard.press("Alt+1")
    page.keyboard.press("End")
    page.keyboard.type(" Dos veces.")
    texts[1].intro = "We meet online, thrice."
    sync(texts[1], now=timezone.now())
    page.keyboard.press("Control+Enter")
    given_back = row(page, "We meet online, thrice.")
    expect(given_back.locator("[name^=text-]")).to_have_value("Nos encontramos en línea. Dos veces.")
    expect(given_back).to_contain_text("We meet online, twice.")
    given_back.locator("[name^=text-]").press("Control+Enter")
    expect(given_back.locator(".state")).to_have_text("Done")

    # typed and not saved: it is there after a reload
    row(page, "Second page").locator("[name^=text-]").fill("Segunda")
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(row(page, "Second page").locator("[name^=text-]")).to_have_value("Segunda")
    assert line(second, "Second page").text == ""


def test_a_question_is_asked_and_answered_beside_what_is_being_written(texts, page):
    first, _second = (opened(text) for text in texts)
    page.goto(f"/admin/translations/{first.pk}/")
    title = row(page, "First page")
    title.locator("[name^=text-]").first.fill("Primera")
    title.get_by_text("Ask about this sentence").click()
    title.get_by_label("Your question").fill("First of what?")
    title.get_by_role("button", name="Ask", exact=True).click()
    expect(title.locator(".question")).to_contain_text("First of what?")
    expect(title.locator("[name^=text-]").first).to_have_value("Primera")
    assert line(first, "First page").text == "", "asking saves nothing"
    assert Axe().run(page).response["violations"] == []

    title.get_by_label("Your answer").fill("Of two.")
    title.get_by_role("button", name="Answer").click()
    expect(title.locator(".question")).to_contain_text("Of two.")
    title.get_by_role("button", name="Resolved").click()
    expect(title.locator(".question")).to_have_count(0)
    title.locator("[name^=text-]").first.press("Control+Enter")
    expect(title.locator(".state")).to_have_text("Done")
    assert line(first, "First page").text == "Primera"

    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 820})
        for path in ("overview/", "sentences/?language=es", "questions/?all"):
            page.goto(f"/admin/translations/{path}")
            assert Axe().run(page).response["violations"] == [], path
            wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert wide <= 0, path


def test_a_half_typed_question_is_neither_lost_nor_taken_for_the_sentence(texts, page, settings):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": f"{DummyTranslator.__module__}.DummyTranslator"}
    first, _second = (opened(text) for text in texts)
    colleague = User.objects.create_user("colleague", "colleague@example.org", PASSWORD)
    intro = line(first, "We meet online.")
    ask(first, kind="colleagues", text="Online only?", now=timezone.now(), user=colleague, segment=intro.segment)
    page.goto(f"/admin/translations/{first.pk}/")
    there = row(page, "We meet online.")
    expect(there.locator("[name^=text-]")).to_have_value("Nos encontramos en línea.")

    # in a question the keys are its own: the sentence of the memory is not confirmed
    there.get_by_text("Ask about this sentence").click()
    there.get_by_label("Your question").fill("Who meets?")
    there.get_by_label("To", exact=True).select_option("colleagues")
    there.get_by_label("Your answer").fill("Yes, on")
    page.keyboard.press("Alt+u")
    page.keyboard.type("ly.")
    page.keyboard.press("Control+Enter")
    expect(there.locator(".question-answer")).to_contain_text("Yes, only.")
    assert line(first, "We meet online.").is_to_check
    expect(page.locator(".workshop-status")).to_have_text("Sent.")

    # sending the one keeps the other, and so does saving the sentence
    expect(there.get_by_label("Your answer")).to_have_value("")
    expect(there.get_by_label("Your question")).to_have_value("Who meets?")
    there.locator("[name^=text-]").press("Control+Enter")
    expect(there.locator(".state")).to_have_text("Done")
    expect(there.get_by_label("Your question")).to_have_value("Who meets?")
    expect(there.get_by_label("To", exact=True)).to_have_value("colleagues")

    # leaving asks first, also by a button of the form
    for leave in (page.reload, page.get_by_role("button", name="Save", exact=True).click):
        with page.expect_event("dialog") as dialog:
            page.once("dialog", lambda one: one.dismiss())
            with suppress(Error):  # it stays
                leave(timeout=2000)
        assert dialog.value.type == "beforeunload"
    there.get_by_label("Your question").press("Control+Enter")
    expect(there.locator(".question").nth(1)).to_contain_text("Who meets?")

    # what is about the whole text is answered with a message
    whole = page.locator(".text-questions")
    whole.get_by_text("Ask about this text").click()
    whole.get_by_label("Your question").fill("For whom is it?")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".messages")).to_contain_text("Your question was sent")
    expect(page.locator(".workshop-status")).to_contain_text("Your question was sent")
    expect(whole).to_contain_text("For whom is it?")

    # a machine draft is no reason to lose it
    title = row(page, "First page")
    title.get_by_text("Ask about this sentence").click()
    title.get_by_label("Your question").fill("Which page?")
    title.get_by_role("button", name="Draft by").click()
    expect(title.locator(".state")).to_have_text("To check")
    expect(title.get_by_label("Your question")).to_have_value("Which page?")


def typed_before_a_colleague_saved(first, page):
    """The row of a sentence, opened again: this browser has a draft, the portal what somebody else saved."""
    page.goto(f"/admin/translations/{first.pk}/")
    row(page, "First page").locator("[name^=text-]").fill("Primera")
    save(first, line(first, "First page"), "De otra persona")
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto(f"/admin/translations/{first.pk}/?all")
    return row(page, "First page")


def test_what_was_typed_before_a_colleague_saved_does_not_replace_it(texts, page):
    first, _second = (opened(text) for text in texts)
    title = typed_before_a_colleague_saved(first, page)
    expect(title.locator("[name^=text-]")).to_have_value("Primera")
    title.get_by_text("Ask about this sentence").click()
    title.get_by_label("Your question").fill("First of what?")
    page.keyboard.press("Control+Enter")
    expect(title.locator(".question")).to_contain_text("First of what?")
    expect(title.locator(".unsaved")).to_contain_text("It is not saved yet.")
    title.locator("[name^=text-]").press("Control+Enter")
    expect(page.locator(".workshop-status")).to_have_text("Not saved yet: please look at it again.")
    expect(title).to_contain_text("What somebody else wrote meanwhile")
    expect(title).to_contain_text("De otra persona")
    assert line(first, "First page").text == "De otra persona"
    title.locator("[name^=text-]").press("Control+Enter")
    expect(title.locator(".unsaved")).to_have_count(0)
    assert line(first, "First page").text == "Primera", "both were shown"


def test_a_login_that_ended_or_a_lost_connection_loses_nothing(texts, page):
    first, _second = (opened(text) for text in texts)
    ended = "Your session has ended. Log in in another tab and save again; your text is still here."
    page.goto(f"/admin/translations/{first.pk}/")
    title = row(page, "First page").locator("[name^=text-]")
    status, cookies = page.locator(".workshop-status"), page.context.cookies()
    for gone in ({"name": "sessionid"}, {}):
        page.context.clear_cookies(**gone)
        for save_by in (
            lambda: title.press("Control+Enter"),
            page.get_by_role("button", name="Save and publish").click,
        ):
            title.fill("Primera")
            save_by()
            expect(status).to_contain_text(ended)
            expect(status.get_by_role("link", name="Log in in a new tab")).to_have_attribute("target", "_blank")
            expect(title).to_have_value("Primera")
            assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('workshop-')).length") == 1
            status.evaluate("status => status.replaceChildren()")
        page.context.clear_cookies()
        page.context.add_cookies(cookies)

    # what is said about the whole text stays too
    whole = page.locator(".text-questions")
    whole.get_by_text("Ask about this text").click()
    whole.get_by_label("Your question").fill("For whom is it?")
    page.context.clear_cookies(name="sessionid")
    page.keyboard.press("Control+Enter")
    expect(status).to_contain_text(ended)
    expect(whole.get_by_label("Your question")).to_have_value("For whom is it?")
    whole.get_by_label("Your question").fill("")

    # without a connection the buttons explain instead of leaving
    page.context.add_cookies(cookies)
    page.context.set_offline(True)
    for name in ("Save", "Save and publish"):
        status.evaluate("status => status.replaceChildren()")
        page.get_by_role("button", name=name, exact=True).click()
        expect(status).to_contain_text("the portal did not answer")
    page.context.set_offline(False)

    # logged in anew in another tab, the token of the form is void
    page.context.clear_cookies()
    again = page.context.new_page()
    again.goto("/admin/login/")
    again.locator("#id_username").fill("translator")
    again.locator("#id_password").fill(PASSWORD)
    again.locator("#id_password").press("Enter")
    expect(again.get_by_role("link", name="Translations").first).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messages .success").first).to_contain_text("saved")
    assert line(first, "First page").text == "Primera"


def test_a_draft_of_this_browser_is_discarded_for_what_a_colleague_saved(texts, page):
    first, _second = (opened(text) for text in texts)
    title = typed_before_a_colleague_saved(first, page)
    expect(title.locator(".unsaved")).to_contain_text("De otra persona")
    title.get_by_role("button", name="Discard it and use what is saved").click()
    expect(title.locator("[name^=text-]")).to_have_value("De otra persona")
    page.reload()
    expect(title.locator("[name^=text-]")).to_have_value("De otra persona")
    expect(title.locator(".unsaved")).to_have_count(0)


def test_tags_are_inserted_in_the_order_of_the_original_and_not_into_each_other(texts, page):
    text = '<p><b>Read</b> <a href="https://example.org/a">one</a>, <a href="https://example.org/b"><i>two</i></a>.</p>'
    tagged = factories.standard_page(title="Tagged", slug="tagged", body=[("text", {"text": text})])
    translation = opened(tagged)
    page.goto(f"/admin/translations/{translation.pk}/")
    field = page.locator("[data-row]").filter(has=page.locator('[data-source*="Read"]')).locator("[name^=text-]")
    field.focus()
    for _tag in range(5):
        page.keyboard.press("Alt+t")
    expect(field).to_have_value('<b></b><a id="a1"></a><a id="a2"><i></i></a>')


def test_what_was_published_is_said_in_sight_of_what_is_still_open(texts, page):
    first, _second = (opened(text) for text in texts)
    fill(first, {**KNOWN, "First page": "Primera", "first": "primera"})
    words = "Circles decide by <b>consent</b>."
    save(first, line(first, words), "Los <b>círculos</b> deciden.")
    page.goto(f"/admin/translations/{first.pk}/?all")
    row(page, words).locator("[name^=text-]").focus()
    page.keyboard.press("Alt+u")
    expect(page.get_by_role("group", name="First page: what is left is marked as unsure")).to_be_focused()
    page.get_by_role("button", name="Publish").click()
    page.get_by_role("button", name="Publish as it is").click()
    expect(page.locator(".workshop-status")).to_contain_text("Published “Primera”")
    expect(page.locator(".workshop-status")).to_be_in_viewport()
