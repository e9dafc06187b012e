from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from home import times
from home.times import places

register = template.Library()


@register.filter
def utc_iso(instant: datetime) -> str:
    """For datetime attributes: "2021-05-06T13:00:00Z"."""
    return f"{times.utc(instant):%Y-%m-%dT%H:%M:%SZ}"


@register.filter
def utc_day(instant: datetime) -> str:
    """Weekday and date in UTC, in the page's language."""
    return times.day(times.utc(instant), get_language())


@register.filter
def utc_day_in_text(instant: datetime) -> str:
    """The same within a sentence."""
    return times.day_in_text(times.utc(instant), get_language())


@register.filter
def hour(instant: datetime) -> SafeString:
    """An hour alone, where the zone is said beside it. Like all below: in the zone of the event or the place in the
    address, and times.js writes it in the reader's own zone."""
    local = instant.astimezone(places.in_shown_zone())
    return format_html('<time datetime="{}" data-hour>{}</time>', utc_iso(instant), times.hour(local))


@register.simple_tag
def clock(starts_at: datetime, ends_at: datetime | None = None) -> SafeString:
    """An hour or two, with UTC beside them: "13:00–20:00 UTC", "08:00–15:00 13:00–20:00 UTC"."""
    instants = [starts_at, ends_at] if ends_at else [starts_at]
    shown = SafeString("–".join(hour(instant) for instant in instants))
    return format_html(
        '<span class="clock"><bdi dir="ltr">{}</bdi> <span class="clock__zone">{}</span></span>',
        shown,
        _utc_beside(starts_at, ends_at),
    )


def _utc_beside(starts_at: datetime, ends_at: datetime | None = None, text: str = "{}") -> str:
    """ "13:00–20:00 UTC"; where times are in UTC, only its name."""
    zone = places.in_shown_zone()
    if zone.key == times.UTC_ZONE:
        return times.UTC_ZONE
    return text.format(f"{times.utc_hours(starts_at, ends_at, zone, get_language())} {times.UTC_ZONE}")


@register.simple_tag
def days(starts_at: datetime, ends_at: datetime | None = None) -> SafeString:
    """The day, or the first and the last."""
    first, last = (instant.astimezone(places.in_shown_zone()) for instant in (starts_at, ends_at or starts_at))
    text = times.days(first, last, get_language())
    ends = format_html(' data-end="{}"', utc_iso(ends_at)) if ends_at else ""
    return format_html(
        '<time datetime="{}"{} data-day>{}</time>', utc_iso(starts_at), ends, text[:1].upper() + text[1:]
    )


@register.simple_tag
def short_day(instant: datetime) -> SafeString:
    """ "Thu 6 May": for tabs."""
    local = instant.astimezone(places.in_shown_zone())
    text = times.short_weekday(local, get_language())
    return format_html('<time datetime="{}" data-day="short">{}</time>', utc_iso(instant), text)


@register.filter
def written_short_day(instant: datetime) -> str:
    """The same as text, for days by which the server divides, with written_zone beside them: no script changes it."""
    return times.short_weekday(instant.astimezone(places.in_shown_zone()), get_language())


@register.filter
def written_hour(instant: datetime) -> str:
    """An hour as text, beside such a day."""
    return times.hour(instant.astimezone(places.in_shown_zone()))


@register.simple_tag
def other_day(instant: datetime, than: datetime) -> SafeString:
    """short_day of an instant that is not on the day of `than`; else nothing."""
    zone = places.in_shown_zone()
    is_same = instant.astimezone(zone).date() == than.astimezone(zone).date()
    return SafeString("") if is_same else short_day(instant)


@register.simple_tag
def city_times(instant: datetime, zones: Sequence[str]) -> list[times.CityTime]:
    """The instant in each city; see home.times.city_times."""
    return times.city_times(instant, zones, get_language())


@register.filter
def shown_day(instant: datetime) -> str:
    """Weekday and date in the zone that is shown, as text: for mails, which no script changes."""
    return times.day(instant.astimezone(places.in_shown_zone()), get_language())


