"""Tests in Chromium. Where there is none each of them is named as skipped; under CI=true that is a failure."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

# Playwright's synchronous interface runs an event loop in this thread; Django would refuse its database otherwise.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

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
