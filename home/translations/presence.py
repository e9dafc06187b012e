"""Who else has a text open, in the workshop or in Wagtail's editor. The sessions are Wagtail's own (EditingSession)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.admin.models import EditingSession
from wagtail.models import Page
from wagtail_localize.models import Translation

from home.translations.models import OpenedText

GONE_AFTER = timedelta(minutes=3)  # without a sign: browsers slow down what is in the background


@dataclass
class Visitor:
    """`opened_at` (UTC) is None in Wagtail's editor, which does not keep it. `is_editing`: with something not saved."""

    user: Any
    opened_at: datetime | None
    is_in_original: bool
    is_editing: bool


def _sessions_of(instance: Any) -> dict[str, Any]:
    model = Page if isinstance(instance, Page) else type(instance)
    return {"content_type": ContentType.objects.get_for_model(model), "object_id": str(instance.pk)}


def stay(target: Any, *, user: Any, session: int, is_editing: bool, now: datetime) -> EditingSession:
    """Record that a user has this text open. `session` is the key of their earlier one, 0 at first."""
    place = _sessions_of(target)
    values = {"last_seen_at": now, "is_editing": is_editing}
    found = EditingSession.objects.filter(pk=session, user=user, **place)
    if found.update(**values):
        return found.get()
    EditingSession.cleanup()
    created = EditingSession.objects.create(user=user, **place, **values)
    OpenedText.objects.create(session=created, opened_at=now)
    return created


def others(translation: Translation, target: Any, *, user: Any, now: datetime) -> list[Visitor]:
    """Everybody else once for the text and once for its original, who came first first. Two queries."""
    model = Page if isinstance(target, Page) else type(target)
    rows = model._default_manager.filter(translation_key=target.translation_key, locale_id=translation.source.locale_id)
    originals = {str(pk) for pk in rows.values_list("pk", flat=True)}
    place = _sessions_of(target)
    here = Q(**place) | Q(content_type=place["content_type"], object_id__in=originals)
    sessions = EditingSession.objects.filter(here, last_seen_at__gt=now - GONE_AFTER).exclude(user=user)
    found: dict[tuple[int, bool], Visitor] = {}
    for session in sessions.select_related("user", "opened_text").order_by("pk"):
        is_in_original = session.object_id in originals
        opened_at = session.opened_text.opened_at if hasattr(session, "opened_text") else None
        visitor = Visitor(session.user, opened_at, is_in_original, session.is_editing)
        there = found.setdefault((session.user_id, is_in_original), visitor)
        there.opened_at = there.opened_at or opened_at
        there.is_editing = there.is_editing or session.is_editing
    return list(found.values())
