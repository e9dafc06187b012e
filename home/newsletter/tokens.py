"""Signed links, each for one purpose, one person and a limited time."""

from datetime import timedelta
from uuid import UUID

from django.core import signing

from home.newsletter.models import Subscriber
from home.newsletter.models.subscribers import CONFIRM_WITHIN

CONFIRM, PREFERENCES = "confirm", "preferences"
MAX_AGES = {CONFIRM: CONFIRM_WITHIN, PREFERENCES: timedelta(days=180)}


class InvalidToken(Exception):
    """The link is forged, for something else, too old, or replaced by a newer one."""


def make_token(purpose: str, subscriber: Subscriber) -> str:
    nonce = subscriber.confirm_nonce if purpose == CONFIRM else ""
    return signing.dumps([subscriber.uuid.hex, nonce], salt=f"newsletter.{purpose}")


def read_token(purpose: str, token: str) -> Subscriber:
    """The subscriber a link is for. Raises InvalidToken."""
    try:
        name, nonce = signing.loads(token, salt=f"newsletter.{purpose}", max_age=MAX_AGES[purpose])
        subscriber = Subscriber.objects.get(uuid=UUID(name))
    except (signing.BadSignature, Subscriber.DoesNotExist, ValueError, TypeError) as error:
        raise InvalidToken from error
    if purpose == CONFIRM and nonce != subscriber.confirm_nonce:
        raise InvalidToken
    return subscriber
