"""Public forms never lose what a person typed, and show no error about a hidden field."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from lxml.html import fromstring

from events.submissions.tokens import token_of
from home.forms.public import Admission
from home.newsletter import tokens
from home.newsletter.consent import version_of
from home.newsletter.enums import SubscriberState
from home.newsletter.models import Subscriber
from tests import factories
from tests.events.submissions.proposals import NOW, submission
from tests.events.submissions.public.test_views import sent
from tests.markup import values_of
from tests.newsletter.conftest import CONSENT, newsletter, reader  # noqa: F401  fixtures
from tests.read_only import refused_writes
from tests.translations.helpers import published, target

pytestmark = pytest.mark.django_db

SIGN_UP = {
    "address": "ana@example.org",
    "language": "en",
    "consent": "on",
    "consent_version": version_of(CONSENT["en"]),
}


@pytest.fixture(autouse=True)
def portal(settings, newsletter):  # noqa: F811
    settings.PORTAL_AT = NOW
    return factories.call_page()


@pytest.fixture(
    params=[
        "newsletter:sign_up",
        "newsletter:request_link",
        "submissions:request_link",
        "submissions:propose",
        "texts:report",
    ]
)
def form(request, portal):
    """The address of a form and what a person sends."""
    match request.param:
        case "newsletter:sign_up":
            return reverse(request.param), SIGN_UP
        case "submissions:propose":
            return reverse(request.param, args=[portal.get_parent().specific.event_id]), sent()
        case "texts:report":
            factories.home_page("es")
            page = target(published(factories.standard_page()))
            return reverse(request.param, args=[page.pk]), {"sentence": "Somos.", "text": "Falta una palabra."}
    return reverse(request.param), {"address": "ana@example.org", "email": "ana@example.org"}


def form_in(response, address):
    (form,) = [one for one in fromstring(response.content).forms if (one.action or "").split("#")[0] == address]
    return form


def is_taken(response):
    return response.status_code == 302 or b'role="alert"' not in response.content


def test_a_filled_trap_gives_everything_back_to_be_sent_again(client, form):
    address, data = form
    first = client.post(address, {**data, "leave_empty": "Ana"})
    assert not is_taken(first)
    again = values_of(form_in(first, address))
    assert "leave_empty" not in again
    for name in again.keys() & data.keys() - {"go"}:
        assert again[name] == (data[name] if isinstance(data[name], list) else [data[name]]), name
    assert is_taken(client.post(address, {**data, **again}))


def test_a_form_that_lay_open_for_months_is_taken(client, form, portal):
    address, data = form
    with time_machine.travel(NOW, tick=False) as clock:
        page = client.get(portal.url if "/to/" in address else address, follow=True)
        hidden = {one.name: one.value or "" for one in form_in(page, address).xpath(".//input[@type='hidden']")}
        clock.shift(timedelta(days=90))
        assert is_taken(client.post(address, {**data, **hidden}))


def test_no_error_is_about_a_field_that_nobody_sees(client, form):
    address, data = form
    shown = form_in(client.post(address, {**data, "leave_empty": "x"}), address)
    hidden = {one.name for one in shown.xpath(".//input[@type='hidden']")} | {
        "leave_empty",
        "consent_version",
        "rendered",
    }
    for name in hidden - {"go", "people"}:
        page = fromstring(client.post(address, {**data, name: "a\0b" * 90}, follow=True).content)
        for error in page.xpath("//*[@role='alert']//a"):
            assert page.xpath(f"//*[@id='{error.get('href')[1:]}' and not(@type='hidden')]"), (name, error.text)


def test_no_field_that_nobody_sees_has_a_name_that_browsers_fill_in(client, form):
    address, data = form
    shown = form_in(client.post(address, {**data, "leave_empty": "x"}), address)
    (trap,) = shown.xpath(".//*[@aria-hidden]//input")
    known = (
        r"name|nick|mail|phone|tel|address|street|city|zip|postal|country|company|organi|user|pass|url|web|site|birth"
    )
    assert not re.search(known, f"{trap.name} {trap.get('id', '')} {trap.get('placeholder', '')}")


def private_pages(reader, portal):  # noqa: F811
    subscriber, row = reader(state=SubscriberState.PENDING), submission()
    yield reverse("newsletter:confirm", args=[tokens.make_token(tokens.CONFIRM, subscriber)]), {}
    preferences = reverse("newsletter:preferences", args=[tokens.make_token(tokens.PREFERENCES, subscriber)])
    yield preferences, {"action": "language", "language": "en"}
    yield reverse("newsletter:unsubscribe", args=[subscriber.unsubscribe_key]), {}
    yield preferences, {"action": "erase", "sure": "on"}
    for name in ("proposal", "change", "add_speaker", "withdraw"):
        yield reverse(f"submissions:{name}", args=[token_of(row)]), {}


def test_private_pages_work_in_browsers_that_send_no_sec_fetch_site(client, reader, portal):  # noqa: F811
    """With a referrer policy of "no-referrer" such a browser sends "Origin: null" with a form (Fetch, 3.2)."""
    for address, data in private_pages(reader, portal):
        policy = client.get(address).headers["Referrer-Policy"]
        origin = "null" if policy == "no-referrer" else "http://testserver"
        assert policy == "same-origin", "the address is a secret"
        assert Client(headers={"Origin": origin}).post(address, data).status_code in (200, 302), address
    assert not Subscriber.objects.exists()


def test_in_an_outage_a_form_keeps_what_was_typed_and_sends_it_again(form):
    """Whatever is read-only, locked or away: nothing is saved, and the same form goes through afterwards."""
    address, typed = form
    client = Client(raise_request_exception=False)
    with refused_writes():
        response = client.post(address, typed, headers={"accept-language": "es"})
    page = fromstring(response.content.decode())
    kept = [(one.get("name"), one.get("value")) for one in page.xpath("//form//input[@type='hidden']")]
    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    assert "no-store" in response.headers["Cache-Control"]
    expected = [(n, str(v)) for n, value in typed.items() for v in (value if isinstance(value, list) else [value])]
    assert sorted(kept) == sorted(expected)
    assert page.xpath("//form/@action") == [address]
    again: dict[str, list[str]] = {}
    for name, value in kept:
        again.setdefault(name, []).append(value)
    assert client.post(address, again).status_code in (200, 302)


def test_in_an_outage_a_page_behind_a_private_link_keeps_what_was_typed(portal):
    address = reverse("submissions:change", args=[token_of(submission())])
    with refused_writes():
        response = Client(raise_request_exception=False).post(address, {"title": "A long story"})
    assert response.status_code == 503 and 'value="A long story"' in response.content.decode()


def test_a_form_that_is_refused_for_now_keeps_what_was_typed(client, form, monkeypatch):
    address, typed = form
    monkeypatch.setattr("home.forms.public.admit", lambda *args, **kwargs: Admission.REFUSED)
    response = client.post(address, typed | {"proof": "used"})
    assert response.status_code == 429
    kept = {name: value if isinstance(value, list) else [value] for name, value in typed.items()}
    assert values_of(form_in(response, address)) == kept, "without the proof, which counts once"
    assert form_in(response, address).xpath(".//input[@data-challenge and @name='proof']")


def test_a_password_is_not_kept_on_a_page(client, monkeypatch):
    monkeypatch.setattr("home.forms.public.admit", lambda *args, **kwargs: Admission.REFUSED)
    response = client.post(reverse("wagtailcore_authenticate_with_password", args=[1, 1]), {"password": "Sesame 1"})
    assert response.status_code == 429
    assert b"Sesame" not in response.content


def test_a_fault_of_ours_is_not_called_an_outage(form, monkeypatch):
    monkeypatch.setattr("home.forms.public.admit", lambda *args: 1 / 0)
    assert Client(raise_request_exception=False).post(*form).status_code == 500


@pytest.mark.parametrize("path", ["/en/proposals/lost/", "/en/subscription/asked/", "/admin/password_reset/done/"])
def test_a_page_after_a_form_says_when_an_email_comes_that_has_to_wait(client, path):
    answer = client.post(path, {"email": "ana@example.org"}) if "lost" in path else client.get(path)
    assert "yours comes tomorrow at the same time" in answer.content.decode()
