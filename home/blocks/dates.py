from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home import registry
from home.blocks.texts import TITLE_ABOVE


@dataclass(frozen=True)
class DateRow:
    """One line of dates: from `starts_at` (aware) to an optional `ends_at`, in UTC and in the cities of `zones`."""

    label: str
    starts_at: datetime
    ends_at: datetime | None = None
    zones: list[str] = field(default_factory=list)
    zone: ZoneInfo = ZoneInfo("UTC")  # noqa: RUF009  immutable; in which it is shown


@dataclass(frozen=True)
class StateRow:
    """A sentence about the state of something, at times up to an instant, and where to go on."""

    text: Any
    until: datetime | None = None  # aware; written after `text`
    url: str = ""
    label: str = ""  # of the link
    zone: ZoneInfo = ZoneInfo("UTC")  # noqa: RUF009  immutable; in which `until` is shown


class DatesBlock(blocks.StructBlock):
    """Dates from the listing "dates" of home.registry, for all languages at once. Editors do not type them."""

    title = blocks.CharBlock(label=_("heading"), required=False, help_text=TITLE_ABOVE)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        context["rows"] = registry.listings["dates"](context.get("request"), context.get("page"))
        return context

    class Meta:
        icon = "calendar-alt"
        label = _("Dates")
        description = _(
            "When the event is and until when its call is open. Taken from the event, so always up to date."
        )
        template = "home/blocks/dates.html"
        preview_value = {"title": _("When")}


EXAMPLE = StateRow(_("The call for sessions is closed, and the programme is being made."))


class CallStateBlock(blocks.StructBlock):
    """The listing "call" of home.registry: where the call stands now, so that no text of an editor contradicts it."""

    title = blocks.CharBlock(label=_("heading"), required=False, help_text=TITLE_ABOVE)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        page = context.get("page")  # none where editors preview the block
        context["rows"] = registry.listings["call"](context.get("request"), page) if page else [EXAMPLE]
        return context

    class Meta:
        icon = "comment"
        label = _("State of the call")
        description = _(
            "Whether the call for sessions is open, and what comes next. It changes by itself, and is left out where "
            "an event has no call."
        )
        template = "home/blocks/call_state.html"
        preview_value = {"title": _("Call for sessions")}
