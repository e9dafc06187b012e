"""HTML as tests look into it."""

import re


def unwrapped(html: str) -> str:
    """Without the line breaks of templates: none at the edges of an element or between two tags, elsewhere a space."""
    html = re.sub(r"\s*\n\s*(?=>|</)|(?<=>)\s*\n\s*(?=<)", "", html)
    return re.sub(r"\s+", " ", re.sub(r"(<\w[^>]*>)\s*\n\s*", r"\1", html))
