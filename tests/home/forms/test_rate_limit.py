"""Rate limits count in windows, and a count is deleted when its window is over."""

from datetime import UTC, datetime, timedelta

import pytest

from home.forms.rate_limit import Limit, allow
from home.models import RateCounter

pytestmark = pytest.mark.django_db

NOW = datetime(2021, 3, 15, 12, 5, tzinfo=UTC)
TWICE_AN_HOUR = Limit(2, timedelta(hours=1))


def test_each_window_is_counted_for_itself_and_ends_with_the_hour():
    assert [allow("a", TWICE_AN_HOUR, now=NOW) for _again in range(3)] == [True, True, False]
    assert allow("b", TWICE_AN_HOUR, now=NOW)
    assert allow("a", TWICE_AN_HOUR, now=NOW + timedelta(minutes=55))
    one, two = datetime(2021, 3, 15, 13, tzinfo=UTC), datetime(2021, 3, 15, 14, tzinfo=UTC)
    assert sorted(RateCounter.objects.values_list("ends_at", "count")) == [(one, 1), (one, 3), (two, 1)]
