"""What browsers do with a key. It is made in the browser; the database has its hash only."""

import hashlib
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, QuerySet

from events.models import Event, SessionRelease
from events.my_programme.models import SavedProgramme

KEPT_FOR = timedelta(days=365)  # after the end of the edition, or the last change
PORTION = 500


def hash_of(key: str) -> str:
    """A key is random, so that its hash needs neither salt nor time."""
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()


def saved_under(key: str) -> QuerySet[SavedProgramme]:
    """All editions of a key."""
    return SavedProgramme.objects.filter(key_hash=hash_of(key))


def merged(saved: Collection[int], added: Collection[int], removed: Collection[int]) -> list[int]:
    """What one device changed since it last asked, on top of what others changed meanwhile.

    Of two changes to the same session the one that arrives last counts.
    """
    return sorted((set(saved) | set(added)) - set(removed))


def released(event: Event, sessions: Collection[int]) -> set[int]:
    """Those that readers of the edition have seen."""
    if not sessions:
        return set()
    return set(SessionRelease.objects.filter(event=event, session__in=sessions).values_list("session", flat=True))


def lock(key: str) -> list[SavedProgramme]:
    """All editions of a key, until the end of the transaction: saving and deleting wait for each other."""
    return list(saved_under(key).select_for_update().order_by("pk"))


def save(
    *, key: str, event: Event, added: Collection[int], removed: Collection[int], is_new: bool, now: datetime
) -> list[int] | None:
    """The sessions that are saved now; None for a key that was deleted or never there, unless it `is_new`.

    Only sessions that readers have seen are added, so that an answer tells nothing of drafts.
    """
    known = released(event, added)
    with transaction.atomic():
        if not is_new and not lock(key):
            return None
        if is_new or known:  # another device may be doing the same now
            SavedProgramme.objects.get_or_create(key_hash=hash_of(key), event=event, defaults={"saved_at": now})
        row = saved_under(key).select_for_update().filter(event=event).first()
        if row is None:
            return []
        sessions = merged(row.sessions, known, removed)
        if sessions != row.sessions:
            row.sessions, row.saved_at = sessions, now
            row.save()
    return sessions


def delete(*, key: str) -> None:
    """With the edition that a save has added meanwhile, which only a query after the lock sees."""
    with transaction.atomic():
        lock(key)
        saved_under(key).delete()


def forget_expired(*, now: datetime) -> int:
    """Delete a portion of the keys whose last edition ended a year ago, and which nobody has changed since.

    Earlier editions stay until then: a browser with the key would take an edition that is gone for one without stars.
    """
    keys = SavedProgramme.objects.values("key_hash").annotate(ended=Max("event__ends_at"), saved=Max("saved_at"))
    expired = keys.filter(ended__lt=now - KEPT_FOR, saved__lt=now - KEPT_FOR).order_by("key_hash")
    hashes = expired.values_list("key_hash", flat=True)[:PORTION]
    return SavedProgramme.objects.filter(key_hash__in=list(hashes)).delete()[0]
