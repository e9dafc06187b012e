"""A user whose admin is in Spanish sees no English text of ours."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import polib
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from lxml import html
from wagtail.users.models import UserProfile

from home.models import Announcement, Footer
from tests import factories

pytestmark = pytest.mark.django_db
ATTRIBUTES = {"aria-label", "title", "alt", "placeholder"}
KEYS = {"label", "helpText", "description", "text", "title", "help_text", "error_name"}

MADE_FROM = ("timetable", "room", "theme")
WAGTAILS = {"Actions", "Home", "paused"}  # Wagtail's own, untranslated; we use these words, too


class Words(HTMLParser):
    """Every text that a browser would show: text nodes, attributes that are read out, and data for scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.skipping = ""
        self.json = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.skipping = tag if tag in ("script", "style") else self.skipping
        self.json = values.get("type", "") if tag == "script" else ""
        self.found |= {value.strip() for name, value in values.items() if name in ATTRIBUTES}
        for value in values.values():
            self.add_json(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == self.skipping:
            self.skipping = ""

    def handle_data(self, data: str) -> None:
        if self.json == "application/json":
            self.add_json(data)
        elif not self.skipping:
            self.found.add(" ".join(data.split()))

    def add_json(self, data: str) -> None:
        if data.strip()[:1] in ("{", "["):
            try:
                self.found |= set(strings(json.loads(data)))
            except ValueError:
                return


def strings(value: Any, key: str = "") -> Iterator[str]:
    """Texts in data: under a key that names one, or with a blank inside; other words there are technical."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from strings(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, str) and (key in KEYS or " " in value):
        yield " ".join(value.split())


def english() -> set[str]:
    """Our texts that read differently in Spanish; that none lacks its Spanish is for check_catalogs to say."""
    catalog = polib.pofile(str(Path(settings.LOCALE_PATHS[0]) / "es" / "LC_MESSAGES" / "django.po"))
    pairs = {" ".join(entry.msgid.split()): " ".join(entry.msgstr.split()) for entry in catalog}
    return {text for text, spanish in pairs.items() if spanish not in ("", text)} - set(pairs.values())


@pytest.fixture
def spanish_client(admin_client: Client, admin_user: Any) -> Client:
    UserProfile.objects.create(user=admin_user, preferred_language="es")
    return admin_client


def addresses() -> list[str]:
    home, spanish = factories.home_page(), factories.home_page("es")
    event = factories.event_page(title="Encuentro", event=factories.event(name="Encuentro"))
    call = factories.call_page(event, title="Envíen ideas")
    page = factories.standard_page(title="Quiénes somos", live=False)
    announcement = Announcement.objects.create(text="Hola", locale=home.locale)
    footer = Footer.objects.create(name="Pie", locale=home.locale)
    rows = [("event", "events", event.event), ("announcement", "home", announcement), ("footer", "home", footer)]
    return [
        reverse("wagtailadmin_home"),
        *(reverse("wagtailadmin_explore", args=[one.pk]) for one in (home, spanish, event)),
        *(reverse("wagtailadmin_pages:add_subpage", args=[one.pk]) for one in (home, event)),
        *(reverse("wagtailadmin_pages:edit", args=[one.pk]) for one in (home, event, call, page)),
        reverse("wagtailadmin_pages:add", args=["home", "standardpage", home.pk]),
        *(reverse(f"wagtailsnippets_{app}_{name}:{view}") for name, app, _row in rows for view in ("list", "add")),
        *(reverse(f"wagtailsnippets_{app}_{name}:edit", args=[row.pk]) for name, app, row in rows),
        *(reverse("guide", args=[name]) for name in ("editors", "translators")),
        reverse("wagtailimages:index"),
        reverse("translations:desk"),
        reverse("translations:readers"),
        reverse("wagtailadmin_account"),
        *(reverse(name) for name in ("newsletter_issues", "newsletter_subscribers", "proposals:list", "outbox_mails")),
        *(reverse(f"wagtailsnippets_events_{name}:{view}") for name in MADE_FROM for view in ("list", "add")),
    ]


def test_a_spanish_user_meets_no_english_of_ours(spanish_client):
    ours, left = english(), {}
    for address in addresses():
        response = spanish_client.get(address, follow=True)
        assert response.status_code == 200, address
        html = response.content.decode()
        assert '<html lang="es"' in html, address
        words = Words()
        words.feed(html)
        left.update(dict.fromkeys(words.found & ours - WAGTAILS, address))
    assert left == {}


def test_the_walk_would_notice(admin_client):
    """The same page in English has many of our texts."""
    words = Words()
    words.feed(admin_client.get(reverse("wagtailsnippets_home_announcement:add")).content.decode())
    assert len(words.found & english()) > 5


def test_the_login_page_speaks_the_browsers_language(client):
    html = client.get(reverse("wagtailadmin_login"), headers={"accept-language": "es"}).content.decode()
    assert "Conferencia de Sociocracia: iniciar sesión" in html


@pytest.mark.django_db
def test_the_language_is_changed_without_a_name(admin_client, admin_user):
    page = html.fromstring(admin_client.get("/admin/account/").content)
    (form,) = [form for form in page.forms if "locale-preferred_language" in form.fields]
    nameless = {"name_email-first_name": "", "name_email-last_name": ""}
    data = dict(form.form_values()) | nameless | {"locale-preferred_language": "es"}
    assert admin_client.post("/admin/account/", data).status_code == 302
    assert UserProfile.objects.get(user=admin_user).preferred_language == "es"
