"""Shifts in words, in the language that is active."""

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from events.models import SessionPage
from events.programme.queries import nearest, versions_for_language
from events.roster.enums import ShiftKind
from events.roster.models import Helper, Shift
from events.roster.queries import PlacedShift, minutes_of
from home import times
from home.i18n.languages import language_name, language_of
from home.i18n.localized import absolute
from home.page_privacy import public_q


@dataclass(frozen=True)
class PublicSession:
    """What readers of a language know of a session. `lang` is that of the title where it is not theirs."""

    title: str
    lang: str
    url: str


def sessions_in(shifts: Iterable[Shift], language: str) -> dict[int, PublicSession]:
    """Id of the original page → its words for readers; private pages and drafts are left out. One query."""
    originals = SessionPage.objects.filter(pk__in={shift.session_id for shift in shifts if shift.session_id})
    if not originals:
        return {}
    keys = {page.translation_key: page.pk for page in originals}
    found: dict[int, PublicSession] = {}
    versions = versions_for_language(SessionPage.objects.filter(public_q()), originals, language)
    for page in nearest(versions, language).values():
        lang = "" if language_of(page) == language else language_of(page)
        found[keys[page.translation_key]] = PublicSession(page.title, lang, page.get_url() or "")
    return found


def describe(shift: Shift) -> str:
    """ "interpret from English into Spanish"."""
    here = get_language() or "en"
    source, target = (language_name(code, here) if code else "" for code in (shift.from_language, shift.language))
    values = {"source": source, "target": target, "task": str(ShiftKind(shift.kind).label)}
    if shift.kind == ShiftKind.INTERPRET and source and target:
        return _("interpret from %(source)s into %(target)s") % values
    if shift.kind == ShiftKind.INTERPRET and target:
        return _("interpret into %(target)s") % values
    if shift.kind == ShiftKind.CAPTION and target:
        return _("write captions in %(target)s") % values
    if target:
        return _("%(task)s (%(target)s)") % values
    return values["task"]


def quoted(title: str) -> str:
    return _("“%(title)s”") % {"title": title}


def title_of(placed: PlacedShift) -> str:
    """For the team: the session's title, drafts too, with its minutes; else the room."""
    shift = placed.shift
    where = shift.session.title if shift.session else str(placed.room or "")
    if shift.from_minute is None:
        return where
    first, last = minutes_of(placed)
    return _("%(title)s, minutes %(first)s to %(last)s") % {"title": where, "first": first, "last": last}


def when(placed: PlacedShift, zone: str, language: str) -> str:
    """ "Thursday 6 May, 08:00–09:00 (Mexico City), 13:00–14:00 UTC"."""
    here = ZoneInfo(zone)
    starts_at, ends_at = placed.starts_at.astimezone(here), placed.ends_at.astimezone(here)
    utc = f"{placed.starts_at:%H:%M}–{placed.ends_at:%H:%M} UTC"
    city = times.city_name(zone, language)
    local = f"{times.day(starts_at, language, year=False)}, {times.hour(starts_at)}–{times.hour(ends_at)}"
    return f"{local} ({city}), {utc}" if zone != times.UTC_ZONE else f"{local} UTC"


def lines_for(helper: Helper, shifts: Iterable[PlacedShift]) -> str:
    """For an email: each shift in its own lines, in the helper's language and zone."""
    shifts = list(shifts)
    language = helper.language
    with override(language):
        known = sessions_in([one.shift for one in shifts], language)
        return "\n\n".join(_lines(one, helper, known) for one in shifts)


def _lines(placed: PlacedShift, helper: Helper, known: dict[int, PublicSession]) -> str:
    session = known.get(placed.shift.session_id or 0)
    task = describe(placed.shift)
    parts = [when(placed, helper.zone, helper.language), task[:1].upper() + task[1:]]
    if session:
        parts += [quoted(session.title), absolute(session.url)]
    elif placed.room:
        parts.append(str(placed.room))
    return "\n".join(f"– {part}" if number == 0 else f"  {part}" for number, part in enumerate(parts))
