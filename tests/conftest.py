"""What every test may rely on: English, an empty cache, uploads of its own, no network, the database as migrated."""

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from wagtail.models import Page
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from portal.setup.catalogs import compile_all
from tests.redis_server import redis

LOOPBACK = ("127.", "localhost", "::1")
PORTALS_OWN = str(connection.settings_dict["NAME"])  # until pytest-django puts a test database in its place


@pytest.fixture(autouse=True)
def fresh_surroundings(settings, tmp_path: Path) -> Iterator[None]:
    """The default language, an empty cache and a folder of uploads of its own for each test."""
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def no_kept_pages(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """No kept page is found, and a generation ends with each save, since what is rolled back is never committed.

    Browser tests commit, so there the page cache works as it does for readers; so it does with `kept_pages`.
    """
    if request.node.get_closest_marker("browser") or "kept_pages" in request.fixturenames:
        return
    current = [object()]
    for module in ("portal", "home"):  # the first use imports: portal, which imports from home
        monkeypatch.setattr(f"{module}.page_cache.generation", lambda: current[0])
    monkeypatch.setattr("home.page_cache.transaction", SimpleNamespace(on_commit=lambda action: action()))
    monkeypatch.setattr("home.page_cache._bump", lambda: current.__setitem__(0, object()))
    monkeypatch.setattr("portal.page_cache.PageCacheMiddleware.find", lambda *args: None)


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A Redis server of this run's own. Where none is installed the tests that need it are skipped; never in CI."""
    if not shutil.which("redis-server"):
        (pytest.fail if os.environ.get("CI") else pytest.skip)("redis-server is not installed")
    with tempfile.TemporaryDirectory() as folder, redis(Path(folder)) as url:
        yield url


@pytest.fixture(params=["one machine", "redis"])
def kept_pages(request: pytest.FixtureRequest, settings, tmp_path: Path, transactional_db: None) -> None:
    """The page cache at work, with a generation of its own: once in files and memory, once in Redis."""
    settings.VAR_DIR = tmp_path
    if request.param == "redis":
        settings.REDIS_URL = request.getfixturevalue("redis_url")
        backend = "django.core.cache.backends.redis.RedisCache"
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
        compile_all()  # Spanish is tested as it stands in the .po


class BrowserTestsTogether(LoadScopeScheduling):
    """One test at a time to whichever process is free, the browser tests all to one: they share one running portal."""

    def _split_scope(self, nodeid: str) -> str:
        return "browser" if nodeid.startswith("tests/browser/") else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> BrowserTestsTogether:
    return BrowserTestsTogether(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that really commit empty all tables afterwards. Each gets what the migrations filled in put back first."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        names = getattr(item, "fixturenames", ())
        if (marker and marker.kwargs.get("transaction")) or "live_server" in names or "transactional_db" in names:
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)


@pytest.fixture(scope="session")
def run_name(request: pytest.FixtureRequest) -> str:
    """Names the files of this process beside its test database."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    return f"tests-{connection.vendor}-{worker}"


@pytest.fixture(scope="session")
def running_note(run_name: str) -> Path:
    """Exists while a run uses its test database; one that is there at the start was left by a run that was killed."""
    return Path(django_settings.VAR_DIR) / f"{run_name}.running"


@pytest.fixture(scope="session")
def migrated_copy(run_name: str) -> Path:
    """A copy of the SQLite test database as it was before the first test; missing on other databases."""
    return Path(django_settings.VAR_DIR) / f"{run_name}.sqlite3"


@pytest.fixture(scope="session")
def django_db_createdb(django_db_createdb: bool, running_note: Path) -> bool:
    return django_db_createdb or running_note.exists()


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup, django_db_keepdb: bool, django_db_blocker, running_note: Path, migrated_copy: Path
) -> Iterator[None]:
    """Keep a copy as the migrations filled it, and leave the database to the next run (--reuse-db) like that.

    Where no test of a run needs a test database, as with browser tests alone, pytest-django makes none.
    """
    if str(connection.settings_dict["NAME"]) == PORTALS_OWN:
        migrated_copy.unlink(missing_ok=True)
        yield
        return
    running_note.touch()
    migrated_copy.unlink(missing_ok=True)
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock():
            connection.cursor().execute("VACUUM INTO %s", [str(migrated_copy)])
    yield
    if django_db_keepdb:
        with django_db_blocker.unblock():
            if not Page.objects.exists():
                connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
    running_note.unlink()
