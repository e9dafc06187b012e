"""A kept page: its headers, and what happens after an upgrade to pages that an older version left in Redis."""

from dataclasses import fields

import pytest
import redis
from django.core.cache import cache
from django.http import HttpResponse
from django.http.response import ResponseHeaders
from django.utils import timezone

from home.caching.cached_response import VERSION, CachedResponse, TrustedHeaders, is_cacheable, make_cached_response
from tests import factories

HEADERS = {"Content-Type": "text/html; charset=utf-8", "ETag": '"x"', "Cache-Control": "max-age=0"}


def test_headers_taken_as_they_are_behave_like_any():
    response = HttpResponse("x")
    response.headers = TrustedHeaders(HEADERS)
    assert response.headers == ResponseHeaders(HEADERS)
    assert dict(response.items()) == HEADERS
    assert (response["content-type"], response.get("etag")) == (HEADERS["Content-Type"], '"x"')
    response["Content-Length"] = "1"
    response.headers.setdefault("ETag", "y")
    del response["cache-control"]
    kept = {"Content-Type": HEADERS["Content-Type"], "ETag": '"x"', "Content-Length": "1"}
    assert dict(response.items()) == kept
    assert b'ETag: "x"' in response.serialize_headers()
    assert dict(TrustedHeaders(HEADERS).items()) == HEADERS  # nothing is shared with other tests


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [("br, gzip", "br"), ("gzip;q=0.5, br;q=0", "gzip"), ("br; q=0.0,gzip;q=0", ""), ("br;q=0.1", "br"), ("", "")],
)
def test_no_encoding_is_sent_that_the_client_refuses(rf, accepted, sent):
    entry = make_cached_response(HttpResponse("x"), 1, timezone.now(), timezone.now())
    response = entry.response(rf.get("/", headers={"accept-encoding": accepted}))
    assert response.headers.get("Content-Encoding", "") == sent


@pytest.mark.parametrize(
    ("headers", "is_fit"),
    [
        ({}, True),
        ({"Vary": "Accept-Encoding"}, True),
        ({"Vary": "Accept-Encoding, accept-encoding"}, True),
        ({"Vary": "Accept-Encoding, Cookie"}, False),
        ({"Cache-Control": "max-age=60"}, True),
        ({"Cache-Control": "max-age=60, private"}, False),
        ({"Cache-Control": "no-store"}, False),
        ({"Cache-Control": "no-cache"}, False),
        ({"Content-Encoding": "gzip"}, False),
    ],
)
def test_what_is_kept_is_the_same_for_everybody(headers, is_fit):
    assert is_cacheable(HttpResponse("x", headers=headers)) == is_fit


def test_a_head_request_gets_the_length_and_no_body(rf):
    entry = CachedResponse("", timezone.now(), HEADERS, {"": b"page"}, '"x"', 0)
    response = entry.response(rf.head("/"))
    assert (response.content, response["Content-Length"]) == (b"", "4")


def test_whoever_changes_or_moves_an_entry_gives_it_a_new_version():
    """Entries in Redis name their class. If only the other values differ, raise VERSION and update this test."""
    names = [field.name for field in fields(CachedResponse)]
    assert (VERSION, f"{CachedResponse.__module__}.{CachedResponse.__qualname__}", names) == (
        3,
        "home.caching.cached_response.CachedResponse",
        ["generation", "expires", "headers", "bodies", "etag", "rendered", "is_in_cdn"],
    )


GONE = b"cportal.page_cache\nEntry\n."  # a pickle that names a class of an older version


@pytest.mark.parametrize("kept_pages", ["redis"], indirect=True)
def test_entries_of_older_versions_in_redis_are_let_be(kept_pages, settings, client):
    page = factories.standard_page(title="Circles")
    server = redis.Redis.from_url(settings.REDIS_URL)
    key = f"http://{page.get_url()}"  # the test client sends no host
    old = [cache.make_key(f"page:{key}"), *(cache.make_key(f"page:{number}:{key}") for number in range(VERSION))]
    for name in old:
        server.set(name, GONE)
    with pytest.raises(ModuleNotFoundError):
        cache.get(f"page:{key}")
    assert "Circles" in client.get(page.get_url()).content.decode()
    assert server.exists(cache.make_key(f"page:{VERSION}:{key}"))
