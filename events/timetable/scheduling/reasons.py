"""A proposal in words: why a session goes where it goes, and what could not be kept. In the active language."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.timetable.scheduling.problem import STEP_MINUTES, Activity, Place, Problem, starts_in, steps_of, stretch
from events.timetable.scheduling.schedule import Schedule
from home.i18n.languages import native_name

Clock = Callable[[int, int], str]  # two steps → "6 May 14:00–14:30 UTC"


def why(schedule: Schedule, number: int) -> str:
    """Why a session is where it is."""
    problem, session = schedule.problem, schedule.problem.sessions[number]
    place = schedule.take(number)
    beside = schedule.running.once & stretch(place.start, session.length)
    alone = [code for code, tally in schedule.followed.items() if code in session.languages and beside & ~tally.once]
    cannot_stay = session.now not in schedule.possible_places(number)
    schedule.put(number, place)
    found = []
    if session.now and session.now != place:
        found.append(_("It cannot stay where it is.") if cannot_stay else _("It makes room for others."))
    if alone:
        found.append(_("Without it, nothing could be followed then in: {languages}.").format(languages=_named(alone)))
    if session.is_keynote and not beside:
        found.append(_("Nothing else runs at the same time."))
    if session.needs:
        found.append(_("The room has interpretation: {languages}.").format(languages=_named(session.needs)))
    if session.speakers and session.available & problem.opening != problem.opening:
        found.append(_("It is within the times of {names}.").format(names=_people(session)))
    return " ".join(found) or _("The room is free.")


def not_kept(problem: Problem, places: Mapping[int, Place], clock: Clock) -> list[str]:
    """What could not be kept, and why: sessions without a place, then the wishes that count."""
    schedule, weights = Schedule(problem, places), problem.weights
    found = [_unplaced(schedule, number) for number in problem.movable if number not in places]
    if weights.languages:
        found += _holes(schedule, clock)
    if weights.keynotes:
        found += _crowded_keynotes(schedule)
    if weights.hours:
        found += _at_night(schedule, clock)
    if weights.themes:
        found += _same_themes(schedule)
    return found


def _unplaced(schedule: Schedule, number: int) -> str:
    """By the first condition that leaves no time for it."""
    problem, session = schedule.problem, schedule.problem.sessions[number]
    suits = problem.opening & session.available
    free = suits
    for person in session.speakers:
        free &= ~schedule.pinned_busy.get(person, 0)
    if not problem.rooms_for[number]:
        text = _("“{title}” has no place: no room has interpretation: {languages}.")
    elif not starts_in(problem.opening, session.length):
        text = _("“{title}” has no place: the event has no {minutes} minutes in a row.")
    elif not starts_in(suits, session.length):
        text = _("“{title}” has no place: its speakers ({names}) have no {minutes} minutes in common within the event.")
        if len(session.speakers) == 1:
            text = _("“{title}” has no place: {names} has no {minutes} minutes in a row within the event.")
    elif not starts_in(free, session.length):
        text = _("“{title}” has no place: whenever it suits its speakers ({names}), other sessions of theirs stay.")
    elif not schedule.possible_places(number):
        text = _("“{title}” has no place: no room is free for {minutes} minutes at a time that suits its speakers.")
        if session.needs:
            text = _(
                "“{title}” has no place: no room with interpretation ({languages}) is free for {minutes} minutes at a "
                "time that suits its speakers."
            )
    else:
        text = _("“{title}” has no place: whenever it fits, something else would lose its place.")
    return text.format(
        title=session.title,
        minutes=session.length * STEP_MINUTES,
        names=_people(session),
        languages=_named(session.needs),
    )


def _holes(schedule: Schedule, clock: Clock) -> Iterator[str]:
    problem, running = schedule.problem, schedule.running.once
    for code, tally in schedule.followed.items():
        times = [clock(start, end) for start, end in _stretches(running & ~tally.once)]
        if not times:
            continue
        text = _("Nothing can be followed in {language}: {times}.")
        lasts = sum(session.length for session in problem.sessions if code in session.languages)
        if lasts < running.bit_count():
            text = _(
                "Nothing can be followed in {language}: {times}. Its sessions last {have} minutes, and the programme "
                "{need} minutes."
            )
        minutes = {"have": lasts * STEP_MINUTES, "need": running.bit_count() * STEP_MINUTES}
        yield text.format(language=native_name(code), times=", ".join(times), **minutes)


def _crowded_keynotes(schedule: Schedule) -> Iterator[str]:
    for number, place in _placed(schedule):
        session = schedule.problem.sessions[number]
        if session.is_keynote and schedule.running.twice & stretch(place.start, session.length):
            yield _("Other sessions run beside the keynote “{title}”.").format(title=session.title)


def _at_night(schedule: Schedule, clock: Clock) -> Iterator[str]:
    for number, place in _placed(schedule):
        session = schedule.problem.sessions[number]
        if session.asleep & stretch(place.start, session.length) and not session.is_pinned:
            text = _("“{title}” ({time}) is at night for one of its speakers ({names}).")
            time = clock(place.start, place.start + session.length)
            yield text.format(title=session.title, time=time, names=_people(session))


def _same_themes(schedule: Schedule) -> Iterator[str]:
    at = [(schedule.problem.sessions[number], place) for number, place in _placed(schedule)]
    count = sum(
        bool(one.themes & other.themes)
        and here.start < there.start + other.length
        and there.start < here.start + one.length
        for (one, here), (other, there) in combinations(at, 2)
    )
    if count:
        text = ngettext(
            "%(count)d pair of sessions with the same theme is at the same time.",
            "%(count)d pairs of sessions with the same theme are at the same time.",
            count,
        )
        yield text % {"count": count}


def _placed(schedule: Schedule) -> list[tuple[int, Place]]:
    """All that takes place, pinned or not, in order of time."""
    pinned = {number: session.now for number, session in enumerate(schedule.problem.sessions) if session.is_pinned}
    found = [(number, place) for number, place in {**pinned, **schedule.places}.items() if place]
    return sorted(found, key=lambda one: (one[1].start, one[0]))


def _stretches(mask: int) -> list[tuple[int, int]]:
    """Steps that follow each other as one: first, and the one after the last."""
    first, after = steps_of(mask & ~(mask << 1)), steps_of(~mask & (mask << 1))
    return list(zip(first, after, strict=True))


def _people(session: Activity) -> str:
    return ", ".join(session.speakers.values())


def _named(codes: Iterable[str]) -> str:
    return ", ".join(native_name(code) for code in sorted(codes))
