from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from home.forms.public import is_recent, signer


@pytest.mark.parametrize(
    ("later", "is_taken"),
    [
        (timedelta(seconds=1), False),
        (timedelta(seconds=3), True),
        (timedelta(hours=23), True),
        (timedelta(hours=25), False),
    ],
)
def test_a_form_is_sent_neither_at_once_nor_the_day_after(later, is_taken):
    with time_machine.travel(datetime(2021, 3, 15, 12, tzinfo=UTC), tick=False) as clock:
        opened = signer.sign("form")
        clock.shift(later)
        assert is_recent(opened) is is_taken
