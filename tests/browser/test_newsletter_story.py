"""A reader signs up in Spanish, the programme is published, an editor sends the issue, and it arrives."""

import base64
import json
import re
from urllib.parse import parse_qs

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.test import Client
from django.utils import timezone

from home.forms.proof import accept_proof
from home.forms.public import DEFAULT_LIMITS
from home.forms.rate_limit import Limit, allow
from home.jobs.background import do_background_tasks
from home.models import RateCounter
from home.newsletter.jobs import send_issues
from home.newsletter.models import NewsletterIssuePage, NewsletterPage, Subscriber
from home.outbox.sending import send_due
from tests import factories


@pytest.fixture
def portal(live_server, settings):
    """A newsletter and an edition in two languages, with one session whose timetable is not published yet."""
    settings.PORTAL_BASE_URL = live_server.url
    settings.OUTBOX_PER_MINUTE = 0
    home = factories.home_page()
    factories.home_page("es")
    words = {"intro": "Get an email when the programme is published.", "consent_text": "Yes, write to me."}
    english = factories.add(home, NewsletterPage(title="Newsletter", slug="newsletter", **words))
    factories.translated(
        english, "es", title="Boletín", slug="boletin", intro="Les avisamos.", consent_text="Sí, escríbanme."
    )
    edition = factories.event_page()
    factories.translated(edition, "es", title="Mejores sistemas", slug="mejores-sistemas")
    factories.session(parent=factories.programme_page(edition))
    return live_server.url


@pytest.fixture
def phone(browser):
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="es-MX")
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(browser, portal, client, admin_user):
    client.force_login(admin_user)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    cookie = client.cookies["sessionid"]
    context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": portal}])
    yield context.new_page()
    context.close()


def work() -> None:
    """Runs the jobs that are due, as the worker does."""
    do_background_tasks(now=timezone.now())
    while send_issues(now=timezone.now()) or send_due(now=timezone.now()):
        pass


def faults(page) -> list[str]:
    return [violation["id"] for violation in Axe().run(page).response["violations"]]


def sign_up(page, portal: str) -> None:
    for _from_the_cache in range(2):
        page.goto(f"{portal}/es/boletin/")
    assert faults(page) == []
    form = page.locator("#newsletter-sign-up form")
    form.locator("[name=address]").fill("ana@example.org")
    form.locator("[name=consent]").check()
    form.locator("[type=submit]").click()
    page.wait_for_url("**/es/subscription/asked/**")
    assert page.context.cookies() == []


def confirm(page, portal: str) -> None:
    work()
    page.goto(re.search(rf"{portal}/es/subscription/confirm/\S+", mail.outbox[-1].body)[0])
    assert faults(page) == []
    assert Subscriber.objects.get().state == "pending"
    page.locator("main form [type=submit]").click()
    page.locator(".notice--success").wait_for()
    assert Subscriber.objects.get().state == "confirmed"


def test_the_promise_is_kept(portal, phone, desk) -> None:
    sign_up(phone, portal)
    confirm(phone, portal)

    talk = factories.SessionPage.objects.get(locale__language_code="en")
    factories.timetable(factories.slot(talk))
    issue, spanish = (NewsletterIssuePage.objects.get(locale__language_code=code) for code in ("en", "es"))
    for page in (issue, spanish):
        page.save_revision().publish()
    desk.goto(f"{portal}/admin/newsletter/issues/{issue.pk}/")
    desk.locator("button[value=send]").click()
    desk.locator("#newsletter-progress").wait_for()
    work()

    arrived = mail.outbox[-1]
    assert (arrived.to, arrived.subject) == (["ana@example.org"], NewsletterIssuePage.objects.get(pk=spanish.pk).title)
    assert "13:00" in arrived.body
    assert arrived.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    leave = arrived.extra_headers["List-Unsubscribe"].strip("<>").removeprefix(portal)
    for _again in range(2):
        answer = Client(enforce_csrf_checks=True).post(leave, {"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, answer.cookies.output()) == (200, "")
    assert Subscriber.objects.get().state == "unsubscribed"


def test_a_browser_proves_work_before_it_sends_a_flooded_form(portal, phone) -> None:
    limit = Limit(1, DEFAULT_LIMITS.total.per)
    allow("newsletter sign-up|all", limit, now=timezone.now())
    RateCounter.objects.update(count=DEFAULT_LIMITS.total.count)
    with phone.expect_request(lambda request: request.method == "POST") as sent:
        sign_up(phone, portal)
    solved = parse_qs(sent.value.post_data)["proof"][0]
    assert not accept_proof(solved, now=timezone.now()), "it was counted"
    assert json.loads(base64.b64decode(solved))["number"] >= 0
    work()
    assert Subscriber.objects.get().address == "ana@example.org"
