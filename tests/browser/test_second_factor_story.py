"""An editor whose group needs a second factor: by invitation, with a passkey on a virtual device, without scripts."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from home.accounts import actions, factors
from home.accounts.links import invitation_link
from home.accounts.models import Invitation
from home.roles import EDITORS
from tests.accounts.conftest import code_of

PASSWORD = "a walk of many miles"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def portal(live_server, settings) -> str:
    settings.SECOND_FACTOR_GROUPS = [EDITORS]
    return live_server.url


@pytest.fixture
def invitation(portal) -> Invitation:
    group = Group.objects.get(name=EDITORS)
    return actions.invite(address="bea@example.org", group=group, language="en", by=None, now=timezone.now())


def with_device(page: Page) -> None:
    """Give the page's browser a virtual authenticator that stores passkeys and always consents."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def path_of(invitation: Invitation) -> str:
    return invitation_link(invitation).removeprefix("http://localhost")


def test_invited_with_a_passkey_and_in_again_with_it_alone_or_after_the_password(portal, invitation, page):
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    with_device(page)
    page.goto(f"{portal}{path_of(invitation)}")
    page.get_by_label("First name").fill("Bea")
    page.get_by_label("Last name").fill("Sol")
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.get_by_role("button", name="Create my account").click()

    page.wait_for_url("**/second-factor/**")
    page.goto(f"{portal}/admin/pages/")  # nothing opens before
    page.wait_for_url("**/second-factor/**")
    page.get_by_role("link", name="Set up a passkey").click()
    page.get_by_role("button", name="Set up").click()
    expect(page.locator(".account__codes li")).to_have_count(10)
    page.get_by_role("button", name="I have kept them").click()
    page.wait_for_url(f"{portal}/admin/pages/**")

    page.context.clear_cookies()
    page.goto(f"{portal}/admin/")
    page.get_by_role("button", name="Log in with a passkey").click()
    page.wait_for_url(f"{portal}/admin/")

    page.context.clear_cookies()
    page.goto(f"{portal}/admin/")
    page.locator("[name=username]").fill("bea@example.org")
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{portal}/admin/")
    assert complaints == []


def test_the_passkey_of_another_account_opens_nothing(portal, page, django_user_model):
    for name in ("ana", "ben"):
        django_user_model.objects.create_superuser(name, f"{name}@example.org", PASSWORD)
    with_device(page)
    page.goto(f"{portal}/admin/login/second-factor/passkey/")
    log_in(page, "ana")
    page.get_by_role("button", name="Set up").click()
    expect(page.locator(".account__codes li")).to_have_count(10)
    page.context.clear_cookies()
    factors.add_app(django_user_model.objects.get(username="ben"), factors.new_secret())
    page.goto(f"{portal}/admin/login/passkey/")
    page.goto(f"{portal}/admin/")
    passkey = page.evaluate(
        """async () => {
            const { publicKey } = await (await fetch("/admin/login/passkey/")).json();
            const options = PublicKeyCredential.parseRequestOptionsFromJSON(publicKey);
            return JSON.stringify(await navigator.credentials.get({ publicKey: options }));
        }"""
    )
    log_in(page, "ben")
    page.evaluate(
        """passkey => {
            const form = document.querySelector(".account__form");
            form.append(Object.assign(document.createElement("input"), { name: "credential", value: passkey }));
            form.submit();
        }""",
        passkey,
    )
    expect(page.get_by_text("does not belong to this account")).to_be_visible()


def log_in(page: Page, name: str) -> None:
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/second-**")


def test_an_app_is_set_up_and_used_by_keyboard_alone_without_script(portal, invitation, browser: Browser):
    user = actions.accept(invitation=invitation, first_name="Bea", last_name="Sol", password=PASSWORD)
    page = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700}).new_page()
    page.goto(f"{portal}/admin/")
    log_in(page, "bea@example.org")
    page.get_by_role("link", name="Set up an app").press("Enter")
    secret = page.locator(".account__key").inner_text().replace(" ", "")
    page.locator("[name=code]").press_sequentially(code_of(secret))
    page.keyboard.press("Enter")
    code = page.locator(".account__codes code").first.inner_text()
    page.get_by_role("button", name="I have kept them").press("Enter")
    page.wait_for_url(f"{portal}/admin/")
    page.context.clear_cookies()
    page.goto(f"{portal}/admin/")
    log_in(page, "bea@example.org")
    page.keyboard.type(code)  # the field has the focus
    page.keyboard.press("Enter")
    page.wait_for_url(f"{portal}/admin/")
    assert factors.factors_of(user).count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_axe_finds_nothing_on_the_way_in(portal, invitation, browser: Browser, scheme, language):
    """On a narrow screen nothing is cut off, either."""
    context = browser.new_context(color_scheme=scheme, locale=language, viewport={"width": 320, "height": 700})
    page = context.new_page()
    Invitation.objects.update(language=language)

    def look() -> None:
        assert page.evaluate("document.documentElement.scrollWidth") == 320, page.url
        found = Axe().run(page).response["violations"]
        assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == [], page.url

    page.goto(f"{portal}/admin/login/")
    look()
    page.goto(f"{portal}{path_of(invitation)}")
    look()
    actions.accept(invitation=invitation, first_name="Bea", last_name="Sol", password=PASSWORD)
    page.goto(f"{portal}/admin/")
    log_in(page, "bea@example.org")
    look()
    for name in ("passkey", "app"):
        page.goto(f"{portal}/admin/login/second-factor/{name}/")
        look()
    secret = re.sub(r"\s", "", page.locator(".account__key").inner_text())
    page.locator("[name=code]").fill("000000")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    look()
    page.locator("[name=code]").fill(code_of(secret))
    page.keyboard.press("Enter")
    page.locator(".account__codes").wait_for()
    look()
    context.clear_cookies()
    page.goto(f"{portal}/admin/")
    log_in(page, "bea@example.org")
    look()
