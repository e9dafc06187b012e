"""Mail addresses: normalised spelling, one-way fingerprint, and a shortened form for display."""

import hashlib
import hmac

from django.conf import settings


def normalise(address: str) -> str:
    """The address in lower case. No large provider distinguishes upper and lower case before the @."""
    return address.strip().lower()


def mailbox(address: str) -> str:
    """The address without what follows a plus sign: "ana+list@example.org" reaches ana@example.org."""
    name, at, host = normalise(address).rpartition("@")
    return f"{name.partition('+')[0]}{at}{host}"


def keyed_hash(address: str) -> str:
    """A one-way fingerprint of the address (HMAC-SHA-256 with ADDRESS_HASH_KEY)."""
    return hmac.new(settings.ADDRESS_HASH_KEY.encode(), normalise(address).encode(), hashlib.sha256).hexdigest()


def masked(address: str) -> str:
    """As in "m…@example.org": enough to find a line in the provider's log, too little for a list of addresses."""
    name, _at, host = address.partition("@")
    return f"{name[:1]}…@{host}"
