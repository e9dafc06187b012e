"""HTML as tests look into it."""

import re


def unwrapped(html: str) -> str:
    """Without the line breaks of templates: none at the edges of an element or between two tags, elsewhere a space.

    And without <bdi>, which stands around all names (test_foreign_names).
    """
    html = re.sub(r"</?bdi>", "", html)
    html = re.sub(r"\s*\n\s*(?=>|</)|(?<=>)\s*\n\s*(?=<)", "", html)
    return re.sub(r"\s+", " ", re.sub(r"(<\w[^>]*>)\s*\n\s*", r"\1", html))
