"""The 404 page has links, the 500 page needs no database; both are in the reader's language and reveal nothing."""

import errno

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import InterfaceError, OperationalError, ProgrammingError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from wagtail.models import PageViewRestriction

from home.outages import is_outage
from home.views.errors import server_error
from home.views.suggestions import suggest
from portal import urls as portal_urls
from tests import factories
from tests.markup import unwrapped


def broken(request: HttpRequest) -> HttpResponse:
    raise {"500": RuntimeError, "403": PermissionDenied, "400": SuspiciousOperation}[request.GET["status"]](
        "on purpose"
    )


OUTAGES = [OperationalError("away"), InterfaceError("closed"), OSError(errno.ENOSPC, "full")]


def away(request: HttpRequest) -> HttpResponse:
    raise OUTAGES[int(request.GET["which"])]


urlpatterns = [
    path("es/broken", broken),
    path("broken", broken),
    path("away", away),
    path("es/away", away),
    *portal_urls.urlpatterns,
]
handler404, handler500 = portal_urls.handler404, portal_urls.handler500


def titles(client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 404
    return [page.title for page in response.context["suggestions"].pages]


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("en", "There is no page here"), ("es", "Aquí no hay ninguna página")])
def test_404_speaks_the_readers_language(client, language, words):
    factories.home_page("es")
    response = client.get(f"/{language}/nowhere/at-all/")
    assert response.status_code == 404
    assert f'<html lang="{language}">' in response.content.decode()
    assert words in response.content.decode()
    assert f'action="/{language}/search/"' in response.content.decode()
    assert 'value="at all"' in response.content.decode()


@pytest.mark.django_db
def test_404_offers_the_page_in_the_language_that_has_it(client):
    """The English page is a draft, its translation is live."""
    spanish_home = factories.home_page("es")
    page = factories.standard_page(live=False)
    factories.translated(page, title="Quiénes somos", slug="quienes-somos")
    assert titles(client, "/en/about/") == ["Quiénes somos"]
    html = unwrapped(client.get("/en/about/").content.decode())
    assert 'hreflang="es" lang="es">Quiénes somos<' in html
    assert "In Spanish" in html
    assert client.get("/en/about/").context["suggestions"].pages[0].above == ""
    assert spanish_home.live


@pytest.mark.django_db
def test_404_says_below_which_page_a_page_lies(client):
    parent = factories.standard_page()
    factories.standard_page(parent=parent, title="Access", slug="access")
    (page,) = client.get("/en/nowhere/access/").context["suggestions"].pages
    assert page.above == parent.title


@pytest.mark.django_db
def test_404_finds_a_page_that_lies_elsewhere_once(client):
    factories.home_page("es")
    page = factories.standard_page(parent=factories.standard_page(), title="Access", slug="access")
    factories.translated(page.get_parent().specific, slug="acerca")
    factories.translated(page, title="Acceso", slug="acceso")
    assert titles(client, "/en/old/access/") == ["Access"]
    assert titles(client, "/es/old/access/") == ["Acceso"]


@pytest.mark.django_db
def test_404_tells_nothing_about_drafts_and_restricted_pages(client):
    factories.standard_page(title="Draft", slug="secret", live=False)
    restricted = factories.standard_page(title="Members", slug="members")
    PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)
    assert titles(client, "/en/x/secret/") == []
    assert titles(client, "/en/x/members/") == []


@pytest.mark.django_db
def test_404_leads_back_to_the_nearest_page_above(client):
    factories.event_page(title="Better systems")
    response = client.get("/en/better-systems/old-page/")
    assert response.context["suggestions"].parent.title == "Better systems"
    assert 'href="/en/better-systems/"' in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/en/%00/", "/en/" + "a" * 5000 + "/", "/en/" + "a/" * 300, "/en/%ff%fe/", "/en/'\"<x>/", "/en//"]
)
def test_no_address_breaks_the_page(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_404_costs_the_same_for_one_and_three_suggestions(rf, django_assert_max_num_queries):
    parents = [factories.standard_page(slug=f"part-{number}") for number in range(3)]
    for parent in parents:
        factories.standard_page(parent=parent, slug="lost")
    request = rf.get("/en/nowhere/lost/")
    with django_assert_max_num_queries(8):
        assert len(suggest(request).pages) == 3


@override_settings(ROOT_URLCONF=__name__, DEBUG=False)
@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/es/broken?status=500", "Algo falló de nuestro lado"),
        ("/broken?status=500", "Something went wrong on our side"),
        ("/es/broken?status=403", "No tienes acceso a esta página"),
        ("/es/broken?status=400", "Algo en esta dirección o formulario no está bien"),
    ],
)
def test_error_pages_do_without_the_database(address, words):
    """No django_db mark: a query would fail the test."""
    response = Client(raise_request_exception=False).get(address)
    assert response.status_code == int(address[-3:])
    assert words in response.content.decode()
    assert "on purpose" not in response.content.decode()


def test_a_broken_template_still_gives_an_answer(monkeypatch):
    monkeypatch.setattr("django.template.loader.render_to_string", broken)
    response = server_error(RequestFactory().get("/en/"))
    assert response.status_code == 500
    assert "portal" in response.content.decode()


@override_settings(ROOT_URLCONF="tests.home.views.test_error_pages")
@pytest.mark.parametrize("which", range(len(OUTAGES)))
@pytest.mark.parametrize(("path", "words"), [("/away", "not available right now"), ("/es/away", "no está disponible")])
def test_in_an_outage_the_answer_is_503_in_the_readers_language_without_the_database(which, path, words):
    response = Client(raise_request_exception=False).get(f"{path}?which={which}")
    html = response.content.decode()
    assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    assert words in html and response.headers["X-Request-ID"] in html


@override_settings(ROOT_URLCONF="tests.home.views.test_error_pages")
def test_a_fault_of_ours_is_no_outage_and_its_page_names_the_request():
    response = Client(raise_request_exception=False).get("/broken?status=500")
    assert response.status_code == 500 and "Retry-After" not in response.headers
    assert response.headers["X-Request-ID"] in response.content.decode()
    assert not is_outage(ProgrammingError("no such table")) and not is_outage(OSError(errno.ENOENT, "gone"))
