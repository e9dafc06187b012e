"""How the portal is: what it can see about itself, for /readyz, the admin and alerts.

Apps register what they look at in `home.registry.status`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from home import registry


@dataclass(frozen=True)
class Status:
    """One thing, with a sentence that says how it is and, where it isn't fine, what to do.

    `name` is its key in /readyz. What is `urgent` makes the portal "degraded" there, and sends an alert.
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
    return [status for _name, look in registry.status for status in look(now=now)]
