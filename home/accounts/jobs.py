from datetime import datetime, timedelta

from axes.models import AccessAttempt, AccessLog

from home.accounts import mail
from home.accounts.actions import purge_invitations
from home.jobs.registry import job
from home.outbox.actions import erase_mails
from home.outbox.enums import DeliveryState
from home.outbox.models import Delivery

KEEP_LOGINS = timedelta(days=90)


@job("forget-invitations", every=timedelta(days=1))
def forget_invitations(*, now: datetime) -> int:
    return purge_invitations(now=now)


@job("forget-old-logins", every=timedelta(days=1))
def forget_old_logins(*, now: datetime) -> int:
    """When somebody logged in or failed to, from which address: kept for a quarter of a year."""
    deleted = 0
    for model in (AccessAttempt, AccessLog):
        pks = list(model.objects.filter(attempt_time__lt=now - KEEP_LOGINS).values_list("pk", flat=True)[:500])
        deleted += model.objects.filter(pk__in=pks).delete()[0]
    return deleted


@job("forget-unknown-addresses", every=timedelta(hours=1))
def forget_unknown_addresses(*, now: datetime) -> int:
    """Addresses typed into the form for a forgotten password that no account has."""
    unsent = Delivery.objects.filter(kind=mail.PASSWORD_RESET.name, state=DeliveryState.CANCELLED)
    pks = list(unsent.exclude(address="").values_list("pk", flat=True)[:500])
    erase_mails(mails=Delivery.objects.filter(pk__in=pks), now=now)
    return len(pks)
