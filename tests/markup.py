"""Helpers for tests that read HTML."""

import re
from typing import Any

from lxml.html import fromstring


def unwrapped(html: str) -> str:
    """Without the line breaks of templates: none at the edges of an element or between two tags, elsewhere a space.

    And without <bdi>, which is around all names (test_foreign_names).
    """
    html = re.sub(r"</?bdi>", "", html)
    html = re.sub(r"\s*\n\s*(?=>|</)|(?<=>)\s*\n\s*(?=<)", "", html)
    return re.sub(r"\s+", " ", re.sub(r"(<\w[^>]*>)\s*\n\s*", r"\1", html))


def fields_of(html: str | bytes, form_name: str) -> dict[str, list[str]]:
    """What a browser would send of the form that is, or stands in, the element of this id, if nothing is touched."""
    (around,) = fromstring(html).xpath(f"//*[@id='{form_name}']")
    (form,) = around.xpath("descendant-or-self::form")
    return values_of(form)


def values_of(form: Any) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value.removeprefix("\n"))  # HTML ignores the first newline of a textarea
    return values
