"""Mail addresses: one spelling each, a mark that tells nobody the address, a form that may be shown."""

import hashlib
import hmac

from django.conf import settings


def normalise(address: str) -> str:
    """One spelling per mailbox. No large provider tells upper from lower case in the part before the @."""
    return address.strip().lower()


def keyed_hash(address: str) -> str:
    """A mark that recognises the address again without telling it (HMAC-SHA-256 under ADDRESS_HASH_KEY)."""
    return hmac.new(settings.ADDRESS_HASH_KEY.encode(), normalise(address).encode(), hashlib.sha256).hexdigest()


def masked(address: str) -> str:
    """As in "m…@example.org": enough to find a line in the provider's log, too little for a list of addresses."""
    name, _at, host = address.partition("@")
    return f"{name[:1]}…@{host}"
