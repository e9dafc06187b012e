"""Where a reader is: the time zones to choose from, each once, by its city, and the one in which a page is shown."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse

from home.i18n.collation import sort_key
from home.i18n.languages import cldr_locale
from home.times import UTC_ZONE, city_name

_zone: ContextVar[str] = ContextVar("shown_zone", default=UTC_ZONE)


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


def shown_zone() -> str:
    """The IANA zone in which times are shown, chosen in the address; UTC where none is."""
    return _zone.get()


def in_shown_zone() -> ZoneInfo:
    return ZoneInfo(shown_zone())


@contextmanager
def shown_in(zone: str) -> Iterator[None]:
    token = _zone.set(zone)
    try:
        yield
    finally:
        _zone.reset(token)


class PlaceMiddleware:
    """`?place=Asia/Kolkata` shows a page in that zone, for readers without scripts. Other values are ignored."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        place = request.GET.get("place", "")
        if place not in territories():
            return self.get_response(request)
        with shown_in(place):
            return self.get_response(request)
