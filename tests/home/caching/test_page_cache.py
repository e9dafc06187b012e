import gzip
import threading
from datetime import UTC, datetime, timedelta

import pytest
import redis
import time_machine
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.caching.generation import bump, generation
from home.caching.middleware import PageCacheMiddleware
from tests import factories

pytestmark = pytest.mark.timeout(120, func_only=True)  # broken code may hang
PATH = "/en/about/"


@pytest.fixture
def about(kept_pages):
    return factories.standard_page(title="Old words")


@pytest.fixture
def ask(about):
    """Get a path as an anonymous reader: (text, number of queries)."""
    reader = Client()

    def get(path=PATH, **headers):
        with CaptureQueriesContext(connection) as queries:
            response = reader.get(path, headers=headers)
        return response.content.decode(), len(queries)

    return get


def publish(page, title):
    page.title = title
    page.save_revision().publish()
    page.refresh_from_db()


def test_the_second_reader_costs_no_query(ask):
    assert ask()[1] > 0
    text, queries = ask()
    assert queries == 0
    assert "Old words" in text


def change_published(page):
    publish(page, "New words")


def change_unpublished(page):
    page.unpublish()


def change_deleted(page):
    page.delete()


def change_moved(page):
    page.move(factories.standard_page(slug="elsewhere"), pos="last-child")


def change_restricted(page):
    page.view_restrictions.create(restriction_type="login")


def change_a_menu(page):
    factories.standard_page(title="New words", slug="another")


@pytest.mark.parametrize(
    "change",
    [change_published, change_unpublished, change_deleted, change_moved, change_restricted, change_a_menu],
)
def test_every_change_is_seen_by_the_next_request(ask, about, change):
    before = ask()[0]
    change(about)
    assert ask()[0] != before


def test_a_change_of_the_event_is_seen_at_once(ask):
    call = factories.call_page()
    path = "/en/better-systems/"
    before = ask(path)[0]
    event = call.shown_event
    event.ends_at += timedelta(hours=1)
    event.save()
    assert ask(path)[0] != before


def test_a_scheduled_publication_is_seen_at_once(ask, about, settings):
    settings.PORTAL_AT = timezone.now()  # the clock is frozen, so only the publication changes the page
    publish(about, "Old words")
    ask()
    about.title = "New words"
    about.go_live_at = timezone.now() + timedelta(days=1)
    revision = about.save_revision()
    revision.publish()
    assert "Old words" in ask()[0]
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        call_command("publish_scheduled")
    assert "New words" in ask()[0]


def test_a_page_is_rendered_again_at_the_next_boundary(ask, settings):
    event = factories.event()
    factories.call_page(factories.event_page(event=event))
    path = "/en/better-systems/call/"
    settings.PORTAL_AT = event.call_closes_at - timedelta(microseconds=1)
    assert "open until" in ask(path)[0]
    assert ask(path)[1] == 0
    settings.PORTAL_AT = event.call_closes_at
    assert "is closed" in ask(path)[0]


def test_a_day_less_is_said_when_it_is_less(ask, settings):
    event = factories.event()
    factories.call_page(factories.event_page(event=event))
    settings.PORTAL_AT = event.call_closes_at - timedelta(days=3, hours=1)
    assert "3 days" in ask("/en/better-systems/call/")[0]
    settings.PORTAL_AT += timedelta(hours=1, seconds=1)
    assert "2 days" in ask("/en/better-systems/call/")[0]


def test_conditional_requests_are_answered_shortly(about, client):
    first = client.get(PATH)
    for headers in ({"If-None-Match": first.headers["ETag"]}, {"If-Modified-Since": first.headers["Last-Modified"]}):
        response = client.get(PATH, headers=headers)
        assert (response.status_code, response.content) == (304, b"")
        assert response.headers["ETag"] == first.headers["ETag"]
    assert client.get(PATH, headers={"If-None-Match": '"other"'}).status_code == 200


def test_every_encoding_holds_the_same_page(about, client):
    plain = client.get(PATH).content
    packed = client.get(PATH, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.content) == plain
    assert client.get(PATH, headers={"Accept-Encoding": "gzip, br"}).headers["Content-Encoding"] == "br"
    assert packed.headers["Vary"] == "Accept-Encoding"


def test_a_kept_page_has_all_its_headers(about, client):
    fresh, kept = client.get(PATH), client.get(PATH)
    assert dict(fresh.headers) == dict(kept.headers)
    assert "default-src" in kept.headers["Content-Security-Policy"]
    assert kept.headers["Cache-Control"] == "max-age=0, must-revalidate"


def test_head_has_the_length_and_no_body(about, client):
    length = client.get(PATH).headers["Content-Length"]
    head = client.head(PATH)
    assert (head.content, head.headers["Content-Length"]) == (b"", length)


