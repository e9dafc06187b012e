"""Mail addresses: the one spelling of a mailbox, one-way fingerprints, and how addresses are shown.

The domain is stored in ASCII by UTS 46: "straße.example" is mailed as "xn--strae-oqa.example". Python's own codec
"idna", which Django uses when it sends, would write to "strasse.example", which is another domain.
"""

import hashlib
import hmac

from django.conf import settings
from django.contrib.auth import get_user_model
from email_validator import EmailNotValidError, ValidatedEmail, validate_email

GMAIL = ("gmail.com", "googlemail.com")


def parse(address: str) -> ValidatedEmail:
    """Raises EmailNotValidError. Asks no name server, and accepts internal domains.

    A name in quotes is refused: a mailbox that needs them hardly exists (RFC 5321, 4.1.2), and with them any other has
    many spellings.
    """
    return validate_email(address.strip(), check_deliverability=False, globally_deliverable=False)


def normalise(address: str) -> str:
    """The address in lower case, its domain in ASCII. What is no address is in lower case only.

    No large provider distinguishes upper and lower case before the @.
    """
    if address.isascii():
        return address.strip().lower()
    try:
        parsed = parse(address)
    except EmailNotValidError:
        return address.strip().lower()
    return f"{parsed.local_part}@{parsed.ascii_domain}".lower()


def readable(address: str) -> str:
    """The address as people write it, with the letters of the domain's own script."""
    if "@xn--" not in address and ".xn--" not in address:
        return address
    try:
        return parse(address).normalized
    except EmailNotValidError:
        return address


def mailbox(address: str) -> str:
    """The address without what follows a plus sign: "ana+list@example.org" reaches ana@example.org.

    Gmail ignores dots as well, and has two domains.
    """
    name, at, host = normalise(address).rpartition("@")
    name = name.partition("+")[0]
    if host in GMAIL:
        name, host = name.replace(".", ""), GMAIL[0]
    return f"{name}{at}{host}"


def has_account(address: str) -> bool:
    """Whether somebody logs in with this very address."""
    return get_user_model().objects.filter(email=normalise(address), is_active=True).exists()


def keyed_hash(address: str) -> str:
    """A one-way fingerprint of the address (HMAC-SHA-256 with ADDRESS_HASH_KEY)."""
    return _hash(normalise(address))


def known_hashes(address: str) -> list[str]:
    """Its fingerprint, then the one of its readable spelling, which was stored before domains were in ASCII."""
    normal = normalise(address)
    return [_hash(spelling) for spelling in dict.fromkeys((normal, readable(normal)))]


def _hash(text: str) -> str:
    return hmac.new(settings.ADDRESS_HASH_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def masked(address: str) -> str:
    """As in "m…@example.org": enough to find a line in the provider's log, too little for a list of addresses."""
    name, _at, host = address.partition("@")
    return f"{name[:1]}…@{host}"
