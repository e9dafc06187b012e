"""The differences of two versions of a timetable, one line per slot. Wagtail would list each field of all slots."""

from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events.models import Timetable
from events.programme.session_languages import session_languages
from events.timetable.forms import TimetableChoices


class SlotsComparison:
    """For Wagtail's page that compares two versions; `after` is the newer one."""

    is_field = True

    def __init__(self, before: Timetable, after: Timetable) -> None:
        self.choices = TimetableChoices(after.event_id)
        self.before, self.after = self._summaries(before), self._summaries(after)

    def _summaries(self, timetable: Timetable) -> dict[int, list[str]]:
        """Session id → what its slots say, by time."""
        summaries: dict[int, list[str]] = {}
        for slot in sorted(timetable.slots.all(), key=lambda slot: (slot.starts_at, slot.room_id or 0)):
            languages = ", ".join(one.label for one in session_languages(slot))
            summaries.setdefault(slot.session_id, []).append(self.choices.summary(slot, languages))
        return summaries

    def field_label(self) -> str:
        return _("Slots, in UTC")

    def has_changed(self) -> bool:
        return self.before != self.after

    def htmldiff(self) -> SafeString:
        found: list[tuple[Any, ...]] = []
        for session in {**self.after, **self.before}:
            old, new = self.before.get(session, []), self.after.get(session, [])
            if old != new:
                found += [("deletion", one) for one in old] + [("addition", one) for one in new]
        return format_html_join("", '<p><span class="{}">{}</span></p>', found)
