"""What every test may rely on: English, an empty cache, its own uploads, no network, the migrated database."""

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from home.i18n.languages import forget_language_codes
from home.translations.memory import units
from portal.setup.catalogs import compile_all
from tests.database import copies_for_tests_that_commit
from tests.redis_server import redis

LOOPBACK = ("127.", "localhost", "::1")
PORTALS_OWN = str(connection.settings_dict["NAME"])  # until pytest-django puts a test database in its place


@pytest.fixture(autouse=True)
def fresh_surroundings(settings, tmp_path: Path) -> Iterator[None]:
    """Gives each test the default language, empty caches, and its own folder for uploads and kept pages."""
    settings.VAR_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    cache.clear()
    ContentType.objects.clear_cache()
    forget_language_codes()
    units._index.cache_clear()  # it knows the memory by its count and last id, which come again after a rollback
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine is no silent database, and copies an edition in one request all the same."""
    for name in ("PATIENCE", "PATIENCE_OF_FORMS", "PATIENCE_OF_HEALTH"):
        monkeypatch.setattr(f"home.admission.places.{name}", 300.0)
    monkeypatch.setattr("events.editions.copying.REQUEST_SECONDS", 300.0)


@pytest.fixture(autouse=True)
def no_kept_pages(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Turns the page cache off, and starts a generation with each save, since a rolled-back transaction never commits.

    Browser tests commit, so there the page cache works as in production; so it does with `kept_pages`.
    """
    if request.node.get_closest_marker("browser") or "kept_pages" in request.fixturenames:
        return
    current = [object()]
    # The first use imports, so the modules that import from the last one come before it.
    for module in ("home.caching.middleware", "portal.status", "events.live.views", "home.caching.generation"):
        monkeypatch.setattr(f"{module}.generation", lambda: current[0])
    monkeypatch.setattr("home.caching.generation.transaction", SimpleNamespace(on_commit=lambda action: action()))
    monkeypatch.setattr("home.caching.generation._bump", lambda: current.__setitem__(0, object()))
    monkeypatch.setattr("home.caching.middleware.PageCacheMiddleware.find_entry", lambda *args: None)


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A Redis server for this run. If none is installed, the tests that need it are skipped, but not in CI."""
    if not shutil.which("redis-server"):
        (pytest.fail if os.environ.get("CI") else pytest.skip)("redis-server is not installed")
    with tempfile.TemporaryDirectory() as folder, redis(Path(folder)) as url:
        yield url


@pytest.fixture(params=["one machine", "redis"])
def kept_pages(request: pytest.FixtureRequest, settings, transactional_db: None) -> None:
    """Turns the page cache on: once in files and memory, once in Redis."""
    if request.param == "redis":
        settings.REDIS_URL = request.getfixturevalue("redis_url")
        backend = "home.caching.redis_cache.RedisCache"
        settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": settings.REDIS_URL}}
        cache.clear()


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """A connection to anything but this machine fails at once."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family != socket.AF_UNIX and not str(address[0]).startswith(LOOPBACK):  # type: ignore[index]
            raise AssertionError(f"a test wanted to connect to {address}")
        connect(self, address)  # type: ignore[arg-type]

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", guarded)
    yield
    patch.undo()


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        compile_all()  # tests read Spanish from the .po


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that use the database of the suite: only these can end differently on PostgreSQL."""
    for item in items:
        if item.get_closest_marker("django_db") or "django_db_setup" in item.fixturenames:
            item.add_marker("database")


class PortalsTogether(LoadScopeScheduling):
    """Gives each process one test at a time, but tests that share a whole portal together: it takes long to start."""

    shared = ("tests/browser/", "backup/test_moving.py", "backup/test_upgrade.py", "portal/test_web_server.py")

    def _split_scope(self, nodeid: str) -> str:
        return next((part for part in self.shared if part in nodeid), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> PortalsTogether:
    return PortalsTogether(config, log)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[str]:
    """Tests that commit do so in a copy of the test database.

    Yields the database's name, or nothing if no selected test needs a database, as with tests of the demo's files.
    """
    name = str(connection.settings_dict["NAME"])
    with copies_for_tests_that_commit(name):
        yield name if name != PORTALS_OWN else ""
