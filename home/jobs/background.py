"""Work that a request leaves to the worker: because it takes long, or so that its length tells nothing.

A task is a row until it is done, so it may run twice and must not mind.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, When

from home.jobs.portions import in_portion
from home.jobs.registry import job, what_failed
from home.models import BackgroundTask

logger = logging.getLogger(__name__)

PORTION = 10

Work = Callable[..., Any]
_registered: dict[str, Work] = {}
_can_wait: set[str] = set()


def background_task(name: str, *, can_wait: bool = False) -> Callable[[Work], Work]:
    """Register the decorated function, called with `now` and the arguments of `run_later`. Rows bear its name.

    If it `can_wait`, all others come first: hundreds of pictures must not keep anybody from an email.
    """

    def register(work: Work) -> Work:
        if name in _registered:
            raise ValueError(f"{name!r} is already registered")
        _registered[name] = work
        if can_wait:
            _can_wait.add(name)
        return work

    return register


def run_later(name: str, *, now: datetime, key: str = "", **arguments: Any) -> None:
    """Have the worker do it in a few seconds. With the same `key` again it is done once, after the last time."""
    if not key:
        BackgroundTask.objects.create(name=name, arguments=arguments, due_at=now)
        return
    values = {"name": name, "arguments": arguments, "due_at": now, "failures": 0}
    BackgroundTask.objects.update_or_create(key=key, defaults=values)


def forget_tasks(text: str) -> None:
    """Delete tasks that still wait and have this among their arguments, such as an address that was erased."""
    named = [task.pk for task in BackgroundTask.objects.all() if _holds(task.arguments, text)]
    BackgroundTask.objects.filter(pk__in=named).delete()


def _holds(value: Any, text: str) -> bool:
    """Whether this JSON value is the text, in whatever case, or has it inside."""
    if isinstance(value, dict | list):
        return any(_holds(item, text) for item in (value.values() if isinstance(value, dict) else value))
    return isinstance(value, str) and value.lower() == text


@job("background-tasks", every=timedelta(seconds=1), waiting=BackgroundTask.objects.due)
def do_background_tasks(*, now: datetime) -> int:
    """A portion of them; one that fails is tried again later and holds up no other."""
    done = 0
    order = Case(When(name__in=_can_wait, then=1), default=0)
    for task in in_portion(BackgroundTask.objects.due(now).order_by(order, "due_at", "pk")[:PORTION]):
        done += 1
        try:
            _registered[task.name](now=now, **task.arguments)
        except Exception as error:
            logger.exception("background task %s failed", task.name)
            BackgroundTask.objects.postpone(task, now=now, error=what_failed(error))
        else:
            BackgroundTask.objects.finish(task)
    return done
