"""Notices to readers, on the pages of an edition."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language

from events.live.models import Notice
from events.live.windows import live_windows
from events.programme.queries import Programme
from events.templatetags.programme_tags import is_clock_frozen
from home.caching.dependencies import expire_at
from home.clock import now
from home.templatetags.time_tags import utc_iso

register = template.Library()

NEAR = timedelta(days=1)


@dataclass(frozen=True)
class ShownNotice:
    text: str
    lang: str  # where it is not the reader's


@register.inclusion_tag("events/live/notices.html", takes_context=True)
def live_notices(context: dict[str, Any], programme: Programme, session_pk: int = 0) -> dict[str, Any]:
    """Of the edition, and of a session where one is named; nothing more than a day before. At most one query."""
    event, instant = programme.event, now(context["request"])
    windows = [window for window in live_windows(programme.entries) if instant < window[1]]
    is_near = bool(windows) and windows[0][0] - NEAR <= instant
    for begins, ends in windows[:1]:
        expire_at(ends if is_near else begins - NEAR)
    if not is_near:
        return {}
    args = [event.pk, session_pk] if session_pk else [event.pk]
    rows = _shown(event.pk, session_pk, instant)
    for row in rows:
        expire_at(row.ends_at)
    frozen = is_clock_frozen(context)
    return {
        "is_near": True,
        "notices": [ShownNotice(*row.text_for(get_language() or "en")) for row in rows],
        "late": ".".join(f"{one.number}+{one.late_minutes}" for one in programme.entries if one.late),
        "source": reverse("events:notices", args=args),
        "windows": "" if frozen else " ".join(f"{utc_iso(begins)}/{utc_iso(ends)}" for begins, ends in windows),
    }


def _shown(event_pk: int, session_pk: int, instant: datetime) -> list[Notice]:
    of_session = Q(session=None) | Q(session=session_pk)
    return list(Notice.objects.shown_at(instant).filter(of_session, event=event_pk))
