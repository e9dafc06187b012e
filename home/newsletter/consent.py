"""The words that people agree to."""

import hashlib


def version_of(text: str) -> str:
    """The same words, the same version: the first 12 hexadecimal digits of their SHA-256."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:12]
