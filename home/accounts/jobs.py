from datetime import datetime, timedelta

from home.accounts import mail
from home.accounts.actions import purge_invitations
from home.jobs.registry import job
from home.outbox.actions import erase_mails
from home.outbox.enums import DeliveryState
from home.outbox.models import Delivery


@job("forget-invitations", every=timedelta(days=1))
def forget_invitations(*, now: datetime) -> int:
    return purge_invitations(now=now)


@job("forget-unknown-addresses", every=timedelta(hours=1))
def forget_unknown_addresses(*, now: datetime) -> int:
    """Addresses typed into the form for a forgotten password that no account has."""
    unsent = Delivery.objects.filter(kind=mail.PASSWORD_RESET.name, state=DeliveryState.CANCELLED)
    pks = list(unsent.exclude(address="").values_list("pk", flat=True)[:500])
    erase_mails(mails=Delivery.objects.filter(pk__in=pks), now=now)
    return len(pks)
