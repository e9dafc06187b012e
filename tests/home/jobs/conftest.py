from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from home.jobs import registry
from tests.home.jobs.work import Work

MINUTE = timedelta(minutes=1)


@pytest.fixture
def registered(monkeypatch) -> Iterator[dict[str, registry.Job]]:
    """Removes all jobs but those of the test, and freezes the clock."""
    empty: dict[str, registry.Job] = {}
    monkeypatch.setattr(registry, "registered", empty)
    with time_machine.travel(datetime(2021, 3, 15, 12, tzinfo=UTC), tick=False):
        yield empty


@pytest.fixture
def add(registered):
    """Register a job that has been due for a minute."""

    def add(name: str, work: Work, every: timedelta = MINUTE, **options: Any) -> registry.Job:
        registered[name] = registry.Job(name, work, every, **options)
        registry.ensure_rows(now=timezone.now() - MINUTE)
        return registered[name]

    return add
