"""Export and erasure of what is kept about helpers. Shifts name nobody and stay."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.forms.models import model_to_dict
from wagtail.models import ModelLogEntry

from events.keeping import kept_long_enough
from events.roster import messages
from events.roster.actions.helping import cancel
from events.roster.models import Assignment, Helper
from home.jobs.portions import Failures, in_portion
from home.outbox.actions import erase_mails
from home.outbox.addresses import normalise
from home.outbox.models import Delivery

UNCONFIRMED_FOR = timedelta(days=7)
BOOKKEEPING = ("id", "link_version", "consent", "event", "added_by_team", "created_at")


def erase_helper(*, helper: Helper, now: datetime) -> None:
    """Delete the row with its assignments, which makes gaps, and empty all mails to and about the person."""
    with transaction.atomic():
        row = Helper.objects.select_for_update().filter(pk=helper.pk).first()
        if row is None:
            return
        erase_mails(mails=Delivery.objects.filter(key__startswith=messages.delivery_key(row)), now=now)
        ModelLogEntry.objects.for_instance(row).delete()
        for assignment in row.assignments.all():
            assignment.delete()
        row.delete()


def names_of_helpers(address: str) -> list[str]:
    return list(Helper.objects.filter(email=normalise(address)).values_list("name", flat=True))


def helpers_at(address: str, names: Collection[str] | None) -> list[Helper]:
    """Rows with this address; only those with one of the names, whatever their case, if there are any."""
    wanted = None if names is None else {name.casefold() for name in names}
    rows = Helper.objects.filter(email=normalise(address)).select_related("event", "consent")
    return [row for row in rows if wanted is None or row.name.casefold() in wanted]


def erase_helpers_at(*, address: str, names: Collection[str] | None, now: datetime) -> int:
    """All of one person, or of everybody at this address; returns how many rows were deleted.

    The team is told which shifts are gaps again.
    """
    found = helpers_at(address, names)
    for helper in found:
        cancel(helper=helper, now=now, by_name=False)
        erase_helper(helper=helper, now=now)
    return len(found)


def exported_helpers(address: str, names: Collection[str] | None) -> list[dict[str, Any]]:
    return [_exported(helper) for helper in helpers_at(address, names)]


def _exported(helper: Helper) -> dict[str, Any]:
    assignments = Assignment.objects.filter(helper=helper).select_related("shift__session")
    return {
        "event": str(helper.event),
        **{name: value for name, value in model_to_dict(helper).items() if name not in BOOKKEEPING},
        "signed_up_at": helper.created_at,
        "consent": helper.consent.text if helper.consent else "",
        "shifts": [
            {
                "task": one.shift.kind,
                "session": one.shift.session.title if one.shift.session else None,
                "state": one.state,
                "changed_at": one.changed_at,
                "here_at": one.here_at,
            }
            for one in assignments
        ],
        "mails": [
            {"subject": mail.subject, "text": mail.text, "written_at": mail.created_at, "state": mail.state}
            for mail in _mails_to(helper)
        ],
    }


def _mails_to(helper: Helper) -> QuerySet[Delivery]:
    kinds = [kind.name for kind in messages.KINDS_TO_HELPERS]
    return Delivery.objects.filter(key__startswith=messages.delivery_key(helper), kind__in=kinds)


def erase_old(*, now: datetime) -> int:
    """Erase helpers `Event.keep_months` after their event, and addresses that nobody confirmed for a week."""
    failures = Failures()
    over = kept_long_enough(now, failures)
    unconfirmed = Q(confirmed_at=None, added_by_team=False, created_at__lt=now - UNCONFIRMED_FOR)
    erased = 0
    for helper in in_portion(Helper.objects.filter(Q(event__in=over) | unconfirmed)[:500]):
        with failures.at("erase helper", helper.pk):
            erase_helper(helper=helper, now=now)
            erased += 1
    failures.raise_unless(erased)
    return erased
