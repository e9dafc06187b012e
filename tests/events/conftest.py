from collections.abc import Callable

import pytest

from events.models import ProgrammePage
from tests.programmes import programme_of


@pytest.fixture
def many() -> Callable[[int], ProgrammePage]:
    """See programme_of."""
    return programme_of