def test_who_is_logged_in_gets_a_page_of_their_own_and_leaves_none_behind(about, ask):
    staff = Client()
    staff.force_login(get_user_model().objects.create_superuser("admin"))
    assert "ETag" not in staff.get(PATH).headers
    assert ask()[1] > 0


def test_private_pages_are_never_kept(about, ask):
    about.view_restrictions.create(restriction_type="password", password="secret")
    assert "Old words" not in ask()[0]
    assert ask()[1] > 0


def test_what_is_not_kept_is_packed_too(about, client):
    answer = client.get("/en/nowhere/", headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 404
    assert b"<html" in gzip.decompress(answer.content)


def test_other_hosts_and_queries_get_their_own_page(about, client):
    client.get(PATH)
    assert b"noindex" in client.get("/en/search/?q=old").content
    assert client.get("/en/search/?q=old").content != client.get("/en/search/?q=new").content
    assert client.get(PATH + "?" + "x" * 2001).headers.get("ETag") is None


@pytest.mark.parametrize("between", [".", "&s="])
def test_two_hundred_saved_sessions_fit_into_an_address_that_is_kept(about, client, between):
    saved = between.join(str(10_000 + number) for number in range(200))
    assert client.get(f"{PATH}?s={saved}").headers.get("ETag")


def test_a_page_rendered_while_another_was_published_is_not_kept(about, client, monkeypatch):
    generations = iter(["before"] * 3 + ["after"] * 3)
    monkeypatch.setattr("home.caching.middleware.generation", lambda: next(generations))
    client.get(PATH)
    with CaptureQueriesContext(connection) as queries:
        client.get(PATH)
    assert len(queries) > 0


def test_one_render_at_a_time(about, monkeypatch):
    from home.models import StandardPage

    rendered, original = [], StandardPage.get_context

    def slow(self, request, *args, **kwargs):
        rendered.append(datetime.now(tz=UTC))
        return original(self, request, *args, **kwargs)

    monkeypatch.setattr(StandardPage, "get_context", slow)
    reader = Client()
    reader.get("/robots.txt")  # loads the middleware, once for all threads
    barrier = threading.Barrier(4)

    def read():
        barrier.wait()
        reader.get(PATH)
        connections.close_all()

    threads = [threading.Thread(target=read) for _number in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(rendered) == 1


@pytest.fixture
def two_processes(kept_pages, monkeypatch):
    """Request a page in one process and, while it is rendered, in another: how many rendered it, and both answers."""

    def ask(answer):
        rendered, first_began, second_came = [], threading.Event(), threading.Event()

        def render(request):
            rendered.append(request)
            first_began.set()
            if len(rendered) == 2:
                second_came.set()
            assert second_came.wait(30)
            return answer()

        monkeypatch.setattr("home.caching.render_lock.MAX_WAIT", 3600)
        monkeypatch.setattr("home.caching.render_lock.sleep", lambda seconds: second_came.set())
        answers = [None, None]
        processes = [PageCacheMiddleware(render), PageCacheMiddleware(render)]

        def read(number):
            answers[number] = processes[number](RequestFactory().get(PATH)).content

        threads = [threading.Thread(target=read, args=[number], daemon=True) for number in (0, 1)]
        threads[0].start()
        assert first_began.wait(30)
        threads[1].start()
        [thread.join(30) for thread in threads]
        return len(rendered), answers

    return ask


def test_with_redis_one_process_renders_for_all(two_processes, settings):
    assert two_processes(lambda: HttpResponse(b"words")) == (1 if settings.REDIS_URL else 2, [b"words"] * 2)


def test_what_cannot_be_kept_is_rendered_by_each_process(two_processes):
    assert two_processes(lambda: HttpResponse(b"words", status=404)) == (2, [b"words"] * 2)


def test_a_process_killed_while_it_rendered_keeps_nobody_waiting_for_long(about, client, monkeypatch):
    monkeypatch.setattr("home.caching.render_lock.MAX_WAIT", 0.01)
    cache.set(f"rendering:http://reader{PATH}", True)
    assert b"Old words" in client.get(PATH, headers={"Host": "reader"}).content


def test_a_generation_lasts_until_the_next_change(kept_pages):
    first = generation()
    assert generation() == first
    bump()
    assert generation() != first


def test_a_lost_generation_is_a_new_one(kept_pages, settings):
    before = generation()
    cache.clear()  # empties Redis, but not the file
    assert (generation() == before) is not bool(settings.REDIS_URL)


@pytest.mark.django_db
def test_a_connection_that_redis_closed_is_made_again(redis_url, settings):
    settings.REDIS_URL = redis_url
    before = generation()
    with redis.Redis.from_url(redis_url) as other:
        assert other.client_kill_filter(skipme=True) > 0
    assert generation() == before
