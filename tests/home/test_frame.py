"""Language switcher, menus, breadcrumbs, canonical and hreflang, sitemap, robots and the root address."""

import re

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from events.models import Event
from home.i18n.page_versions import NavigationLink, PageVersions
from home.models import HomePage
from home.templatetags.site_tags import language_links
from tests import factories
from tests.markup import unwrapped

pytestmark = pytest.mark.django_db


def languages_on(client, path):
    """(code, address, translated) for each entry in the language switcher of a page."""
    context = {"request": RequestFactory().get(path), "page": client.get(path).context["page"]}
    with translation.override(path.split("/")[1]):
        return [(link.code, link.url, link.is_translated) for link in language_links(context)]


def test_the_switcher_stays_on_the_page(client):
    factories.home_page("es")
    factories.translated(factories.standard_page(), slug="quienes-somos")
    expected = [("en", "/en/about/", True), ("es", "/es/quienes-somos/", True)]
    assert languages_on(client, "/en/about/") == expected
    assert languages_on(client, "/es/quienes-somos/") == expected


def test_the_switcher_says_when_a_translation_is_missing(client):
    factories.home_page("es")
    factories.standard_page()
    assert languages_on(client, "/en/about/") == [("en", "/en/about/", True), ("es", "/es/about/", False)]
    assert languages_on(client, "/es/about/") == [("en", "/en/about/", True), ("es", "/es/about/", False)]


def test_the_switcher_hides_a_language_without_a_live_home(client):
    factories.standard_page()
    assert languages_on(client, "/en/about/") == [("en", "/en/about/", True)]


def test_hreflang_is_reciprocal_and_lists_itself(client):
    factories.home_page("es")
    factories.translated(factories.standard_page(), slug="quienes-somos")
    expected = {
        "en": "http://localhost/en/about/",
        "es": "http://localhost/es/quienes-somos/",
        "x-default": "http://localhost/en/about/",
    }
    for path in ("/en/about/", "/es/quienes-somos/"):
        head = client.get(path).content.decode().split("</head>")[0]
        assert dict(re.findall(r'rel="alternate" hreflang="([^"]+)" href="([^"]+)"', head)) == expected
        assert f'<link rel="canonical" href="http://localhost{path}">' in head


def test_menu_and_breadcrumbs_speak_the_readers_language():
    home = factories.home_page("es")
    event = factories.event_page()
    spanish_event = factories.translated(event, title="Mejores sistemas", slug="mejores-sistemas")
    factories.call_page(event, title="Call")
    versions = PageVersions(spanish_event, RequestFactory().get("/es/mejores-sistemas/"))
    assert versions.menu(0, "es") == [NavigationLink("Mejores sistemas", "/es/mejores-sistemas/", "", True)]
    assert versions.menu(1, "es") == [NavigationLink("Call", "/es/mejores-sistemas/call/", "en", False)]
    assert [(crumb.title, crumb.url) for crumb in versions.breadcrumbs("es")] == [
        (home.title, "/es/"),
        ("Mejores sistemas", "/es/mejores-sistemas/"),
    ]


def test_restricted_pages_are_in_no_menu(client):
    page = factories.standard_page()
    page.view_restrictions.create(restriction_type="login")
    assert PageVersions(factories.home_page(), RequestFactory().get("/en/")).menu(0, "en") == []


@pytest.mark.parametrize(
    ("accept", "target"),
    [("es-MX,es;q=0.9", "/es/"), ("en", "/en/"), ("fr", "/en/"), ("", "/en/"), ("x" * 9000, "/en/")],
)
def test_the_root_follows_the_browser_without_a_cookie(client, accept, target):
    factories.home_page("es")
    response = client.get("/", headers={"Accept-Language": accept})
    assert (response.status_code, response.headers["Location"]) == (302, target)
    assert "Accept-Language" in response.headers["Vary"]
    assert not response.cookies


def test_the_root_never_leads_to_a_language_without_a_home(client):
    assert client.get("/", headers={"Accept-Language": "es"}).headers["Location"] == "/en/"


