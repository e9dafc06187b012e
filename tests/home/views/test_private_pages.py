"""Private pages and documents: how a reader opens them, in both languages and without scripts."""

import re
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from django.urls.converters import IntConverter, UUIDConverter
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from tests import factories

SECRET, WORDS = "open sesame", "Only for the team"
HEADINGS = {"en": ("Password required", "Log in"), "es": ("Hace falta una contraseña", "Iniciar sesión")}


@pytest.fixture
def minutes(kept_pages):
    """A public page, which each test restricts. In Spanish its original is shown in the reader's tree."""
    factories.home_page("es")
    return factories.standard_page(title="Minutes of the circle", slug="minutes", intro=WORDS)


@pytest.fixture
def reader() -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def user(django_user_model):
    return django_user_model.objects.create_user("reader", password=SECRET)


def fields_of(html: str) -> dict[str, str]:
    """The hidden fields of the form, as a browser sends them."""
    hidden = re.findall(r'<input type="hidden"[^>]*>', html)
    return {re.search('name="([^"]*)"', one)[1]: ([*re.findall('value="([^"]*)"', one), ""])[0] for one in hidden}


def send(reader: Client, response, **typed: str):
    html = response.content.decode()
    action = re.search(r'<form class="form" method="post" action="([^"]*)"', html)[1]
    return reader.post(action, fields_of(html) | typed)


def assert_ours(response, code: str, heading: str) -> None:
    html = response.content.decode()
    assert (response.status_code, response.headers["Content-Language"]) == (200, code)
    assert f"<h1>{heading}</h1>" in html and 'class="header"' in html
    assert '<meta name="robots" content="noindex">' in html
    assert "no-store" in response.headers["Cache-Control"]
    assert "script-src" not in response.headers["Content-Security-Policy"]  # no exception for inline scripts
    assert "Minutes of the circle" not in html and WORDS not in html


def assert_closed_to_others(path: str) -> None:
    for _time in range(2):
        assert WORDS not in Client().get(path, follow=True).content.decode()


@pytest.mark.parametrize("code", ["en", "es"])
def test_a_page_with_a_password(minutes, reader, code):
    minutes.view_restrictions.create(restriction_type="password", password=SECRET)
    path = f"/{code}/minutes/"

    asked = reader.get(path)
    assert_ours(asked, code, HEADINGS[code][0])
    refused = send(reader, asked, password="wrong")
    assert_ours(refused, code, HEADINGS[code][0])
    assert {"en": "The password is not right", "es": "La contraseña no es correcta"}[code] in refused.content.decode()
    opened = send(reader, refused, password=SECRET)

    assert (opened.status_code, opened.headers["Location"]) == (302, path)
    shown = reader.get(path)
    assert WORDS in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    assert_closed_to_others(path)


@pytest.mark.parametrize("data", [{}, {"password": SECRET}, {"password": "", "return_url": ""}])
def test_the_form_s_own_address_leads_to_the_page_too(minutes, reader, data):
    """By a reload, a change of language or a manipulated form."""
    restriction = minutes.view_restrictions.create(restriction_type="password", password=SECRET)
    path = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, minutes.pk])
    free = Client()
    asked = free.post(path, data) if data else free.get(path)
    assert_ours(asked, "en", HEADINGS["en"][0])
    assert send(free, asked, password=SECRET).headers["Location"] == "/en/minutes/"


@pytest.mark.parametrize("code", ["en", "es"])
def test_a_page_for_who_is_logged_in(minutes, reader, user, code):
    minutes.view_restrictions.create(restriction_type="login")
    path = f"/{code}/minutes/"

    asked = reader.get(path, follow=True)
    assert_ours(asked, code, HEADINGS[code][1])
    refused = send(reader, asked, username="reader", password="wrong")
    assert_ours(refused, code, HEADINGS[code][1])
    assert {"en": "do not match", "es": "no coinciden"}[code] in refused.content.decode()
    opened = send(reader, refused, username="reader", password=SECRET)

    assert (opened.status_code, opened.headers["Location"]) == (302, path)
    assert WORDS in reader.get(path).content.decode()
    assert_closed_to_others(path)


