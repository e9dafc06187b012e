"""Actions on a programme, one transaction each. `now` is an aware datetime in UTC."""

import logging
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.log_actions import get_active_log_context, log
from wagtail.users.models import UserProfile

from events.enums import Change, SlotStatus
from events.models import Event, SessionPage, SessionRelease, Timetable
from home.caching.generation import bump
from home.i18n.localized import absolute
from home.jobs.portions import Failures
from home.outbox.actions import enqueue
from home.outbox.kinds import NOTICE
from home.outbox.rendering import render_mail
from home.signals import Milestone, ReceiverFailed, milestone

logger = logging.getLogger(__name__)

MILESTONE_FAILED = "events.milestone_failed"
TIME_AND_ROOM = ("starts_at", "ends_at", "room_id")
RELEASED_FIELDS = (*TIME_AND_ROOM, "status", "languages")


def release_timetable(*, timetable: Timetable, now: datetime) -> list[SessionRelease]:
    """Release the published timetable to readers; returns what changed for them, nothing on the first release.

    Releases sessions whose page is live. A released slot that is gone, or lost its page, stays as cancelled.
    Repeating it changes nothing. If a receiver of the first release fails, the person who published is told.
    """
    with transaction.atomic():
        event = Event.objects.select_for_update().get(pk=timetable.event_id)
        known = {release.identity: release for release in event.releases.all()}
        slots = list(timetable.slots.all())
        live = set(
            SessionPage.objects.live().filter(pk__in=[slot.session_id for slot in slots]).values_list("pk", flat=True)
        )
        facts = {slot.identity: slot.released_values for slot in slots if slot.session_id in live}
        gone = {one: {**_released_values(release), "status": SlotStatus.CANCELLED} for one, release in known.items()}
        is_first = event.released_at is None

        new = [
            SessionRelease(
                event=event,
                session_id=session_id,
                key=key,
                change="" if is_first else Change.ADDED,
                changed_at=now,
                **facts[session_id, key],
            )
            for session_id, key in facts.keys() - known.keys()
        ]
        changed = [known[one] for one in known if _update_release(known[one], facts.get(one, gone[one]), now)]
        SessionRelease.objects.bulk_create(new)
        written = [*RELEASED_FIELDS, "sequence", "change", "changed_at", *(f"earlier_{name}" for name in TIME_AND_ROOM)]
        SessionRelease.objects.bulk_update(changed, [name.removesuffix("_id") for name in written], batch_size=100)
        if is_first:
            event.released_at = now
            event.save(update_fields=["released_at"])
            answers = milestone.send_robust(sender=Event, name=Milestone.PROGRAMME_RELEASED, subject=event, at=now)
            failures = [answer for _receiver, answer in answers if isinstance(answer, Exception)]
            if failures:
                _notify_publisher(timetable, failures, now)
            return []
        if new or changed:
            bump()  # rows written in bulk send no signal
        return new + changed


def announce_open_calls(*, now: datetime) -> int:
    """Send the milestone "call opened" once for each event with a public page; returns how many.

    One that fails is tried again later, and its error raised once no other is left.
    """
    announced, failures = 0, Failures()
    for event in Event.objects.shown().call_unannounced(now):
        with failures.at("tell that the call is open of event", event.pk), transaction.atomic():
            if Event.objects.filter(pk=event.pk, call_announced_at=None).update(call_announced_at=now):
                milestone.send(sender=Event, name=Milestone.CALL_OPENED, subject=event, at=now)
                announced += 1
    failures.raise_unless(announced)
    return announced


def _notify_publisher(timetable: Timetable, failures: list[Exception], now: datetime) -> None:
    """Report failures that a publication caused: in the log, which the screen shows, else by mail."""
    unknown = gettext_lazy(
        "Another step that follows the publication failed. Please tell the administrators of this portal."
    )
    reasons = [failure.args[0] if isinstance(failure, ReceiverFailed) else unknown for failure in failures]
    log(instance=timetable, action=MILESTONE_FAILED, data={"reasons": [str(reason) for reason in reasons]})
    if get_active_log_context().user is not None:
        return
    user = timetable.live_revision.user if timetable.live_revision else None
    language = UserProfile.get_for_user(user).get_preferred_language() if user else settings.LANGUAGE_CODE
    link = absolute(reverse("wagtailsnippets_events_timetable:edit", args=[timetable.pk]))
    context = {"event": timetable.event, "reasons": reasons, "link": link}
    enqueue(
        kind=NOTICE,
        key=f"milestone:{timetable.pk}:{timetable.live_revision_id}",
        address=(user and user.email) or timetable.event.contact,
        language=language,
        content=render_mail("events/mail/milestone_failed", language=language, context=context),
        now=now,
    )


def _released_values(release: SessionRelease) -> dict[str, Any]:
    return {name: getattr(release, name) for name in RELEASED_FIELDS}


def _update_release(release: SessionRelease, facts: dict[str, Any], now: datetime) -> bool:
    """Write `facts` to a release; False if nothing changes."""
    before = _released_values(release)
    if before == facts:
        return False
    release.change = _change(before, facts)
    if _is_moved(before, facts):
        for name in TIME_AND_ROOM:
            setattr(release, f"earlier_{name}", before[name])
    release.sequence += 1
    release.changed_at = now
    for name, value in facts.items():
        setattr(release, name, value)
    return True


def _change(before: dict[str, Any], after: dict[str, Any]) -> Change:
    """The most important thing to say about two states of a session."""
    if after["status"] != before["status"]:
        return Change.CANCELLED if after["status"] == SlotStatus.CANCELLED else Change.RESTORED
    return Change.MOVED if _is_moved(before, after) else Change.LANGUAGES


def _is_moved(before: dict[str, Any], after: dict[str, Any]) -> bool:
    return any(before[name] != after[name] for name in TIME_AND_ROOM)
