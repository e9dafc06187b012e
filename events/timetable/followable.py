"""In which languages a timetable can be followed, and which cities are awake, stretch by stretch: pure functions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from events.enums import LanguageRole
from events.ways_in.rows import WayInKind

AWAKE_FROM, AWAKE_UNTIL = time(7), time(23)


@dataclass(frozen=True)
class Offer:
    """What one session that takes place offers its audience. `unheard`: see unheard_interpretation()."""

    starts_at: datetime
    ends_at: datetime
    languages: Mapping[str, Sequence[str]]  # role → language codes, as in Slot.languages
    unheard: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Way:
    """The best way to follow something in a language. Doubtful: only interpretation that nobody can hear yet."""

    role: LanguageRole
    is_doubtful: bool = False


@dataclass(frozen=True)
class Stretch:
    """Time in which sessions run and the ways to follow one of them stay the same; None is a hole."""

    starts_at: datetime
    ends_at: datetime
    ways: Mapping[str, Way | None]

    @property
    def holes(self) -> list[str]:
        """Language codes."""
        return [code for code, way in self.ways.items() if way is None]


def unheard_interpretation(languages: Mapping[str, Sequence[str]], ways_in: Iterable[Mapping[str, str]]) -> list[str]:
    """Languages that a slot promises to be interpreted into, without a way in to hear them.

    `ways_in` are the rows of the slot and of its room. One without a language counts for all.
    """
    heard = {row.get("language", "") for row in ways_in if row["kind"] == WayInKind.INTERPRETATION}
    return [code for code in languages.get(LanguageRole.INTERPRETED, []) if not heard & {code, ""}]


def stretches(offers: Iterable[Offer], languages: Sequence[str]) -> list[Stretch]:
    """In order of time. Where no session runs there is no stretch."""
    offered = [(offer, {code: _way(offer, code) for code in languages}) for offer in offers]
    instants = sorted({instant for offer, _ways in offered for instant in (offer.starts_at, offer.ends_at)})
    found: list[Stretch] = []
    for start, end in pairwise(instants):
        running = [ways for offer, ways in offered if offer.starts_at < end and offer.ends_at > start]
        if running:
            ways = {code: _best(ways[code] for ways in running) for code in languages}
            _append(found, Stretch(start, end, ways))
    return found


def gaps(offers: Iterable[Offer], code: str) -> Iterator[tuple[datetime, datetime]]:
    """When sessions run and none of them can be followed in a language."""
    return ((stretch.starts_at, stretch.ends_at) for stretch in stretches(offers, [code]) if stretch.holes)


def awake(zone: str, starts_at: datetime, ends_at: datetime) -> list[tuple[datetime, datetime]]:
    """When it is between 7 and 23 o'clock in an IANA zone, from `starts_at` to `ends_at`; stretches in UTC."""
    here = ZoneInfo(zone)
    first, last = starts_at.astimezone(here).date(), ends_at.astimezone(here).date()
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    found = [(_instant(day, AWAKE_FROM, here), _instant(day, AWAKE_UNTIL, here)) for day in days]
    return [(max(start, starts_at), min(end, ends_at)) for start, end in found if start < ends_at and end > starts_at]


def _instant(day: date, hour: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, hour, zone).astimezone(UTC)


def _way(offer: Offer, code: str) -> Way | None:
    roles = [role for role in LanguageRole if role.can_be_followed and code in offer.languages.get(role, [])]
    return _best(Way(role, role is LanguageRole.INTERPRETED and code in offer.unheard) for role in roles)


def _best(ways: Iterable[Way | None]) -> Way | None:
    order = list(LanguageRole)
    return min((way for way in ways if way), key=lambda way: (way.is_doubtful, order.index(way.role)), default=None)


def _append(found: list[Stretch], stretch: Stretch) -> None:
    """As one with the stretch before, where nothing changes."""
    before = found[-1] if found else None
    if before and before.ends_at == stretch.starts_at and before.ways == stretch.ways:
        found[-1] = replace(before, ends_at=stretch.ends_at)
    else:
        found.append(stretch)
