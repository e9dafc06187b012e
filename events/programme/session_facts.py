"""Facts of a session in words, in the language of the page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from django.utils.translation import get_language, gettext, ngettext

from events.enums import LanguageRole
from events.programme.queries import Entry
from home.i18n.languages import language_name


@dataclass(frozen=True)
class Follow:
    """One language of a session and its role."""

    role: str
    code: str
    words: str


@cache
def _follow(role: LanguageRole, code: str, here: str) -> Follow:
    words = {
        LanguageRole.SPOKEN: "{language}",
        LanguageRole.INTERPRETED: gettext("Interpreted into {language}"),
        LanguageRole.CAPTIONED: gettext("Captions in {language}"),
        LanguageRole.SLIDES: gettext("Slides in {language}"),
    }[role].format(language=language_name(code, here))
    return Follow(role.value, code, words[:1].upper() + words[1:])


def follow(entry: Entry) -> list[Follow]:
    """Which languages a session has and how, the reader's own first. Slides let nobody follow, so they come last."""
    here = get_language()
    found = [_follow(role, code, here) for role in LanguageRole for code in entry.languages.get(role.value, [])]
    return sorted(found, key=lambda one: (one.role == LanguageRole.SLIDES, one.code != here))


def languages_in_words(entry: Entry) -> str:
    """ "Spanish · Interpreted into English"."""
    return " · ".join(one.words for one in follow(entry))


def recorded(entry: Entry) -> str:
    """ "Recorded in Spanish, captions in English": what one can hear, and what one can only read."""
    heard = dict.fromkeys(recording.language for recording in entry.recordings)
    read = dict.fromkeys(
        code for recording in entry.recordings for code in recording.caption_codes if code not in heard
    )
    words = gettext("Recorded in {language}, captions in {captions}") if read else gettext("Recorded in {language}")
    return words.format(language=_names(heard), captions=_names(read))


def _names(codes: Iterable[str]) -> str:
    return ", ".join(language_name(code, get_language()) for code in codes)


def best_way(entry: Entry, code: str) -> LanguageRole | None:
    """How somebody who understands one language follows a session best: spoken before interpreted before captions."""
    return next((role for role in LanguageRole if role.can_be_followed and code in entry.languages.get(role, [])), None)


def ways(found: Sequence[LanguageRole]) -> str:
    """ "5 spoken, 4 interpreted": how many times each way, those that do not occur left out."""
    spoken, interpreted, captioned = (found.count(role) for role in LanguageRole if role.can_be_followed)
    words = {
        ngettext("{count} spoken", "{count} spoken", spoken): spoken,
        ngettext("{count} interpreted", "{count} interpreted", interpreted): interpreted,
        ngettext("{count} with captions", "{count} with captions", captioned): captioned,
    }
    return ", ".join(word.format(count=count) for word, count in words.items() if count)
