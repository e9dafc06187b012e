"""The service worker is new with each release; what it may keep carries a mark, and ways in carry another."""

import json
import re

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import reverse
from lxml import html

from events.enums import SessionKind
from events.models import Event
from tests import factories

pytestmark = pytest.mark.django_db
JOIN = "https://meet.example.org/"


def version(client):
    answer = client.get("/worker.js")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Content-Type"].startswith("text/javascript")
    return re.match(r'const VERSION = "(\w+)";\n', answer.content.decode())[1]


def test_the_worker_is_another_one_with_each_release_only(client, monkeypatch):
    first = version(client)
    assert version(client) == first
    monkeypatch.setattr(staticfiles_storage, "manifest_hash", "of the next release", raising=False)
    assert version(client) != first


def test_the_worker_speaks_every_language_of_the_portal(client):
    found = json.loads(re.search(r"const PORTAL = (.*);", client.get("/worker.js").content.decode())[1])
    assert {code: texts["page"] for code, texts in found["languages"].items()} == {
        "en": "/en/offline/",
        "es": "/es/offline/",
    }
    assert found["languages"]["es"]["join"] == "Para entrar necesitas conexión."


@pytest.mark.parametrize("code", ["en", "es"])
def test_the_manifest_is_in_the_language_of_the_page(client, code):
    factories.home_page(code)
    page = html.fromstring(client.get(f"/{code}/").content)
    answer = client.get(page.xpath("//link[@rel='manifest']/@href")[0])
    found = answer.json()
    assert (found["lang"], found["start_url"], found["scope"]) == (code, f"/{code}/", "/")
    assert ("Sociocracia" in found["name"]) == (code == "es")
    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert all(finders.find(icon["src"].removeprefix("/static/")) for icon in found["icons"])


def is_public(answer):
    """As `isPublic` in worker.js."""
    control = answer.headers.get("Cache-Control", "")
    return "ETag" in answer.headers and re.match("max-age=0, must-revalidate", control) is not None


def test_only_pages_that_are_the_same_for_everybody_may_be_kept(kept_pages, client, admin_client):
    about = factories.standard_page()
    for path in ("/en/", about.url, "/en/offline/"):
        assert is_public(client.get(path)), path
        assert not is_public(admin_client.get(path)), path
    for path in ("/en/missing/", "/admin/login/", "/en/proposals/mine/x/", "/en/subscription/preferences/x/"):
        assert not is_public(client.get(path)), path
    about.view_restrictions.create(restriction_type="password", password="open")  # noqa: S106
    assert not is_public(client.get(about.url))


def test_the_answer_to_a_form_is_not_loaded_again(client):
    """That would send the form again."""
    address = reverse("newsletter:sign_up")
    assert b"data-old=" in client.get("/en/").content
    answer = client.post(address, {"email": "no address"})
    assert b"offline.js" in answer.content
    assert b"data-old=" not in answer.content


def test_every_way_in_is_marked(client, settings):
    """Else the worker would keep it."""
    page = factories.programme_page()
    oak = factories.room(name="Oak", join_url=f"{JOIN}oak", language="en")
    ways = [{"kind": "telephone", "language": "", "address": "+52 55 1234 5678", "note": ""}]
    factories.timetable(
        factories.slot(factories.session("Circles"), 13, room=oak, ways_in=ways),
        factories.slot(factories.session("Pause", kind=SessionKind.LANGUAGE_BREAK), 13, languages={}),
    )
    Event.objects.update(released_at=factories.utc(0, day=2))
    settings.PORTAL_AT = factories.utc(13.5)
    paths = [
        page.url,
        f"{page.url}?view=grid",
        f"{page.url}circles/",
        f"{page.url}pause/",
        page.get_parent().url,
        "/en/",
    ]
    found = 0
    for path in [*paths, f"/en/programme/{page.shown_event.pk}/now/"]:
        for link in html.fromstring(client.get(path).content).xpath(
            f"//a[starts-with(@href, '{JOIN}') or starts-with(@href, 'tel:')]"
        ):
            marked = link.xpath("ancestor-or-self::*[@data-way-in]")
            assert marked and marked[0].tag in {"a", "ul"}, (path, html.tostring(link))
            found += 1
    assert found > 6
