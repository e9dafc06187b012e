"""Redis is stopped, restarted with its data, or hangs: pages are served, and never an old one."""

import os
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from redis import Redis
from wagtail.models import Site

from home.caching.generation import bump, bump_if_missed, generation
from home.caching.redis_connection import TIMEOUTS, CircuitBreaker
from home.jobs import registry
from home.models import JobRun, MissedBump
from tests import factories
from tests.redis_server import RedisServer

PATH = "/en/about/"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RedisServer]:
    if not shutil.which("redis-server"):
        (pytest.fail if os.environ.get("CI") else pytest.skip)("redis-server is not installed")
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.end()


class Process:
    """The state of a web process: its connection to Redis and the pages in its memory."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch, self.breaker, self.own, self.client = (
            monkeypatch,
            CircuitBreaker(),
            threading.local(),
            Client(),
        )

    def enter(self) -> None:
        for module in ("redis_cache", "redis_generation"):
            self.monkeypatch.setattr(f"home.caching.{module}.breaker", self.breaker)
        self.monkeypatch.setattr("home.caching.redis_generation._own", self.own)

    def read(self, path: str = PATH) -> str:
        self.enter()
        response = self.client.get(path)
        assert response.status_code == 200
        return response.content.decode()

    def generation(self) -> object:
        self.enter()
        return generation()


@pytest.fixture
def address(server) -> str:
    return server.url


@pytest.fixture
def kept_pages(address, settings, transactional_db) -> None:
    """Turns the page cache on, with the Redis server of this test."""
    settings.REDIS_URL = address
    settings.CACHES = {"default": {"BACKEND": "home.caching.redis_cache.RedisCache", "LOCATION": address}}


@pytest.fixture
def process(kept_pages, monkeypatch) -> Callable[[], Process]:
    """Makes processes that retry Redis without a pause, so that no test depends on time."""
    monkeypatch.setattr("home.caching.redis_connection.PAUSE_FACTOR", 0)
    Process(monkeypatch).enter()
    return lambda: Process(monkeypatch)


@pytest.fixture
def about(process):
    return factories.standard_page(title="Old words")


def publish(page, title: str) -> None:
    page.title = title
    page.save_revision().publish()


def test_pages_are_served_and_none_is_kept_while_redis_is_away(about, process, server):
    one = process()
    one.read()
    server.stop()
    assert "Old words" in one.read()
    publish(about, "New words")
    assert "New words" in one.read()
    assert None not in [entry.generation for entry in one.client.handler._middleware_chain.memory.entries.values()]
    server.start()
    assert "New words" in one.read()


def test_publishing_in_the_admin_succeeds(about, process, server):
    one = process()
    one.client.force_login(get_user_model().objects.create_superuser("editor"))
    about.title = "New words"
    about.save_revision()
    server.stop()
    one.enter()
    answer = one.client.post(f"/admin/bulk/wagtailcore/page/publish/?id={about.pk}&next=/admin/", {"id": about.pk})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")
    assert "New words" in process().read()


@pytest.mark.parametrize("first", ["publisher", "reader", "new"])
def test_no_old_page_is_shown_once_redis_is_back_with_its_memory(about, process, server, first):
    """Whichever process asks first: one published, one read meanwhile, one did nothing, one is new."""
    publisher, reader, idle = process(), process(), process()
    assert all("Old words" in one.read() for one in (publisher, reader, idle))
    server.stop()
    publisher.enter()
    publish(about, "New words")
    assert "New words" in reader.read()
    server.start()
    order = {"publisher": publisher, "reader": reader, "new": process()}
    assert "New words" in order[first].read()
    assert "New words" in idle.read()
    assert all("New words" in one.read() for one in order.values())
    assert not MissedBump.objects.exists()


def test_no_old_page_is_shown_once_redis_is_back_with_an_older_memory(about, process, server):
    one, other = process(), process()
    one.read()
    server.save()
    publish(about, "New words")
    assert "New words" in one.read()
    server.crash()
    server.start()
    assert "New words" in other.read()
    assert "New words" in one.read()


def test_a_redis_that_tells_nobody_which_one_it_is_will_do(process, server):
    with Redis.from_url(server.url) as client:
        client.acl_setuser("default", enabled=True, nopass=True, keys=["*"], commands=["+@all", "-info"])
    one = process()
    before = one.generation()
    assert (before, one.generation()) == (process().generation(), before)
    bump()
    assert one.generation() not in (before, None)


def test_what_a_process_could_not_notice_is_made_good_by_the_worker(about, process, server):
    publisher, idle = process(), process()
    before = idle.generation()
    publisher.enter()
    server.hang()
    publish(about, "New words")
    server.go_on()
    assert MissedBump.objects.exists()
    process().enter()
    work = registry.registered["make-good-missed-bumps"].function
    assert work(now=timezone.now()) == 0
    assert not MissedBump.objects.exists()
    assert idle.generation() not in (before, None)


def test_what_was_missed_while_it_was_made_good_is_not_forgotten(process):
    MissedBump.objects.record()
    token = MissedBump.objects.token()
    MissedBump.objects.record()
    MissedBump.objects.clear(token)
    assert MissedBump.objects.count() == 1


def test_what_cannot_be_made_good_yet_is_still_to_be_made_good(process, server):
    process().enter()
    MissedBump.objects.record()
    server.stop()
    assert not bump_if_missed()
    assert MissedBump.objects.exists()
    server.start()
    assert bump_if_missed()
    assert not MissedBump.objects.exists()


def test_wagtails_own_memory_of_the_sites_is_made_good_too(process, server):
    one = process()
    one.enter()
    Site.get_site_root_paths()
    server.stop()
    site = Site.objects.get()
    site.hostname = "elsewhere.example.org"
    site.save()
    server.start()
    one.generation()
    assert [row.root_url for row in Site.get_site_root_paths()][:1] == ["http://elsewhere.example.org"]


def test_a_cache_without_redis_is_empty(process, server):
    process().enter()
    cache.set("known", 1)
    server.stop()
    cache.set("a", 1)
    cache.set_many({"a": 1})
    cache.delete_many(["a"])
    assert (cache.get("known"), cache.get("known", "else"), cache.get_many(["known"])) == (None, "else", {})
    assert (cache.add("a", 1), cache.has_key("known"), cache.touch("known"), cache.delete("known")) == (False,) * 4
    assert cache.get_or_set("known", 2) == 2
    assert cache.clear() is False
    with pytest.raises(ValueError, match="known"):
        cache.incr("known")
    server.start()
    assert cache.get("known") == 1


def test_readyz_names_redis(process, server, client):
    process().enter()
    JobRun.objects.create(name="a", due_at=timezone.now(), started_at=timezone.now())
    answer = client.get("/readyz").json()
    assert (answer["status"], answer["redis"]) == ("ready", True)
    server.stop()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"], answer.json()["redis"]) == (200, "degraded", False)
    server.start()
    assert client.get("/readyz").json()["status"] == "ready"


class Silence:
    """Accepts connections and never answers."""

    def __init__(self) -> None:
        self.accepted: list[socket.socket] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"redis://127.0.0.1:{self.listener.getsockname()[1]}/0"
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self) -> None:
        with suppress(OSError):
            while True:
                self.accepted.append(self.listener.accept()[0])

    def end(self) -> None:
        self.listener.shutdown(socket.SHUT_RDWR)
        for connection in [self.listener, *self.accepted]:
            connection.close()


class TestSilence:
    @pytest.fixture
    def silence(self) -> Iterator[Silence]:
        silence = Silence()
        yield silence
        silence.end()

    @pytest.fixture
    def address(self, silence) -> str:
        return silence.url

    def test_a_redis_that_never_answers_is_waited_for_once_and_then_left_alone(
        self, process, about, silence, monkeypatch
    ):
        """For two time-outs of half a second each; Redis is tried again after a pause."""
        assert sum(TIMEOUTS.values()) <= 1
        monkeypatch.setattr("home.caching.redis_connection.PAUSE_FACTOR", 1_000_000)
        one = process()
        attempts = len(silence.accepted)
        assert "Old words" in one.read()
        publish(about, "New words")
        assert "New words" in one.read()
        assert len(silence.accepted) == attempts + 1
        one.breaker.retry_at = 0
        assert "New words" in one.read()
        assert len(silence.accepted) == attempts + 2


def test_only_one_tries_whether_redis_is_back():
    way = CircuitBreaker()
    others = []

    def refuse():
        raise OSError("away")

    def answer():
        others.append(way.attempt(lambda: "asked", "not asked"))
        return "back"

    assert way.attempt(refuse, None) is None
    assert (way.is_away, way.failures) == (True, 1)
    way.retry_at = 0
    assert way.attempt(answer, None) == "back"
    assert others == ["not asked"]
    assert way.attempt(lambda: "asked", None) == "asked"
