import pytest

from search.backend import clean
from tests import factories

pytestmark = pytest.mark.django_db

HOSTILE = ['"', "\x00", " ", "a" * 6000, "a " * 3000, '"" AND OR NOT (', "\\", "*", "\u202eabc", "a:b", "-", "'", "^~"]


@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_gives_a_server_error(client, query):
    factories.standard_page(title="Circles")
    assert client.get("/en/search/", {"q": query}).status_code == 200


def test_broken_percent_encoding_gives_no_server_error(client):
    assert client.get("/en/search/?q=%ED%A0%80%FF&page=%00").status_code == 200


@pytest.mark.parametrize("page", ["0", "-1", "99999999999999999999", "x", ""])
def test_no_page_number_gives_a_server_error(client, page):
    assert client.get("/en/search/", {"q": "circles", "page": page}).status_code == 200


def titles(client, language, query):
    return [result.title for result in client.get(f"/{language}/search/", {"q": query}).context["results"]]


def test_only_live_public_pages_of_the_readers_language_are_found(client):
    factories.home_page("es")
    factories.translated(factories.standard_page(title="Circles and consent"), title="Círculos", slug="circulos")
    factories.standard_page(title="Circles in draft", slug="draft", live=False)
    factories.standard_page(title="Circles in private", slug="private").view_restrictions.create(
        restriction_type="login"
    )
    assert titles(client, "en", "circles") == ["Circles and consent"]
    assert titles(client, "es", "circles") == []
    assert titles(client, "es", "círculos") == ["Círculos"]


def test_results_are_paginated(client):
    for number in range(12):
        factories.standard_page(title=f"Circle {number}", slug=f"circle-{number}")
    assert len(titles(client, "en", "circle")) == 10
    assert len(client.get("/en/search/", {"q": "circle", "page": 2}).context["results"]) == 2


def test_search_pages_are_not_indexed(client):
    assert '<meta name="robots" content="noindex">' in client.get("/en/search/").content.decode()


def test_what_remains_of_a_query_is_bounded_and_plain():
    assert clean('a"b\\c\x00d\ud800') == "a b c d"
    assert len(clean("a" * 6000)) == 300
    assert clean("x " * 100).count("x") == 32
