"""From a promise to somebody's ear: a warning, a gap, an offer by phone, a way in, and a cancellation on the day."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from events.models import Event
from home.jobs.background import do_background_tasks
from home.outbox.models import Delivery
from tests import factories
from tests.browser.test_board_story import PASSWORD, card, saved
from tests.factories import utc

PROMISE = {"spoken": ["en"], "interpreted": ["es"]}
CHANNEL = "https://meet.example.org/canal-es"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "locale": "es-MX"}


@pytest.fixture
def timetable(live_server, settings):
    """Circles at 13:00 and Rounds at 15:00, both in English and interpreted into Spanish, by nobody yet."""
    settings.AXES_ENABLED, settings.PORTAL_AT = False, utc(9, day=1)
    User.objects.create_superuser("ana", "ana@example.org", PASSWORD)
    programme = factories.programme_page()
    Event.objects.update(released_at=utc(0, day=1), ends_at=utc(22))
    oak = factories.room(name="Oak", join_url="https://meet.example.org/oak")
    circles, rounds = factories.session("Circles", programme), factories.session("Rounds", programme)
    factories.home_page("es")
    edition = programme.get_parent().specific
    titles = {edition: "Mejores sistemas", programme: "Programa", circles: "Círculos", rounds: "Rondas"}
    for page, title in titles.items():
        factories.translated(page, title=title)
    return factories.timetable(
        factories.slot(circles, 13, room=oak, languages=PROMISE),
        factories.slot(rounds, 15, room=oak, languages=PROMISE),
    )


def warnings(page: Page, base: str, timetable) -> str:
    """What the board warns of."""
    page.goto(base + reverse("wagtailsnippets_events_timetable:edit", args=[timetable.pk]))
    expect(card(page, "Circles")).to_be_visible()
    if page.locator("button.board__count--warning").count():
        page.locator("button.board__count--warning").click()
        assert Axe().run(page).violations_count == 0
    return page.locator("[data-problem-list]").inner_text()


def test_from_a_promise_to_an_ear_and_back(live_server, timetable, browser, settings):
    base, event = live_server.url, Event.objects.get()
    programme = f"{base}/es/better-systems/programme/"
    team, phone = browser.new_page(), browser.new_context(**PHONE).new_page()
    errors: list[str] = []
    for page in (team, phone):
        page.on("pageerror", lambda error: errors.append(str(error)))

    team.goto(f"{base}{reverse('wagtailadmin_login')}")
    team.locator("#id_username").fill("ana")
    team.locator("#id_password").fill(PASSWORD)
    team.locator("#id_password").press("Enter")
    expect(team).to_have_url(re.compile("/admin/$"))
    assert "nobody is named for it: Español (2)" in warnings(team, base, timetable)
    roster = base + reverse("roster_admin:roster", args=[event.pk])
    team.goto(roster)
    team.get_by_role("button", name="Add what the timetable promises").click()
    team.get_by_role("button", name="Make all gaps public").click()
    expect(team.get_by_text("2 gaps")).to_be_visible()

    phone.goto(programme)
    expect(phone.locator("main")).to_contain_text("0 de 2 sesiones en español. 2 esperan")
    phone.get_by_role("link", name="¿Podrías ayudar?").click()
    for title in ("Círculos", "Rondas"):
        phone.get_by_label(title).check()
    phone.get_by_label("Tu nombre").fill("Zoë 王 מרים")
    phone.get_by_label("Correo electrónico").fill("zoe@müller.example")
    phone.get_by_label("Zona horaria").select_option("America/Mexico_City")
    phone.get_by_role("group", name="Idiomas").get_by_label("Español").check()
    phone.get_by_role("group", name="Idiomas").get_by_label("English").check()
    phone.get_by_label("Estoy de acuerdo").check()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.get_by_role("button", name="Ofrecer ayuda").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("¡Gracias!")
    do_background_tasks(now=timezone.now())  # as the worker does
    link = Delivery.objects.get(kind="helper link")
    phone.goto(base + re.search(r"https?://[^/]+(/es/\S+)", link.text)[1])
    phone.get_by_role("button", name="Confirmar mi dirección de correo").click()
    expect(phone.get_by_role("heading", name="Te ofreciste para esto")).to_be_visible()
    mine = phone.url

    for left in (1, 0):
        team.goto(roster)
        team.get_by_role("button", name=re.compile("^Confirm")).first.click()
        expect(team.get_by_role("button", name=re.compile("^Confirm"))).to_have_count(left)
    assert "nobody is named" not in warnings(team, base, timetable)
    assert (
        "an interpreter is named, but there is no way in to hear them: Español"
        in team.locator("[data-problem-list]").inner_text()
    )

    card(team, "Circles").click()
    team.locator(".board__ways summary").click()
    row = team.locator(".board__ways [data-way-row]").first
    row.locator("[data-way=kind]").select_option("interpretation")
    row.locator("[data-way=language]").select_option("es")
    row.locator("[data-way=address]").fill(CHANNEL)
    row.locator("[data-way=note]").fill("Canal 2")
    row.locator("[data-way=note]").press("Tab")
    saved(team)
    team.get_by_role("button", name="Publish").click()
    expect(team.locator(".messages")).to_contain_text("is published")

    settings.PORTAL_AT = utc(12.9)  # on the day
    reader = browser.new_context(**PHONE).new_page()
    for path in ("", "programme/", "programme/circles/"):
        reader.goto(f"{base}/es/better-systems/{path}")
        first = reader.locator("main a[href^='https://meet.example.org']").first
        expect(first).to_have_text(re.compile(r"Escucha en\s+español"))
        expect(first).to_have_attribute("href", CHANNEL)
    reader.route("https://meet.example.org/**", lambda route: route.fulfill(body="the channel"))
    reader.locator(".ways-in a").first.click()
    expect(reader).to_have_url(CHANNEL)

    settings.PORTAL_AT = utc(14)  # an hour before the second session
    phone.goto(mine)
    phone.locator("form.panel", has_text="Rondas").get_by_role("button", name="Al final no puedo").click()
    expect(
        phone.locator("form.panel", has_text="Rondas").get_by_role("button", name="Al final no puedo")
    ).to_have_count(0)
    told = Delivery.objects.get(kind="helper notice")
    assert told.address == event.contact and "Zoë 王 מרים" in told.text and "Rounds" in told.text
    assert "nobody is named for it: Español (1)" in warnings(team, base, timetable)
    phone.goto(programme)
    expect(phone.locator("main")).to_contain_text("1 de 2 sesiones en español. 1 espera")
    phone.get_by_role("link", name="¿Podrías ayudar?").click()
    expect(phone.get_by_label("Rondas")).to_be_visible()
    assert errors == []
