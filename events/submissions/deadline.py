"""Until when a proposal is taken: the call's dates, and half an hour more for whoever had begun."""

from datetime import UTC, datetime, timedelta

from django.core import signing

from events.enums import CallState
from events.models import Event

GRACE = timedelta(minutes=30)
_signer = signing.Signer(salt="proposal form rendered")


def sign_instant(instant: datetime) -> str:
    """What a form carries to prove when it was rendered (`instant` aware)."""
    return _signer.sign(str(int(instant.timestamp())))


def read_instant(signed: str) -> datetime | None:
    """The instant, in UTC; None where the signature is not ours."""
    try:
        return datetime.fromtimestamp(int(_signer.unsign(signed)), tz=UTC)
    except (signing.BadSignature, ValueError):
        return None


def accepts_proposals(event: Event, *, now: datetime, rendered_at: datetime | None) -> bool:
    """Whether a form rendered at `rendered_at` (None: nobody knows) may still be sent at `now`."""
    if event.call_state(now) == CallState.OPEN:
        return True
    if rendered_at is None or event.call_state(rendered_at) != CallState.OPEN:
        return False
    return now < (event.call_closes_at or event.starts_at) + GRACE
