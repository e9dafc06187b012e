"""Mail addresses: normalised spelling, one-way fingerprint, and a shortened form for display."""

import hashlib
import hmac

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q


def normalise(address: str) -> str:
    """The address in lower case. No large provider distinguishes upper and lower case before the @."""
    return address.strip().lower()


def mailbox(address: str) -> str:
    """The address without what follows a plus sign: "ana+list@example.org" reaches ana@example.org."""
    name, at, host = normalise(address).rpartition("@")
    return f"{name.partition('+')[0]}{at}{host}"


def has_account(address: str) -> bool:
    """Whether somebody logs in with an address of this mailbox, however it is spelt there."""
    box = mailbox(address)
    name = box.rpartition("@")[0]
    alike = Q(email__istartswith=f"{name}@") | Q(email__istartswith=f"{name}+")
    people = get_user_model().objects.filter(alike, is_active=True)
    return any(mailbox(email) == box for email in people.values_list("email", flat=True))


def keyed_hash(address: str) -> str:
    """A one-way fingerprint of the address (HMAC-SHA-256 with ADDRESS_HASH_KEY)."""
    return hmac.new(settings.ADDRESS_HASH_KEY.encode(), normalise(address).encode(), hashlib.sha256).hexdigest()


def masked(address: str) -> str:
    """As in "m…@example.org": enough to find a line in the provider's log, too little for a list of addresses."""
    name, _at, host = address.partition("@")
    return f"{name[:1]}…@{host}"
