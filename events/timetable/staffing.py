"""Who keeps what the timetable promises. Other parts of the app say it, so that the timetable warns where nobody does.

`named_promises`: callables(event) → promises for which somebody is named.
"""

from collections.abc import Callable

from events.enums import LanguageRole
from events.models import Event, SlotIdentity
from home.clock import now
from home.registry import Registry

Promise = tuple[SlotIdentity, LanguageRole, str]  # a slot, and a language in a role that takes people

PROMISED = (LanguageRole.INTERPRETED, LanguageRole.SIGNED)  # live captions may come from a machine

named_promises: Registry[Callable[[Event], set[Promise]]] = Registry()


def promises_with_a_name(event: Event) -> frozenset[Promise] | None:
    """None where it does not matter any more: the event is over."""
    if event.ends_at <= now():
        return None
    return frozenset(promise for _name, named in named_promises for promise in named(event))