@pytest.mark.parametrize("code", ["en", "es"])
def test_a_page_for_a_group(minutes, reader, user, code):
    circle = Group.objects.create(name="Circle")
    minutes.view_restrictions.create(restriction_type="groups").groups.add(circle)
    path = f"/{code}/minutes/"

    asked = reader.get(path, follow=True)
    outside = send(reader, asked, username="reader", password=SECRET)
    told = reader.get(outside.headers["Location"], follow=True)
    assert_ours(told, code, HEADINGS[code][1])
    assert {"en": "has no access to this page", "es": "no tiene acceso a esta página"}[code] in told.content.decode()

    user.groups.add(circle)
    assert WORDS in reader.get(path).content.decode()
    assert_closed_to_others(path)


def test_too_many_wrong_logins_are_told_in_the_look_of_the_site(minutes, user):
    minutes.view_restrictions.create(restriction_type="login")
    reader = Client()
    asked = reader.get("/es/minutes/", follow=True)
    answers = [send(reader, asked, username="reader", password="wrong") for _time in range(6)]
    assert answers[-1].status_code == 429
    assert "<h1>Demasiados intentos</h1>" in answers[-1].content.decode()


def test_a_login_never_leads_to_another_site(minutes, reader, user):
    asked = reader.get("/en/_util/login/?next=https://example.org/")
    answer = send(reader, asked, username="reader", password=SECRET)
    assert urlsplit(answer.headers["Location"]).netloc == ""


@pytest.fixture
def document(db) -> Document:
    collection = Collection.get_first_root_node().add_child(name="Minutes")
    return Document.objects.create(
        title="Minutes", file=ContentFile(WORDS.encode(), "minutes.txt"), collection=collection
    )


def restrict(document: Document, kind: str, **fields: str):
    return CollectionViewRestriction.objects.create(collection=document.collection, restriction_type=kind, **fields)


@pytest.mark.parametrize("code", ["en", "es"])
def test_a_document_with_a_password(document, reader, code):
    restrict(document, "password", password=SECRET)
    language = {"Accept-Language": code}
    asked = reader.get(document.url, headers=language)
    assert_ours(asked, code, HEADINGS[code][0])
    assert {"en": "This document needs", "es": "Este documento necesita"}[code] in asked.content.decode()
    assert send(reader, asked, password=SECRET).headers["Location"] == document.url
    assert b"".join(reader.get(document.url).streaming_content) == WORDS.encode()


@pytest.mark.parametrize("kind", ["login", "groups"])
@pytest.mark.parametrize("code", ["en", "es"])
def test_a_document_for_logins_and_groups(document, reader, user, kind, code):
    restriction = restrict(document, kind)
    if kind == "groups":
        circle = Group.objects.create(name="Circle")
        restriction.groups.add(circle)
        user.groups.add(circle)
    asked = reader.get(document.url, headers={"Accept-Language": code})
    assert parse_qs(urlsplit(asked.headers["Location"]).query) == {"next": [document.url]}
    asked = reader.get(asked.headers["Location"])
    assert_ours(asked, code, HEADINGS[code][1])
    assert send(reader, asked, username="reader", password=SECRET).headers["Location"] == document.url
    assert b"".join(reader.get(document.url).streaming_content) == WORDS.encode()


def test_every_kind_of_restriction_is_tested_here():
    assert {kind for kind, _label in PageViewRestriction.RESTRICTION_CHOICES} == {"none", "password", "login", "groups"}


def routes(patterns, namespace: str = ""):
    for route in patterns:
        if isinstance(route, URLResolver):
            inner = f"{namespace}{route.namespace}:" if route.namespace else namespace
            yield from routes(route.url_patterns, inner)
        elif isinstance(route, URLPattern) and route.name:
            yield f"{namespace}{route.name}", route.pattern


SAMPLES = {IntConverter: 1, UUIDConverter: UUID(int=1)}


def sample(pattern) -> list[object]:
    if pattern.converters:
        return [SAMPLES.get(type(converter), "a") for converter in pattern.converters.values()]
    return [1] * getattr(getattr(pattern, "regex", None), "groups", 0)


def test_no_address_is_swallowed_by_the_page_route():
    """Outside the admin, the URL of a view's name resolves to that view."""
    named = [(name, pattern) for name, pattern in routes(get_resolver().url_patterns) if name != "wagtail_serve"]
    addresses = {
        name: reverse(name, args=sample(pattern)) for name, pattern in named if not name.startswith("wagtailadmin")
    }
    readers = {name: address for name, address in addresses.items() if not address.startswith("/admin/")}
    assert len(readers) > 20
    assert {name: address for name, address in readers.items() if resolve(address).view_name != name} == {}
