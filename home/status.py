"""The state of the portal, for /readyz, the admin and alerts. Apps register their checks in `home.registry.status`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from home import registry


@dataclass(frozen=True)
class Status:
    """The state of one part, with a sentence that says how it is and, if it is not fine, what to do.

    `name` is its key in /readyz. If it is `urgent` and not fine, /readyz answers "degraded" and an alert is sent.
    """

    name: str
    label: Any
    is_fine: bool
    message: Any
    details: Sequence[Any] = ()
    url: str = ""
    urgent: bool = True


def statuses(*, now: datetime) -> list[Status]:
    """All of them. Raises DatabaseError if the database does not answer."""
    return [status for _name, statuses_of_app in registry.status for status in statuses_of_app(now=now)]
