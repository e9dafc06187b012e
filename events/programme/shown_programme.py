"""What a programme page shows for an address: entries that pass the filters, of a long programme one day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import get_language

from events.programme.filters import Filters, Option
from events.programme.layout import Day, Grid, StartTime, day_of, grids, group_by_day
from events.programme.queries import Programme, ProgrammeEntry
from home.caching.dependencies import expire_at
from home.i18n.languages import native_name
from home.times import places

SESSIONS_ON_ONE_PAGE = 100  # a longer programme has a page for each day


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


@dataclass
class ShownProgramme:
    """The programme page: the entries that pass the filters, as a list or as a grid, of a long programme one day."""

    programme: Programme
    filters: Filters
    query: QueryDict
    now: datetime
    is_live: bool

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
    def day(self) -> str:
        """The chosen day, else today while the event runs, else the first one; empty where all is on one page."""
        if not self.all_days:
            return ""
        days = [str(one) for one in self.all_days]
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
    def facets(self) -> dict[str, list[Option]]:
        return self.filters.facets(self.programme)

    @cached_property
    def days(self) -> list[Day]:
        return group_by_day(self.entries)

    @cached_property
    def grids(self) -> list[Grid]:
        return grids(self.entries, self.programme.rooms)

    @property
    def hours(self) -> list[StartTime]:
        """Where the links of the bar lead: the first start of each hour."""
        return [time for day in self.days for time in day.hours] if len(self.days) == 1 else []

    @property
    def now_anchor(self) -> str:
        """What runs or comes next, while the event runs."""
        ahead = (time for day in self.days for time in day.times if not time.is_over(self.now))
        return next((time.anchor for time in ahead), "") if self.is_live else ""

    @property
    def day_links(self) -> list[DayLink]:
        """The days of a long programme, each with its first instant."""
        first = {day_of(entry.starts_at): entry.starts_at for entry in reversed(self.programme.entries)}
        return [DayLink(first[one], self.with_query(day=str(one)), str(one) == self.day) for one in self.all_days]

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
