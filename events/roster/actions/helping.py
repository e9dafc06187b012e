"""What helpers do: offer, confirm their address, answer an invitation, cancel."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import Event
from events.roster import messages
from events.roster.actions.placing import confirm, lock, log_step
from events.roster.enums import AssignmentState
from events.roster.models import Assignment, Helper
from events.roster.queries import open_gaps, shifts_of_helper
from events.submissions.actions import ActionRefused
from events.submissions.actions.base import consent_text
from home.outbox.addresses import normalise


@dataclass(frozen=True)
class HelperData:
    """What a helper says; the names are those of the columns."""

    name: str
    zone: str
    languages: str = ""
    tasks: list[str] = field(default_factory=list)
    hours: list[str] = field(default_factory=list)


def offer(
    *,
    event: Event,
    address: str,
    language: str,
    data: HelperData,
    shifts: Collection[int],
    consent: str,
    consent_language: str,
    now: datetime,
) -> None:
    """Somebody offers to help, in a public form; the team sees it when they have confirmed their address.

    A stranger changes nothing of a helper who is known at this address by this name: they get their link, and offer
    more there. Somebody else may share the mailbox.
    """
    with transaction.atomic():
        _wait_for_others(event)
        at_address = Helper.objects.known().select_related("event").filter(event=event, email=normalise(address))
        known = next((one for one in at_address if one.name.casefold() == data.name.casefold()), None)
        if known is not None:
            messages.send_link(known, now=now)
            return
        who = {"event": event, "email": normalise(address), "name": data.name}
        helper = Helper.objects.filter(**who).first() or Helper(**who)
        for name, value in asdict(data).items():
            setattr(helper, name, value)
        helper.language, helper.created_at = language, now
        helper.consent = consent_text(consent_language, consent, now)
        helper.save()
        helper.assignments.all().delete()
        _add_offers(helper, shifts, now)
        messages.send_link(helper, now=now)


def _wait_for_others(event: Event) -> None:
    """A form that is sent twice at once makes one helper."""
    Event.objects.select_for_update().get(pk=event.pk)


def offer_more(*, helper: Helper, shifts: Collection[int], now: datetime) -> int:
    """The helper offers to fill further gaps; returns how many of them are still open."""
    with transaction.atomic():
        return _add_offers(lock(helper), shifts, now)


def _add_offers(helper: Helper, shifts: Collection[int], now: datetime) -> int:
    found = [one for one in open_gaps(helper.event, now=now) if one.shift.pk in shifts]
    for one in found:
        Assignment.objects.update_or_create(
            shift=one.shift, helper=helper, defaults={"state": AssignmentState.OFFERED, "changed_at": now}
        )
    return len(found)


def confirm_address(*, helper: Helper, now: datetime) -> None:
    """The helper sent a form of the link that was mailed to them: from now on the team sees them."""
    Helper.objects.filter(pk=helper.pk, confirmed_at=None).update(confirmed_at=now)


def add_helper(*, event: Event, address: str, language: str, data: HelperData, now: datetime, user: Any) -> Helper:
    """The team writes somebody down, who gets their private link. Raises ActionRefused if they are known."""
    with transaction.atomic():
        _wait_for_others(event)
        known = Helper.objects.filter(event=event, email=normalise(address), name=data.name)
        if known.known().exists():
            raise ActionRefused(_("This person is a helper already."))
        known.delete()
        helper = Helper.objects.create(
            event=event, email=address, language=language, **asdict(data), added_by_team=True, created_at=now
        )
        log_step(helper, "add", user=user)
        messages.send_link(helper, by_team=True, is_added=True, now=now)
    return helper


def change_helper(*, helper: Helper, data: HelperData, now: datetime) -> None:
    """What they can do and when. Shifts that are confirmed stay; the roster warns where they do not fit any more."""
    Helper.objects.filter(pk=helper.pk).update(**asdict(data))


def accept_invitation(*, helper: Helper, assignment: Assignment, now: datetime) -> None:
    """Raises ActionRefused if it is no invitation, or somebody else was faster."""
    if assignment.helper_id != helper.pk or assignment.state != AssignmentState.INVITED:
        raise ActionRefused(_("There is no such invitation any more."))
    confirm(shift=assignment.shift, helper=helper, now=now)


def cancel(*, helper: Helper, shifts: Collection[int] | None = None, now: datetime, by_name: bool = True) -> None:
    """ "I can't after all": confirmed shifts are gaps again, and the team is told at once; None means all of them.

    Offers and invitations end without a mail. Not `by_name` where the person is erased next.
    """
    with transaction.atomic():
        row = lock(helper)
        mine = [
            one
            for one in shifts_of_helper(row, draft=True)
            if (shifts is None or one.shift.pk in shifts) and one.ends_at > now
        ]
        rows = Assignment.objects.filter(helper=row, shift__in=[one.shift for one in mine])
        for assignment in rows:
            assignment.state, assignment.changed_at, assignment.here_at = AssignmentState.CANCELLED, now, None
            assignment.save()
        if lost := [one for one in mine if one.helper == row]:
            log_step(row, "cancel")
            messages.tell_team(row, lost, by_name=by_name, now=now)


def arrive(*, helper: Helper, shifts: Collection[int], now: datetime) -> None:
    """ "I’m here": the team sees it on the day. Too early or too late, it changes nothing."""
    mine = [one for one in shifts_of_helper(helper) if one.helper == helper and one.is_near(now)]
    rows = Assignment.objects.filter(helper=helper, shift__in=[one.shift for one in mine if one.shift.pk in shifts])
    rows.filter(here_at=None).update(here_at=now)


def renew_link(*, helper: Helper, user: Any, now: datetime) -> None:
    """Make the current private link invalid and send a new one."""
    with transaction.atomic():
        row = lock(helper)
        row.link_version += 1
        row.save(update_fields=["link_version"])
        log_step(row, "renew_link", user=user)
        messages.send_link(row, by_team=row.is_known, now=now)


def send_lost_links(*, address: str, now: datetime) -> int:
    """Send the private links of an address again, at most one mail an hour for each; returns how many."""
    rows = Helper.objects.filter(email=normalise(address), event__ends_at__gt=now).select_related("event")
    for helper in rows[:20]:
        messages.send_link(helper, now=now)
    return len(rows)
