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
