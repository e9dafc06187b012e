"""The generation: a value that changes with everything that readers may see.

All processes see a change at once and never serve a cached page of an older generation. A conference's site is
published seldom and read often, so dropping all pages at once is simple and cheap enough.
"""

import logging
import os
from collections.abc import Callable
from pathlib import Path
from time import time_ns
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import DatabaseError, models, transaction
from wagtail.models import DraftStateMixin, Locale, Page, PageViewRestriction, Site, TranslatableMixin

from home.models import MissedBump

logger = logging.getLogger(__name__)

GENERATION = "page-generation"  # a file in VAR_DIR

after_bump: list[Callable[[], None]] = []  # called after each bump; filled in AppConfig.ready()
_watched: list[type[models.Model]] = [Page, TranslatableMixin, DraftStateMixin, Site, Locale, PageViewRestriction]


def generation() -> Any:
    """The current generation. Shared by all processes of a machine; with Redis, by all machines.

    None while Redis is away: then no page may be kept or taken from a cache. Without Redis it takes one stat of a file,
    a tenth of the cost of a database query.
    """
    if settings.REDIS_URL:
        from home.caching.redis_generation import shared_generation  # deferred: optional

        return shared_generation(bump_if_missed)
    path = os.path.join(settings.VAR_DIR, GENERATION)  # noqa: PTH118  a Path costs more than the stat
    try:
        file = os.stat(path)  # noqa: PTH116
    except FileNotFoundError:
        _bump_file()
        file = os.stat(path)  # noqa: PTH116
    return file.st_ino, file.st_mtime_ns


def bump() -> None:
    """Start a new generation after the commit: no page rendered before is served again."""
    transaction.on_commit(_bump)


def _bump() -> None:
    if not settings.REDIS_URL:
        _bump_file()
    elif not _bump_redis():
        MissedBump.objects.record()
    for forget in after_bump:
        forget()


def bump_if_missed(is_restarted: bool = False) -> bool:
    """Bump if a publication could not because Redis was away, or if it `is_restarted`; False where it still cannot.

    A restarted Redis may have lost data. Called before a generation from Redis is trusted, and by the worker, for
    processes that did not notice that Redis was away because they sent no command.
    """
    try:
        token = MissedBump.objects.token() if settings.REDIS_URL else None
        if token is None and not is_restarted:
            return True
        Site.clear_site_root_paths_cache()  # Wagtail's, which Redis may have missed too
        if not _bump_redis():
            return False
        for forget in after_bump:
            forget()
        if token is not None:
            MissedBump.objects.clear(token)
    except DatabaseError:
        logger.exception("what Redis has missed cannot be found out")
        return False
    return True


def _bump_redis() -> bool:
    from home.caching.redis_generation import bump_shared  # deferred: optional

    return bump_shared()


def _bump_file() -> None:
    path = _generation_file()
    fresh = path.with_suffix(f".{uuid4().hex}")
    try:
        fresh.touch()
    except OSError:
        if not path.exists():
            raise
        fresh = path  # the disk is full, where the present file can still be given another time
    os.utime(fresh, ns=(time_ns(), time_ns()))  # to the nanosecond: file systems keep their own time in ticks
    fresh.replace(path)


def _generation_file() -> Path:
    return Path(settings.VAR_DIR) / GENERATION


def watch(*types: type[models.Model]) -> None:
    """Bump when rows of these models change; apps register theirs in AppConfig.ready().

    Pages, translatable models, drafts, sites, locales and view restrictions are always watched. QuerySet.update()
    sends no signal: call `bump` after it.
    """
    _watched.extend(types)


def bump_after_change(sender: type[models.Model], **kwargs: Any) -> None:
    """Receiver for every saved and deleted row."""
    if issubclass(sender, tuple(_watched)):
        bump()


def bump_after_move(**kwargs: Any) -> None:
    """Receiver for moved pages: their rows change without a save."""
    bump()
