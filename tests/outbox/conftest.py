from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from home.outbox.actions import enqueue
from home.outbox.enums import InDoubtPolicy
from home.outbox.kinds import MailContent, MailKind
from home.outbox.models import Delivery
from tests.outbox import scripted

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TEST_KIND = MailKind("test mail", "mail", InDoubtPolicy.HOLD)


@pytest.fixture
def provider(settings) -> Any:
    settings.EMAIL_BACKEND = "tests.outbox.scripted.EmailBackend"
    settings.OUTBOX_PER_MINUTE = 0
    scripted.reset()
    return scripted


@pytest.fixture
def write(db) -> Callable[..., Delivery]:
    def write(key: str = "mail:1", kind: MailKind = TEST_KIND, **fields: Any) -> Delivery:
        fields = {"address": f"{key.replace(':', '-')}@example.org", "language": "en", "now": NOW, **fields}
        return enqueue(kind=kind, key=key, content=MailContent("Hello", "Words.", "<p>Words.</p>"), **fields)

    return write