@register.simple_tag
def written_zone() -> str:
    """ "UTC", "Auckland time"."""
    city = shown_city()
    return _("%(city)s time") % {"city": city} if city else "UTC"


@register.simple_tag
def written_hours(starts_at: datetime, ends_at: datetime | None = None, zone: str = "") -> str:
    """ "01:00–01:40 (13:00 UTC)" as text, with the name of the zone if it is given; in UTC without the brackets."""
    here = places.in_shown_zone()
    hours = "–".join(times.hour(instant.astimezone(here)) for instant in (starts_at, ends_at) if instant)
    utc = "" if here.key == times.UTC_ZONE else f"({times.utc_hours(starts_at, None, here, get_language())} UTC)"
    return " ".join(part for part in (hours, zone, utc) if part)


@register.simple_tag
def written_when(starts_at: datetime, ends_at: datetime | None = None) -> str:
    """Days and hours as text, for mails: "Thursday, 6 May 2021, 13:00–20:00 UTC", "6–8 May 2021, from 13:00 UTC"."""
    here, zone = places.in_shown_zone(), written_zone()
    if ends_at is None or ends_at - starts_at <= timedelta(days=1):
        return f"{shown_day(starts_at)}, {written_hours(starts_at, ends_at, zone)}"
    days = times.days(starts_at.astimezone(here), ends_at.astimezone(here), get_language())
    return f"{days}, {_('from %(start)s') % {'start': written_hours(starts_at, None, zone)}}"


@register.filter
def own_day(instant: datetime) -> str:
    """Weekday and date in the datetime's own zone."""
    return times.day(instant, get_language())


@register.simple_tag
def show_in_zone(zone: ZoneInfo) -> str:
    """From here on the page shows times in `zone`, unless its address names another."""
    places.show_in(zone)
    return ""


@dataclass(eq=False)
class InZoneNode(template.Node):
    zone: FilterExpression
    nodelist: NodeList

    def render(self, context: Context) -> SafeString:
        with places.shown_in(self.zone.resolve(context)):
            return self.nodelist.render(context)


@register.tag
def in_zone(parser: Parser, token: Token) -> InZoneNode:
    """`{% in_zone event.tz %}…{% endin_zone %}`: show_in_zone for what it holds."""
    zone = parser.compile_filter(token.split_contents()[1])
    nodelist = parser.parse(("endin_zone",))
    parser.delete_first_token()
    return InZoneNode(zone, nodelist)


@register.simple_tag
def shown_city() -> str:
    """The city in whose time the page is; empty where times are in UTC."""
    zone = places.shown_zone()
    return "" if zone == times.UTC_ZONE else times.city_name(zone, get_language())


@register.simple_tag
def instant(value: datetime) -> SafeString:
    """Weekday, date and hour within a sentence: "Tuesday, 5 January 2027, 17:59 (23:59 UTC)"."""
    return format_html(
        '<span class="instant"><time datetime="{}" data-day="in-text">{}</time>,'
        ' <span class="clock"><bdi dir="ltr">{}</bdi> <span class="clock__zone" data-in-text>{}</span></span></span>',
        utc_iso(value),
        times.day_in_text(value.astimezone(places.in_shown_zone()), get_language()),
        hour(value),
        _utc_beside(value, text="({})"),
    )


@register.simple_tag
def with_instant(text: str, at: datetime) -> SafeString:
    """A translated text, with `instant` in the place of its {when}."""
    return format_html(text, when=instant(at))


@register.inclusion_tag("components/when.html")
def when(starts_at: datetime, ends_at: datetime, zones: Sequence[str] = ()) -> dict[str, Any]:
    """A stretch of time: its days and hours, and for readers without a script its start in the given cities."""
    return {
        "starts_at": starts_at,
        "ends_at": ends_at,
        "takes_days": ends_at - starts_at > timedelta(days=1),
        "zones": zones,
    }
