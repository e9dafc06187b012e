"""What is not made in a language, because its edition is made in others (home.registry.left_out)."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from wagtail.models import Page

from events.models import Event, EventPage, SessionSpeaker, SessionTheme, Theme


def left_out(model: Any, code: str) -> Q | None:
    """The pages of such editions, and the speakers and themes that have sessions there and nowhere else."""
    if model not in (Page, Theme):
        return None
    events = [event.pk for event in Event.objects.exclude(languages="") if code not in event.language_codes]
    paths = EventPage.objects.filter(event__in=events).values_list("path", flat=True) if events else []
    if not paths:
        return None
    if model is Theme:
        return _only_below(SessionTheme, "content_object", "tag", paths)
    return _below("", paths) | _only_below(SessionSpeaker, "page", "speaker", paths)


def _below(prefix: str, paths: Any) -> Q:
    return reduce(or_, (Q(**{f"{prefix}path__startswith": path}) for path in paths))


def _only_below(rows: Any, session: str, what: str, paths: Any) -> Q:
    key, there = f"{what}__translation_key", _below(f"{session}__", paths)
    inside, outside = rows.objects.filter(there).values(key), rows.objects.exclude(there).values(key)
    return Q(translation_key__in=inside) & ~Q(translation_key__in=outside)
