from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from home.jobs.registry import job
from home.outbox import files, sending
from home.outbox.actions import ERASED_FIELDS
from home.outbox.enums import LEFT_STATES, OPEN_STATES, DeliveryState
from home.outbox.models import Delivery

KEEP_ADDRESSES = timedelta(days=365)
KEEP_CONTENT = timedelta(days=30)  # of mails that have left; one that failed may be sent again


def not_sent(now: datetime) -> QuerySet[Delivery]:
    return Delivery.objects.filter(state__in=OPEN_STATES)


@job("send-mail", every=timedelta(seconds=2), lease=timedelta(0), urgent=True, waiting=not_sent)
def send_mail(*, now: datetime) -> int:
    """Send what is due. No lease of the job: any number of workers may send, because mails are claimed one by one."""
    return sending.send_due(now=now)


@job("forget-old-mail", every=timedelta(hours=6))
def forget_old_mail(*, now: datetime) -> int:
    """Empty the content of mails after a month, their address after a year; delete all but the last mail files."""
    full = Delivery.objects.filter(state__in=LEFT_STATES, changed_at__lt=now - KEEP_CONTENT).exclude(text="", html="")
    pks = list(full.order_by("pk").values_list("pk", flat=True)[:1000])
    emptied = Delivery.objects.filter(pk__in=pks).update(text="", html="", headers={})
    known = Delivery.objects.exclude(Q(address="") | Q(state__in=(*OPEN_STATES, DeliveryState.UNCERTAIN)))
    old = list(known.filter(changed_at__lt=now - KEEP_ADDRESSES).order_by("pk").values_list("pk", flat=True)[:1000])
    return Delivery.objects.filter(pk__in=old).update(**ERASED_FIELDS) + emptied + files.purge()
