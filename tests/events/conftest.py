from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.models import ProgrammePage
from tests.programmes import programme_of


@pytest.fixture
def many() -> Callable[[int], ProgrammePage]:
    """See programme_of."""
    return programme_of


@pytest.fixture
def queries_with() -> Callable[..., int]:
    """`queries_with(count, client, address)`: how many queries a page costs after a first request, with a
    programme of `count` sessions. `address` is a function that gets the page's path. Afterwards everything is rolled
    back, so that one test can compare two sizes: the total number of queries depends on what is in the caches."""

    def measure(count: int, client: Client, address: Callable[[ProgrammePage], str]) -> int:
        with transaction.atomic():
            path = address(programme_of(count))
            assert client.get(path).status_code == 200
            with CaptureQueriesContext(connection) as captured:
                assert client.get(path).status_code == 200
            transaction.set_rollback(True)
        return len(captured)

    return measure
