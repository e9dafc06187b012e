"""Subscriptions: sign up, confirm, choose a language, unsubscribe, erase."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from home.forms.rate_limit import Limit, allow
from home.jobs.background import forget_tasks
from home.newsletter.consent import version_of
from home.newsletter.enums import ConsentEvent, SubscriberState
from home.newsletter.mail import messages
from home.newsletter.mail.delivery import ISSUE
from home.newsletter.mail.test_send import TEST
from home.newsletter.models import ConsentRecord, Mailing, Subscriber
from home.newsletter.models.subscribers import new_key
from home.outbox.actions import (
    MAILS_TO_KNOWN,
    NOTHING_KEPT,
    enqueue_for_stranger,
    erase_mails,
    lift_suppression,
    suppress,
    withdraw,
)
from home.outbox.addresses import keyed_hash, mailbox, normalise
from home.outbox.enums import SuppressionReason
from home.outbox.models import Delivery, Suppression

KINDS = (ISSUE, messages.CONFIRMATION, messages.PRIVATE_LINK, TEST)
MAILS_TO_STOPPED_ADDRESS = Limit(1, timedelta(days=7))


def _record_consent(subscriber: Subscriber, event: ConsentEvent, *, now: datetime, **fields: Any) -> None:
    ConsentRecord.objects.create(
        subscriber=subscriber, event=event, at=now, **{"language": subscriber.language, **fields}
    )


def request_subscription(*, address: str, language: str, consent_text: str, form_path: str, now: datetime) -> None:
    """Sign up `address`: send it a mail that asks for confirmation, one an hour in each language.

    Returns nothing about the address, so that the caller gives the same answer in each case. One that is already
    confirmed gets its private link.
    """
    address, hour = normalise(address), f"{now:%Y%m%d%H}"
    if Suppression.objects.of(address) and not allow(
        f"sign-up of a stopped address|{keyed_hash(mailbox(address))}", MAILS_TO_STOPPED_ADDRESS, now=now
    ):
        return
    with transaction.atomic():
        subscriber, _created = Subscriber.objects.select_for_update().get_or_create(
            address=address, defaults={"language": language, "requested_at": now, "changed_at": now}
        )
        if subscriber.state == SubscriberState.CONFIRMED:
            _send_link(subscriber, name="already", now=now)
            return
        subscriber.state, subscriber.language = SubscriberState.PENDING, language
        subscriber.requested_at = subscriber.changed_at = now  # earlier links stay valid: anybody can ask again
        subscriber.save()
        version = version_of(consent_text)
        _record_consent(
            subscriber, ConsentEvent.ASKED, text=consent_text, text_version=version, form_path=form_path[:200], now=now
        )
        enqueue_for_stranger(
            kind=messages.CONFIRMATION,
            key=_confirmation_key(subscriber, f"{subscriber.confirm_nonce[:12]}:{language}:{hour}"),
            address=address,
            language=language,
            content=messages.confirmation(subscriber, consent_text=consent_text),
            now=now,
        )


def _send_link(subscriber: Subscriber, *, name: str, now: datetime) -> None:
    """At most once an hour."""
    enqueue_for_stranger(
        kind=messages.PRIVATE_LINK,
        key=f"{name}:{subscriber.uuid}:{now:%Y%m%d%H}",
        address=subscriber.address,
        language=subscriber.language,
        content=messages.private_link(subscriber, name=name),
        now=now,
        kept=MAILS_TO_KNOWN if subscriber.confirmed_at else NOTHING_KEPT,
    )


def send_link(*, address: str, now: datetime) -> None:
    """Mail the link of the private page of `address`, if there is such a subscriber."""
    subscriber = Subscriber.objects.filter(address=normalise(address)).first()
    if subscriber:
        _send_link(subscriber, name="link", now=now)


def confirm(*, subscriber: Subscriber, now: datetime) -> None:
    """Confirm a subscription. Repeating it changes nothing. Whatever stopped mail to the address is lifted."""
    with transaction.atomic():
        waiting = Subscriber.objects.filter(pk=subscriber.pk, state=SubscriberState.PENDING)
        if waiting.update(state=SubscriberState.CONFIRMED, confirmed_at=now, changed_at=now):
            lift_suppression(address=subscriber.address, reasons=SuppressionReason)
            _withdraw_confirmations(subscriber, now=now)
            asked = subscriber.consent_records.filter(event=ConsentEvent.ASKED).last()
            consent = {"text": asked.text, "text_version": asked.text_version} if asked else {}
            _record_consent(subscriber, ConsentEvent.CONFIRMED, now=now, **consent)
    subscriber.refresh_from_db()


def _withdraw_confirmations(subscriber: Subscriber, *, now: datetime) -> None:
    """Those that wait for the next day ask for what is done, or have a link that is void."""
    withdraw(mails=Delivery.objects.filter(key__startswith=_confirmation_key(subscriber, "")), now=now)


def _confirmation_key(subscriber: Subscriber, occasion: str) -> str:
    return f"confirm:{subscriber.uuid}:{occasion}"


def change_language(*, subscriber: Subscriber, language: str, now: datetime) -> None:
    """Change the language, from the next mailing on; the current one is sent as queued."""
    with transaction.atomic():
        changed = Subscriber.objects.filter(pk=subscriber.pk).exclude(language=language)
        if changed.update(language=language, changed_at=now):
            _record_consent(subscriber, ConsentEvent.LANGUAGE, language=language, now=now)
    subscriber.refresh_from_db()


def unsubscribe(*, subscriber: Subscriber, mailing: Mailing | None = None, now: datetime) -> None:
    """Unsubscribe. Repeating it changes nothing; links to confirm become invalid."""
    with transaction.atomic():
        on_list = Subscriber.objects.filter(pk=subscriber.pk).exclude(state=SubscriberState.UNSUBSCRIBED)
        if on_list.update(state=SubscriberState.UNSUBSCRIBED, confirm_nonce=new_key(), changed_at=now):
            _record_consent(subscriber, ConsentEvent.UNSUBSCRIBED, mailing=mailing, now=now)
            _withdraw_confirmations(subscriber, now=now)
    subscriber.refresh_from_db()


def erase(*, subscriber: Subscriber, now: datetime) -> None:
    """Erase a person. A fingerprint that keeps the address from being mailed again stays, and the numbers."""
    with transaction.atomic():
        _erase_mails(subscriber, now=now)
        forget_tasks(subscriber.address)
        suppress(address=subscriber.address, reason=SuppressionReason.ERASED, now=now)
        _delete(subscriber)


def _erase_mails(subscriber: Subscriber, *, now: datetime) -> None:
    """Those of the newsletter. Other mail to the address, such as the decision on a proposal, has its own reasons."""
    own = Delivery.objects.filter(address=subscriber.address, kind__in=[kind.name for kind in KINDS])
    erase_mails(mails=own, now=now)


def _delete(subscriber: Subscriber) -> None:
    ConsentRecord.objects.filter(subscriber=subscriber).update(form_path="")
    subscriber.delete()


def purge_unconfirmed(*, now: datetime) -> int:
    """Delete subscribers who never confirmed. Returns how many."""
    late = list(Subscriber.objects.never_confirmed(now)[:500])
    for subscriber in late:
        with transaction.atomic():
            _erase_mails(subscriber, now=now)
            _delete(subscriber)
    return len(late)


def export(*, subscriber: Subscriber) -> dict[str, Any]:
    """All data about a person, as JSON values."""
    fields = ("address", "language", "state", "requested_at", "confirmed_at", "changed_at")
    records = subscriber.consent_records.values("event", "at", "language", "text", "text_version", "form_path")
    mails = Delivery.objects.filter(address=subscriber.address).order_by("created_at")
    return {
        "subscriber": {name: getattr(subscriber, name) for name in fields},
        "consent": list(records),
        "mails": list(mails.values("kind", "language", "subject", "state", "created_at", "changed_at")),
    }
