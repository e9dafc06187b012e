"""Tests in Chromium. Without it they are skipped; with CI=true that is a failure."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from django.db import connection
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page, Response, expect
from pytest_django.live_server_helper import LiveServer
from random_order.config import Config as RandomOrder

from portal.settings.storage import VAR_DIR
from tests.browser.server import Server
from tests.browser.site import Site

# Playwright's synchronous interface runs an event loop in this thread; Django would refuse its database otherwise.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PATIENCE = 60_000  # milliseconds that the browser waits for anything: the machine may be busy
expect.set_options(timeout=PATIENCE)

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    ours = [item for item in items if Path(__file__).parent in item.path.parents]
    if ours and CHROMIUM is None and os.environ.get("CI") == "true":
        raise pytest.UsageError("The browser tests need Chromium: install it (Debian: apt install chromium).")
    for item in ours:
        item.add_marker("browser")
        if CHROMIUM is None:
            item.add_marker(pytest.mark.skip(reason=f"{item.name} needs Chromium, which was not found"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium, with no sandbox (tests may run as root) and no request of its own to anywhere."""
    quiet = ["background-networking", "component-update", "quic", "sync"]
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox", "--disable-gpu", "--no-first-run", *(f"--disable-{name}" for name in quiet)],
    }


@pytest.fixture
def browser(launch_browser: Callable[[], Browser]) -> Iterator[Browser]:
    """A separate Chromium for each test: closing it closes every window, also after a failure."""
    browser = launch_browser()
    browser.on("context", lambda context: context.set_default_timeout(PATIENCE))
    yield browser
    browser.close()


@pytest.fixture
def live_server(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[LiveServer]:
    """A separate server and page cache for each test. The database outlives the last request."""
    monkeypatch.setattr(LiveServerThread, "server_class", Server)
    server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def site(django_db_setup: str) -> Site:
    """The portal with the demo, shared by all browser tests: change only what no other test reads."""
    site = Site(VAR_DIR / "browser")
    site.prepare(django_db_setup if connection.vendor == "sqlite" else "")
    return site


def until_the_last_browser_test(fixture_name: str, config: pytest.Config) -> Literal["package", "session"]:
    """Tests in a random order come back to the browser again and again: then it runs until the end."""
    return "session" if RandomOrder(config).is_enabled else "package"


@pytest.fixture(scope=until_the_last_browser_test)
def portal(site: Site) -> Iterator[str]:
    """The address of the running portal, without a slash at the end. Its processes would take time from other tests."""
    with site.serve() as address:
        yield address


@pytest.fixture
def quiet_page(page: Page) -> Iterator[Page]:
    """A page. At the end, checks that its console is empty and that all requests succeeded and went to the portal."""
    complaints: list[str] = []
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", lambda request: complaints.append(f"{request.url}: {request.failure}"))
    page.on("response", note)
    yield page
    complaints += [f"{answer.status} {answer.url}" for answer in answers if answer.status >= 400]
    complaints += [answer.url for answer in answers if not answer.url.startswith("http://127.0.0.1:")]
    assert complaints == []
