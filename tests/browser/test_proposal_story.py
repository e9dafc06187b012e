"""From a proposal sent on a phone to a session in two languages."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group
from playwright.sync_api import expect

from events.models import SessionPage
from events.submissions.models import Submission
from events.timetable.chooser import sessions_to_choose
from home.outbox.models import Delivery
from home.roles import EDITORS
from tests import factories
from tests.events.submissions.proposals import NOW, team_member

CALL = "/es/mejores-sistemas/convocatoria/"
PROMPT = [{"type": "question", "id": "works", "value": {"question": "¿Qué ha funcionado?", "help": ""}}]


@pytest.fixture
def portal(live_server, settings):
    """An open call in two languages, and Iris, who reviews and edits."""
    settings.PORTAL_AT = NOW
    settings.PORTAL_BASE_URL = live_server.url
    factories.home_page("es")
    english = factories.event_page()
    factories.translated(english, title="Mejores sistemas", slug="mejores-sistemas")
    factories.translated(factories.call_page(english), title="Convocatoria", slug="convocatoria", prompts=PROMPT)
    factories.programme_page(english)
    team_member("iris").groups.add(Group.objects.get(name=EDITORS))
    return live_server.url


@pytest.fixture
def phone(browser):
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="es-MX", timezone_id="America/Mexico_City"
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(browser, portal, client, django_user_model):
    """Iris, logged in to the CMS."""
    client.force_login(django_user_model.objects.get(username="iris"))
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    cookie = client.cookies["sessionid"]
    context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": portal}])
    yield context.new_page()
    context.close()


def faults(page):
    """What axe finds, and the width of a page that is wider than the phone."""
    found = [violation["id"] for violation in Axe().run(page).response["violations"]]
    width = page.evaluate("document.documentElement.scrollWidth")
    return found + ([f"{width} px wide"] if width > page.viewport_size["width"] else [])


def fill_idea(page):
    page.get_by_label("Título").fill("El pozo de dos pueblos")
    page.get_by_label("Charla").check()
    page.get_by_label("De qué trata").fill("Quién saca agua primero, y quién lo dice.")
    page.get_by_role("group", name="Idiomas en que podrías").get_by_label("Español").check()


def link_in_mail(kind, portal):
    text = Delivery.objects.filter(key__contains=f":{kind}").latest("pk").text
    return re.search(rf"{portal}/es/proposals/mine/\S+", text)[0]


def test_from_an_idea_to_a_session(portal, phone, desk):
    phone.goto(portal + CALL)
    assert faults(phone) == []
    expect(phone.get_by_text("lo guardó este navegador")).to_be_hidden()
    phone.get_by_label("Título").fill("Otra idea")
    phone.reload()
    expect(phone.get_by_text("lo guardó este navegador")).to_be_visible()
    phone.get_by_role("button", name="Empezar de nuevo").click()
    expect(phone.get_by_text("lo guardó este navegador")).to_be_hidden()
    expect(phone.get_by_label("Título")).to_have_value("")
    fill_idea(phone)
    expect(phone.get_by_label("Tu zona horaria")).to_have_value("America/Mexico_City")
    phone.goto(portal + "/es/")
    phone.goto(portal + CALL)
    expect(phone.get_by_label("Título"), "kept by the browser").to_have_value("El pozo de dos pueblos")
    phone.get_by_role("button", name="Continuar").click()
    phone.get_by_role("button", name="Enviar la propuesta").click()
    expect(phone.locator(".errorlist").nth(2)).to_be_visible()
    assert faults(phone) == []
    expect(phone.get_by_text("Estas horas son de Ciudad de México.")).to_be_visible()
    expect(phone.get_by_label("jueves 6 de mayo, 08:00–09:00")).to_have_count(1)
    phone.get_by_label("Nombre", exact=True).fill("Remei Sabater")
    phone.locator("[name=speaker-0-email]").fill("remei@example.org")
    phone.get_by_label("Biografía breve").fill("Riega y toma nota.")
    phone.get_by_role("group", name="Idiomas para responder preguntas").get_by_label("Español").check()
    expect(phone.get_by_text("El equipo de programa puede guardar")).to_be_visible()
    phone.get_by_label("Estoy de acuerdo").check()
    phone.get_by_role("button", name="Enviar la propuesta").click()
    phone.get_by_role("heading", name="¡Gracias!").wait_for()
    submission = Submission.objects.get()
    assert submission.language == "es"

    desk.goto(f"{portal}/admin/proposals/{submission.pk}/")
    desk.get_by_label("I object").check()
    desk.get_by_label("Reason (required for an objection)").fill("Two topics in one")
    desk.get_by_role("button", name="Give this answer").click()
    desk.get_by_role("button", name="Accept", exact=True).click()
    desk.get_by_text("an objection is still open").wait_for()

    phone.goto(link_in_mail("received", portal))
    assert faults(phone) == []
    phone.get_by_role("link", name="Cambiar la propuesta").click()
    expect(phone.get_by_label("Título")).to_be_visible()
    assert faults(phone) == []
    phone.get_by_label("Título").fill("El pozo")
    phone.locator("main .form__actions button").click()
    phone.get_by_role("heading", name="El pozo").wait_for()
    phone.get_by_role("link", name="Añadir otra persona ponente").click()
    phone.get_by_label("Nombre", exact=True).fill("Jordi Clos")
    phone.locator("[name=email]").fill("jordi@example.org")
    phone.get_by_label("Biografía breve").fill("Mide.")
    phone.locator("main").get_by_label("Español").check()
    phone.get_by_role("button", name="Añadir a esta persona").click()
    phone.get_by_text("Jordi Clos").wait_for()
    assert submission.reviews.get().answer == "amended"

    desk.goto(f"{portal}/admin/proposals/{submission.pk}/")
    desk.get_by_text("Please look at it again").wait_for()
    desk.get_by_role("button", name="Accept", exact=True).click()
    desk.get_by_role("button", name="Send the held email").click()
    desk.get_by_text("Email sent").wait_for()

    phone.goto(link_in_mail("accepted", portal))
    phone.get_by_role("button", name="Sí, confirmo").click()
    phone.get_by_text("Has confirmado").wait_for()

    session = SessionPage.objects.get(locale=factories.locale("es"))
    assert (session.title, session.locale.language_code, session.live) == ("El pozo", "es", False)
    assert [row.speaker.title for row in session.session_speakers.all()] == ["Remei Sabater", "Jordi Clos"]
    assert [(one, one.has_slot) for one in sessions_to_choose(str(submission.event_id))] == [(session, False)]
    desk.goto(f"{portal}/admin/event-overview/{submission.event_id}/")
    expect(desk.locator("#hub-tasks + ul").get_by_text("El pozo").first, "a draft").to_be_attached()
    desk.goto(f"{portal}/admin/translations/?language=en")
    expect(desk.get_by_role("link", name="El pozo", exact=True), "the English desk asks for it").to_have_count(1)
    expect(desk.get_by_role("link", name="Jordi Clos", exact=True)).to_have_count(1)


def test_the_form_works_without_javascript_on_a_small_screen(portal, browser):
    page = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700}).new_page()
    page.goto(portal + CALL)
    fill_idea(page)
    page.get_by_label("Tu zona horaria").select_option("Pacific/Auckland")
    page.get_by_role("button", name="Continuar").click()
    expect(page.get_by_label("viernes 7 de mayo, 01:00–02:00")).to_have_count(1)
    page.get_by_label("Nombre", exact=True).fill("Ana Lucero")
    page.get_by_role("button", name="Añadir otra persona ponente").click()
    expect(page.get_by_role("heading", name="Persona 2")).to_be_visible()
    expect(page.get_by_label("Nombre", exact=True).first).to_have_value("Ana Lucero")
    page.get_by_role("button", name="Volver a la idea").click()
    expect(page.get_by_label("Título")).to_have_value("El pozo de dos pueblos")


def test_another_language_on_the_second_step_opens_at_the_form_and_says_what_is_there_again(portal, browser):
    page = browser.new_context(timezone_id="America/Mexico_City").new_page()
    page.goto(portal + CALL)
    fill_idea(page)
    page.get_by_role("button", name="Continuar").click()
    page.get_by_role("heading", name="Ponentes y horarios").wait_for()
    page.locator(".languages a[hreflang=en]").click()
    expect(page.get_by_text("What you typed before is here again")).to_be_in_viewport()
    expect(page.get_by_label("Title")).to_have_value("El pozo de dos pueblos")
