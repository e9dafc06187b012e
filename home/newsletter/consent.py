"""The consent text."""

import hashlib


def version_of(text: str) -> str:
    """The version of a text: the first 12 hexadecimal digits of their SHA-256."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:12]
