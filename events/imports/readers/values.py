"""Times, durations, languages and kinds as files write them."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext as _

from events.enums import SessionKind
from home.analysis import fold
from home.times import YEARS

LONGEST = timedelta(days=3)
NUMBERS_OF_DATE = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})")
TIME_OF_DAY = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(?::\d{2})?\s*([ap])?\.?m?\.?", re.IGNORECASE)

KINDS = {
    SessionKind.OPENING: "opening apertura welcome bienvenida",
    SessionKind.KEYNOTE: "keynote conferencia,ponencia_principal,charla_inaugural",
    SessionKind.TALK: "talk lecture charla presentation presentacion ponencia lightning_talk charla_relampago",
    SessionKind.WORKSHOP: "workshop taller tutorial",
    SessionKind.PANEL: "panel podium mesa_redonda panel_discussion",
    SessionKind.CONVERSATION: "conversation conversacion meeting discussion coloquio",
    SessionKind.BREAK: "break pausa descanso lunch coffee almuerzo cafe",
    SessionKind.LANGUAGE_BREAK: "language_break pausa_de_idiomas",
    SessionKind.CLOSING: "closing cierre clausura",
}


def folded(text: str) -> str:
    """For comparing names and labels: without case, accents and punctuation."""
    return " ".join(re.findall(r"\w+", fold(str(text)).replace("_", " ")))


@cache
def _kinds() -> dict[str, SessionKind]:
    names = {word.replace("_", " "): kind for kind, words in KINDS.items() for word in re.split("[ ,]", words)}
    return names | {kind.value.replace("_", " "): kind for kind in SessionKind}


def kind_of(name: str) -> str | None:
    """The SessionKind that a name in English or Spanish means; None if it is not known."""
    found = _kinds().get(folded(name))
    return found.value if found else None


@cache
def _languages() -> dict[str, str]:
    """Folded name in English, Spanish or the language itself → code."""
    names: dict[str, str] = {}
    for locale in ("es", "en"):
        found = ((str(code), str(name)) for code, name in Locale.parse(locale).languages.items() if name)
        names |= {folded(name): code for code, name in found if code.isalpha() and len(code) in (2, 3)}
    names |= {folded(info["name_local"]): code for code, info in LANG_INFO.items() if "name_local" in info}
    return names | {code: code for code in names.values()}


def language_code(text: str) -> str | None:
    """ "English", "inglés", "en", "en-GB" → "en"; None if it names no language."""
    known = _languages()
    name = folded(text)
    return known.get(name) or known.get(name.split(" ")[0] if name else "")


def language_codes_in(text: str) -> tuple[list[str], list[str]]:
    """Codes of the languages that a text lists, and the words that name none."""
    found: list[str] = []
    unknown: list[str] = []
    for part in parts(text):
        code = language_code(part)
        (found if code else unknown).append(code or part)
    return list(dict.fromkeys(found)), unknown


def parts(text: str) -> list[str]:
    """What a cell lists: by line if it has several, else by semicolon, else by comma."""
    sign = next((sign for sign in ("\n", ";", ",") if sign in text), "\n")
    return [part.strip() for part in text.split(sign) if part.strip()]


def in_zone(naive: datetime, zone: str) -> datetime:
    """In UTC. Raises ValueError for a time that clocks skip, or a year out of reach."""
    _check_year(naive)
    instant = naive.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    if instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != naive:
        raise ValueError(_("Clocks skip this time in {zone}.").format(zone=zone))
    return instant


def instant_of(value: object, zone: str) -> datetime:
    """An aware datetime in UTC from ISO 8601, with a zone or on the clocks of `zone`. Raises ValueError in words."""
    if not isinstance(value, datetime):
        try:
            value = datetime.fromisoformat(str(value).strip())
        except ValueError:
            raise ValueError(_("“{text}” is not a time.").format(text=value)) from None
    _check_year(value)
    return value.astimezone(UTC) if value.tzinfo else in_zone(value, zone)


def _check_year(value: datetime) -> None:
    if value.year not in YEARS:
        raise ValueError(_("“{text}” is not a time.").format(text=value))


def date_of(value: object, around: datetime | None) -> date:
    """The day a cell names. Of 5/6 and 6/5 the one that is nearer to the event. Raises ValueError in words."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = NUMBERS_OF_DATE.search(str(value))
    readings: list[date] = []
    if found:
        first, second, third = (int(number) for number in found.groups())
        orders = [(first, second, third)] if first > 31 else [(third, second, first), (third, first, second)]
        for year, month, day in orders:
            try:
                readings.append(date(year + 2000 if year < 100 else year, month, day))
            except ValueError:
                continue
    if not readings:
        raise ValueError(_("“{text}” is not a date.").format(text=value))
    near = around.date() if around else readings[0]
    return min(readings, key=lambda day: abs(day - near))


def time_of(value: object) -> time:
    """Raises ValueError in words."""
    if isinstance(value, datetime):
        return value.time()
    if isinstance(value, time):
        return value
    found = TIME_OF_DAY.fullmatch(str(value).strip())
    if found:
        hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
        hour = hour % 12 + (12 if half == "p" else 0) if half else hour
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise ValueError(_("“{text}” is not a time of day.").format(text=value))


def cell_instant(value: object, day: object, zone: str, around: datetime | None) -> datetime:
    """From a cell with date and time, or a time with the day in another cell. Raises ValueError in words."""
    text = str(value).strip()
    if isinstance(value, datetime) or re.match(r"\d{4}-\d{2}-\d{2}[T ]\d", text):
        return instant_of(value, zone)
    if day:
        return in_zone(datetime.combine(date_of(day, around), time_of(value)), zone)
    found = NUMBERS_OF_DATE.match(text)
    if not found:
        raise ValueError(_("“{text}” has no date.").format(text=value))
    return in_zone(datetime.combine(date_of(text, around), time_of(text[found.end() :].strip(" ,T"))), zone)


def minutes_of(value: object, *, are_hours: bool = False) -> timedelta:
    """ "45", "0,75" hours, "1:30" → a duration. Raises ValueError in words."""
    text = str(value).strip().replace(",", ".")
    try:
        hours, colon, minutes = text.partition(":")
        if colon:
            length = timedelta(hours=int(hours), minutes=int(minutes[:2]))
        else:
            length = timedelta(hours=float(text)) if are_hours else timedelta(minutes=float(text.split(" ")[0]))
    except (ValueError, OverflowError):
        length = timedelta()
    return checked_length(length, value)


def frab_duration(value: object) -> timedelta:
    """H:MM or HH:MM:SS. Raises ValueError for 0:00 and for H:MM:SS, which pretalx writes for days and hours."""
    numbers = str(value or "").strip().split(":")
    if len(numbers) == 3 and len(numbers[0]) == 1:
        raise ValueError(_("“{text}” can be read in two ways: write the length as 01:30.").format(text=value))
    try:
        hours, minutes, *seconds = (int(number) for number in numbers)
    except ValueError:
        raise ValueError(_("“{text}” is not a duration.").format(text=value)) from None
    return checked_length(timedelta(hours=hours, minutes=minutes, seconds=sum(seconds)), value)


def checked_length(length: timedelta, value: object = "") -> timedelta:
    if not timedelta() < length <= LONGEST:
        raise ValueError(_("“{text}” is not a duration of up to three days.").format(text=value))
    return length


def first_text(texts: Iterable[object]) -> str:
    return next((str(text) for text in texts if text), "")
