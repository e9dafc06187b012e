from datetime import UTC, datetime
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page
from wagtail_localize.models import Translation

from events.enums import CallState, Phase
from events.models import CallPage, Event
from home.models import HomePage
from home.newsletter.models import NewsletterIssuePage
from home.translations.jobs import sync_translations
from home.translations.queries import desk_entries
from portal.demo.load import portal_is_empty
from tests import factories

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15
SEARCHES = ("/en/search/?q=circle", "/es/search/?q=círculo")
MOST_OF_A_SEARCH = 20  # one for each type of page among the ten it shows


def load(*arguments):
    out = StringIO()
    call_command("load_demo", *arguments, stdout=out)
    return out.getvalue()


def untranslated():
    """Titles of demo pages whose strings are not all translated."""
    progress = [(str(row.source.object_repr), *row.get_progress()) for row in Translation.objects.all()]
    return [title for title, total, done in progress if total != done or not total]


def waiting_for(code):
    return [entry for entry in desk_entries(factories.locale(code), now=datetime.now(tz=UTC)) if entry.needs_attention]


def costs(client):
    """Address → queries of an anonymous view, for one page of each kind and language; rendered, not cached."""
    pages = Page.objects.live().filter(depth__gt=1).order_by("path")
    one_each = {(page.content_type_id, page.locale_id): page.url for page in pages}
    found = {}
    for path in [*one_each.values(), *SEARCHES]:
        assert client.get(path).status_code == 200, path
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        found[path] = len(queries)
    return found


def test_an_empty_portal_is_filled_in_both_languages_and_loading_again_changes_nothing(monkeypatch, client):
    monkeypatch.setenv("DEMO_PASSWORD", "demo-password")
    assert "is loaded" in load("--logins")
    assert not User.objects.filter(Q(first_name="") | Q(last_name="")).exists()  # else their account page refuses

    english, spanish = (Page.objects.live().filter(depth__gt=1, locale=factories.locale(code)) for code in ("en", "es"))
    assert set(english.values_list("translation_key")) == set(spanish.values_list("translation_key"))
    assert untranslated() == []

    now = datetime.now(tz=UTC)
    states = {
        str(page.shown_event): page.shown_event.call_state(now)
        for page in CallPage.objects.filter(locale__language_code="en")
    }
    assert sorted(states.values()) == [CallState.CLOSED, CallState.CLOSED, CallState.OPEN]
    assert Event.objects.get(starts_at=datetime(2021, 5, 6, 13, tzinfo=UTC)).phase(now) == Phase.OVER

    html = client.get("/es/mejores-sistemas-2021/").content.decode()
    assert "Un mal sistema" in html
    assert "A Bad System Will Beat a Good Person Every Time" in html

    assert NewsletterIssuePage.objects.count() == 4, "two issues in two languages, and none prepared beside them"
    assert "El programa está listo" in client.get("/es/boletin/").content.decode()
    assert client.get("/es/boletin/programa-listo-2021/").status_code == 200
    assert "Tres círculos se superponen" in client.get("/es/").content.decode()

    while sync_translations(now=now):  # the on_commit callbacks
        pass
    waiting = {code: [entry.title for entry in waiting_for(code)] for code in ("es", "en")}
    assert waiting == {"es": ["Arriving from everywhere"], "en": ["La asamblea que dejó de votar"]}
    assert (
        "cuatro horas y media" in client.get("/es/mejores-sistemas-2021/programa/la-asamblea-que-dejo-de-votar/").text
    )
    assert untranslated() == []

    before = list(Page.objects.values_list("pk", "latest_revision", "last_published_at"))
    assert "has content" in load()
    assert list(Page.objects.values_list("pk", "latest_revision", "last_published_at")) == before
    assert get_user_model().objects.get(username="translator-es").check_password("demo-password")
    assert "page:" not in "".join(client.get(path).content.decode() for path in ("/en/", "/es/"))
    asked = costs(client)
    assert {path: asked[path] for path in SEARCHES if asked[path] > MOST_OF_A_SEARCH} == {}
    assert {path: count for path, count in asked.items() if count > MOST_QUERIES and path not in SEARCHES} == {}


def test_a_portal_with_a_page_of_its_own_is_never_touched():
    page = factories.standard_page(title="Ours")
    assert "has content" in load()
    assert list(Page.objects.filter(depth=3)) == [page.page_ptr]
    assert not get_user_model().objects.exists()


def test_an_event_is_content_too():
    factories.event()
    assert not portal_is_empty()


def test_without_one_of_the_demos_languages_nothing_is_loaded(settings):
    settings.PORTAL_LANGUAGES = ["en"]
    assert "needs English and Spanish" in load()
    assert portal_is_empty()


def test_below_a_home_page_in_another_language_nothing_is_loaded(settings):
    settings.PORTAL_LANGUAGES, settings.LANGUAGE_CODE = ["es", "en"], "es"
    HomePage.objects.update(locale=factories.locale("es"))
    assert "a home page in English" in load()
    assert portal_is_empty()
