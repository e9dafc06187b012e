"""What a programme page shows for an address: entries that pass the filters, of a long programme one day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from events.programme.filters import Facet, Filters
from events.programme.layout import Day, Grid, Hour, StartTime, day_of, grids, group_by_day
from events.programme.queries import Programme, ProgrammeEntry, ThemeLabel
from events.programme.session_languages import asked_languages, mark
from home.caching.dependencies import expire_at
from home.i18n.languages import native_name
from home.times import places

SESSIONS_ON_ONE_PAGE = 100  # a longer programme has a page for each day
MOST_DISCS = 60  # on one page: of more sessions a bar says how many can be followed
THEME_COLOURS = 6
STATES = ["full", "half", "none"]


@dataclass(frozen=True)
class DayLink:
    starts_at: datetime
    query: str
    is_current: bool


@dataclass(frozen=True)
class OwnLanguage:
    """The sessions that can be followed in the language of the page; languages.js counts others with `ways`."""

    code: str
    label: str
    count: int
    ways: str
    query: str
    chosen: bool


@dataclass(frozen=True)
class HourLink:
    """An hour in the bar: a disc for each session, or the share (per cent) of those that can be followed."""

    hour: Hour
    discs: SafeString  # empty where a bar says it
    share: int
    ways: str  # for languages.js
    is_current: bool


@dataclass(frozen=True)
class ChosenFilter:
    """A choice, and the address without it."""

    label: str
    lang: str
    query: str


@dataclass
class ShownProgramme:
    """The programme page: the entries that pass the filters, as a list or as a grid, of a long programme one day."""

    programme: Programme
    filters: Filters
    query: QueryDict
    now: datetime
    is_live: bool
    joinable: frozenset[str]  # the keys of what one may join now

    @property
    def view(self) -> str:
        return "grid" if self.query.get("view") == "grid" else "list"

    @cached_property
    def matching(self) -> list[ProgrammeEntry]:
        return self.filters.apply(self.programme.entries)

    @cached_property
    def all_days(self) -> list[date]:
        """Of a programme that is too long for one page, else empty."""
        days = sorted({day_of(entry.starts_at) for entry in self.programme.entries})
        return days if len(days) > 1 and len(self.programme.sessions) > SESSIONS_ON_ONE_PAGE else []

    @cached_property
    def matching_days(self) -> list[date]:
        """Of all days those to which the filters leave something; all where no session matches."""
        found = {day_of(entry.starts_at) for entry in self.matching}
        return [day for day in self.all_days if day in found] or self.all_days

    @cached_property
    def day(self) -> str:
        """Of the matching days the chosen one, else today while the event runs, else the first one; empty where all is
        on one page."""
        if not self.all_days:
            return ""
        days = [str(one) for one in self.matching_days]
        if (wanted := self.query.get("day", "")) in days:
            return wanted
        here = self.now.astimezone(places.in_shown_zone())
        expire_at((here + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC))
        today = str(here.date())
        return today if today in days else days[0]

    @cached_property
    def entries(self) -> list[ProgrammeEntry]:
        return [entry for entry in self.matching if not self.day or str(day_of(entry.starts_at)) == self.day]

    @cached_property
    def total(self) -> int:
        return sum(entry.takes_place for entry in self.programme.entries)

    @cached_property
    def count(self) -> int:
        return sum(entry.takes_place for entry in self.matching)

    @cached_property
    def cancelled(self) -> int:
        return sum(entry.is_session and entry.is_cancelled for entry in self.matching)

    @cached_property
    def facets(self) -> list[Facet]:
        return self.filters.facets(self.programme)

    @property
    def chosen(self) -> list[ChosenFilter]:
        """What is chosen in the form, one by one. The reader's own language has its place in the bar."""
        facets = self.facets if self.filters else []
        options = [(facet.name, option) for facet in facets for option in facet.options if option.chosen]
        found = [
            ChosenFilter(option.label, option.lang, self.with_query(**{name: ""}))
            for name, option in options
            if (name, option.value) != ("follow", get_language())
        ]
        words = self.filters.q
        return [*found, ChosenFilter(f"“{words}”", "", self.with_query(q=""))] if words else found

    @cached_property
    def days(self) -> list[Day]:
        return group_by_day(self.entries)

    @cached_property
    def grids(self) -> list[Grid]:
        return grids(self.entries, self.programme.rooms)

    @cached_property
    def themes(self) -> list[tuple[int, ThemeLabel]]:
        """The key of the grid: each theme with the number of its colour, the same whatever is filtered."""
        found = {theme.slug: theme for entry in self.programme.entries for theme in entry.themes}
        return [(number % THEME_COLOURS + 1, found[slug]) for number, slug in enumerate(sorted(found))]

    @cached_property
    def theme_colours(self) -> dict[str, int]:
        return {theme.slug: number for number, theme in self.themes}

    @cached_property
    def hours(self) -> list[HourLink]:
        """Where the links of the bar lead; none where there is more than one day on the page."""
        if len(self.days) != 1:
            return []
        codes, few = asked_languages(self.query), len(self.entries) <= MOST_DISCS
        return [self._hour_link(hour, codes, few) for hour in self.days[0].hours]

    def _hour_link(self, hour: Hour, codes: list[str], has_discs: bool) -> HourLink:
        states = [found.state for entry in hour.entries if (found := mark(entry, codes))]
        followed = sum(state != "none" for state in states)
        return HourLink(
            hour=hour,
            discs=discs(sorted(states, key=STATES.index)) if has_discs else SafeString(""),
            share=round(100 * followed / len(states)) if states else 0,
            ways=";".join(entry.encoded_ways for entry in hour.entries if entry.ways),
            is_current=any(time.anchor == self.now_anchor for time in hour.times),
        )

    @cached_property
    def now_anchor(self) -> str:
        """What runs or comes next, while the event runs."""
        ahead = (time for day in self.days for time in day.times if not time.is_over(self.now))
        return next((time.anchor for time in ahead), "") if self.is_live else ""

    @cached_property
    def first_ahead(self) -> StartTime | None:
        """Before it lies the present, while the event runs."""
        ahead = (time for day in self.days for time in day.times if time.starts_at > self.now)
        return next(ahead, None) if self.is_live else None

    @property
    def day_links(self) -> list[DayLink]:
        """The matching days of a long programme, each with its first instant."""
        first = {day_of(entry.starts_at): entry.starts_at for entry in reversed(self.programme.entries)}
        return [DayLink(first[one], self.with_query(day=str(one)), str(one) == self.day) for one in self.matching_days]

    @property
    def own_language(self) -> OwnLanguage:
        code = get_language()
        entries = [entry for entry in self.programme.entries if entry.takes_place]
        return OwnLanguage(
            code=code,
            label=native_name(code),
            count=sum(code in entry.followed_in for entry in entries),
            ways=";".join(entry.encoded_ways for entry in entries),
            query=self.with_query(follow=code),
            chosen=self.filters.follow == code,
        )

    def with_query(self, **changes: str) -> str:
        query = self.query.copy()
        for name, value in changes.items():
            query.pop(name, None)
            if value:
                query[name] = value
        return query.urlencode()

    @property
    def all_query(self) -> str:
        return self.with_query(**dict.fromkeys(Filters.__dataclass_fields__, ""))

    @property
    def list_query(self) -> str:
        return self.with_query(view="")

    @property
    def grid_query(self) -> str:
        return self.with_query(view="grid")


def discs(states: list[str]) -> SafeString:
    """Written here: a loop in the template costs five times as much."""
    return SafeString("".join(DISCS[state] for state in states))


DISCS = {state: format_html('<i class="mark mark--{}"></i>', state) for state in STATES}
