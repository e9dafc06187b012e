"""The deadline of proposals: the call's dates, and 30 more minutes for forms that were opened before."""

from datetime import UTC, datetime, timedelta

from django.core import signing

from events.enums import CallState
from events.models import Event

GRACE = timedelta(minutes=30)
_signer = signing.Signer(salt="proposal form rendered")


def sign_instant(instant: datetime) -> str:
    """The signed instant (aware) at which a form was rendered, as a hidden field."""
    return _signer.sign(str(int(instant.timestamp())))


def read_instant(signed: str) -> datetime | None:
    """The instant, in UTC; None if the signature is invalid."""
    try:
        return datetime.fromtimestamp(int(_signer.unsign(signed)), tz=UTC)
    except (signing.BadSignature, ValueError):
        return None


def accepts_proposals(event: Event, *, now: datetime, rendered_at: datetime | None) -> bool:
    """Whether a form rendered at `rendered_at` (None: unknown) may still be sent at `now`."""
    if event.call_state(now) == CallState.OPEN:
        return True
    if rendered_at is None or event.call_state(rendered_at) != CallState.OPEN:
        return False
    return now < (event.call_closes_at or event.starts_at) + GRACE
