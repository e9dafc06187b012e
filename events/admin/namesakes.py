"""Telling people with the same name apart where a list or a question names them."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.utils.text import Truncator

from events.models import SessionSpeaker, SpeakerPage


def told_apart(names: Mapping[int, str]) -> dict[int, str]:
    """Id of a speaker's page → name; with the title of a session or the beginning of the biography behind it where
    several have this name."""
    counts = Counter(name.casefold() for name in names.values())
    words = _words_about([pk for pk, name in names.items() if counts[name.casefold()] > 1])
    return {pk: f"{name} ({words[pk]})" if words.get(pk) else name for pk, name in names.items()}


def _words_about(pks: list[int]) -> dict[int, str]:
    if not pks:
        return {}
    pages = SpeakerPage.objects.in_bulk(pks)
    rows = SessionSpeaker.objects.filter(speaker__translation_key__in=[page.translation_key for page in pages.values()])
    found = rows.order_by("-pk").values_list("speaker__translation_key", "page__title")
    titles: dict[Any, str] = dict(found)  # the first session of each
    return {
        pk: f"“{titles[page.translation_key]}”"
        if page.translation_key in titles
        else Truncator(page.role or page.biography or "").chars(60)
        for pk, page in pages.items()
    }
