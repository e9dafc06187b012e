"""Names in an address that no page reads make no page of their own."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect

from home.caching.query_names import known_part
from tests import factories
from tests.source_tree import ROOT

PATH = "/en/about/"


@pytest.mark.parametrize(
    ("query", "known"),
    [
        ("", ""),
        ("utm_source=mail", ""),
        ("fbclid", ""),
        ("q=a%20b&utm=1&page=2", "q=a%20b&page=2"),
        ("%71=circle&Q=1", "%71=circle"),
        ("s=1.2&s=3&&=", "s=1.2&s=3"),
    ],
)
def test_only_names_that_a_page_reads_are_left(query, known):
    assert known_part(query) == known


@pytest.fixture
def about(kept_pages):
    return factories.standard_page()


def test_a_page_is_rendered_once_for_all_values_and_none_is_in_its_links(about, client):
    first = client.get(f"{PATH}?utm_source=first")
    with CaptureQueriesContext(connection) as queries:
        others = [client.get(f"{PATH}{query}") for query in ("", "?utm_source=second", "?x=1&y=2")]
    assert len(queries) == 0
    assert {response.content for response in others} == {first.content}
    assert b"utm_source" not in first.content


def test_what_is_not_kept_sees_the_whole_address(about, client):
    Redirect.objects.create(old_path="/en/old?id=5", redirect_link="https://example.org/five")
    assert client.get("/en/old/?id=5").headers["Location"] == "https://example.org/five"
    assert client.get("/en/old/?id=6").status_code == 404


def test_the_search_still_tells_its_words_apart(about, client):
    pages = {client.get(f"/en/search/?q={word}&utm={word}").content for word in ("circle", "round")}
    assert len(pages) == 2


NEVER_KEPT = {
    *("admin", "admin_views.py", "wagtail_hooks.py", "translations", "accounts", "forms", "chooser.py"),
    *("board", "suggestions"),
}


def test_every_name_that_a_public_view_reads_is_known():
    """Views that are never kept, as those of forms, need not say so."""
    sources = [
        path.read_text()
        for app in ("events", "home", "search")
        for path in (ROOT / app).rglob("*.py")
        if not NEVER_KEPT & {*path.parts}
    ]
    read = set(re.findall(r"request\.GET(?:\.get|\.getlist)?[\(\[]\"(\w+)\"", "".join(sources)))
    assert {"q", "kind", "edition", "page", "s"} <= read
    assert {name for name in read if not known_part(f"{name}=1")} == set()
