"""Where a reader is: the time zones to choose from, each once, by its city, and the one in which a page is shown."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from babel.core import get_global
from django.http import HttpRequest, HttpResponse

from home.i18n.collation import sort_key
from home.i18n.languages import cldr_locale
from home.times import UTC_ZONE, city_name

UTC = ZoneInfo(UTC_ZONE)
_chosen: ContextVar[ZoneInfo | None] = ContextVar("chosen_zone", default=None)
_own: ContextVar[ZoneInfo] = ContextVar("own_zone", default=UTC)


@cache
def territories() -> dict[str, str]:
    """IANA zone → ISO code of its country. These are the current names of the zones, without the outdated ones."""
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return {row[2]: row[0] for row in rows}


@cache
def place_names(language: str) -> dict[str, str]:
    """IANA zone → city and country: "Ciudad de México, México". By name; no two zones have the same."""
    countries = cldr_locale(language).territories
    named = {
        zone: f"{city_name(zone, language)}, {countries.get(country, country)}"
        for zone, country in territories().items()
    }
    return dict(sorted(named.items(), key=lambda pair: sort_key(pair[1], language)))


def place_name(zone: str, language: str) -> str:
    """The same of one zone, also by an older name of it, which browsers may use; empty for what is none."""
    return place_names(language).get(get_global("zone_aliases").get(zone, zone), "")


def shown_zone() -> str:
    """The IANA zone in which times are shown: the one in the address, else that of what is shown, else UTC."""
    return in_shown_zone().key


def in_shown_zone() -> ZoneInfo:
    return _chosen.get() or _own.get()


def is_chosen() -> bool:
    """Whether the zone comes from the address."""
    return _chosen.get() is not None


def show_in(zone: ZoneInfo) -> None:
    """From here on this page shows times in `zone`, unless its address names another."""
    _own.set(zone)


@contextmanager
def shown_in(own: ZoneInfo) -> Iterator[None]:
    """The same for the block only."""
    token = _own.set(own)
    try:
        yield
    finally:
        _own.reset(token)


class PlaceMiddleware:
    """`?place=Asia/Kolkata` shows a page in that zone, for readers without scripts. Other values are ignored."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        place = request.GET.get("place", "")
        token = _chosen.set(ZoneInfo(place) if place == UTC_ZONE or place in territories() else None)
        try:
            with shown_in(UTC):
                return self.get_response(request)
        finally:
            _chosen.reset(token)