def test_the_sitemap_lists_real_translations_with_alternates(client):
    factories.home_page("es")
    factories.translated(factories.standard_page(), slug="quienes-somos")
    factories.standard_page(slug="only-english")
    factories.standard_page(slug="draft", live=False)
    xml = client.get("/sitemap.xml").content.decode()
    assert set(re.findall(r"<loc>http://localhost([^<]+)</loc>", xml)) == {
        "/en/",
        "/es/",
        "/en/about/",
        "/es/quienes-somos/",
        "/en/only-english/",
    }
    assert xml.count('hreflang="es" href="http://localhost/es/quienes-somos/"') == 2


def test_a_second_tree_has_no_addresses_and_cannot_be_made_by_hand(client, admin_client):
    root = Page.get_first_root_node()
    assert not HomePage.can_create_at(root)
    assert admin_client.get(f"/admin/pages/add/home/homepage/{root.pk}/").status_code in (302, 403)
    second = root.add_child(instance=HomePage(title="Second", slug="second", locale=factories.locale("en")))
    page = factories.standard_page(second, slug="below-it")
    assert "second" not in client.get("/sitemap.xml").content.decode()
    assert PageVersions(page, None).url_for("en") is None


def test_programs_that_ask_for_an_icon_without_a_page_find_one(client):
    response = client.get("/favicon.ico")
    assert response.status_code == 302 and response["Location"].startswith("/static/home/favicon")
    assert 'rel="apple-touch-icon"' in client.get("/en/").content.decode()


def test_robots_names_the_sitemap(client):
    assert "Sitemap: http://localhost/sitemap.xml" in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_costs_the_same_queries_whatever_the_size_of_the_site(client, django_assert_max_num_queries, rows):
    factories.home_page("es")
    for number in range(rows):
        factories.translated(factories.standard_page(slug=f"about-{number}"), slug=f"sobre-{number}")
    client.get("/en/about-0/")
    with django_assert_max_num_queries(13):  # announcements and footer cost one each
        response = client.get("/en/about-0/")
    assert not response.cookies


def title_of(client, path):
    return re.search(r"<title>(.*?)</title>", unwrapped(client.get(path).content.decode()))[1]


def test_the_title_of_the_window_names_the_section_a_page_lies_in(client):
    factories.home_page("es")
    event = factories.event_page()
    call = factories.call_page(event)
    factories.translated(event, title="Mejores sistemas", slug="mejores-sistemas")
    assert title_of(client, "/en/better-systems/") == "Better systems – Sociocracy Conference"
    assert title_of(client, "/en/better-systems/call/") == "Call – Better systems – Sociocracy Conference"
    assert title_of(client, "/es/mejores-sistemas/call/") == "Call – Mejores sistemas – Conferencia de Sociocracia"
    call.seo_title = "Propose a session"
    call.save()
    assert title_of(client, "/en/better-systems/call/") == "Propose a session – Sociocracy Conference"


@pytest.mark.parametrize("code", ["en", "es"])
@pytest.mark.parametrize("path", ["search/", "proposals/lost/", "subscription/link/"])
def test_views_that_links_lead_to_describe_themselves(path, code, client):
    factories.home_page("es")
    page = unwrapped(client.get(f"/{code}/{path}").content.decode())
    found = re.findall(r'<meta name="description" content="(.+?)">', page)
    assert len(found) == 1


def test_what_may_wait_comes_after_the_scripts_that_the_first_paint_waits_for(client):
    """Deferred scripts run in the order of the page."""
    programme = factories.programme_page()
    talk = factories.session("Circles")
    factories.timetable(factories.slot(talk, 13))
    Event.objects.update(released_at=factories.utc(0, day=2))
    edition = programme.get_parent()
    mine = reverse("events:my_programme", args=[edition.specific.event.pk])
    for path in ("/en/", edition.get_url(), programme.get_url(), talk.get_url(), mine):
        head = client.get(path, follow=True).content.decode().split("</head>")[0]
        waits = [
            "blocking=" not in script
            for script in re.findall(r"<script[^>]+>", head)
            if " src=" in script.replace("\n", " ")
        ]
        assert waits.count(False) >= 3, path
        assert waits == sorted(waits), path
