"""The languages of a session, described in the language of the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from django.http import QueryDict
from django.utils.translation import get_language, gettext, ngettext, pgettext

from events.enums import LanguageRole
from events.programme.filters import ALL
from events.programme.queries import ProgrammeEntry, Ways
from home.i18n.languages import language_name, language_names, native_name


@dataclass(frozen=True)
class SessionLanguage:
    """One language of a session and its role."""

    role: str
    code: str
    label: str


@cache
def _session_language(role: LanguageRole, code: str, here: str) -> SessionLanguage:
    label = {
        LanguageRole.SPOKEN: "{language}",
        LanguageRole.INTERPRETED: gettext("Interpreted into {language}"),
        LanguageRole.SIGNED: gettext("Signed in {language}"),
        LanguageRole.LIVE_CAPTIONED: gettext("Live captions in {language}"),
        LanguageRole.CAPTIONED: gettext("Captions in {language}"),
        LanguageRole.SLIDES: gettext("Slides in {language}"),
    }[role].format(language=language_name(code, here))
    return SessionLanguage(role.value, code, label[:1].upper() + label[1:])


def session_languages(entry: ProgrammeEntry) -> list[SessionLanguage]:
    """The languages of a session and their roles, the reader's own first and slides last."""
    here = get_language()
    found = [
        _session_language(role, code, here) for role in LanguageRole for code in entry.languages.get(role.value, [])
    ]
    return sorted(found, key=lambda one: (one.role == LanguageRole.SLIDES, one.code != here))


def describe_languages(entry: ProgrammeEntry) -> str:
    """ "Spanish · Interpreted into English"."""
    return " · ".join(one.label for one in session_languages(entry))


def describe_recordings(entry: ProgrammeEntry) -> str:
    """ "Recorded in Spanish, captions in English": what one can hear, and what one can only read."""
    heard = dict.fromkeys(recording.language for recording in entry.recordings)
    read = dict.fromkeys(
        code for recording in entry.recordings for code in recording.caption_codes if code not in heard
    )
    text = gettext("Recorded in {language}, captions in {captions}") if read else gettext("Recorded in {language}")
    return text.format(language=language_names(heard, get_language()), captions=language_names(read, get_language()))


def best_role(entry: ProgrammeEntry, code: str) -> LanguageRole | None:
    """How somebody who understands one language follows a session best: spoken before interpreted before captions."""
    return next((role for role, codes in entry.ways if code in codes), None)


@dataclass(frozen=True)
class Mark:
    """Whether somebody can follow a session: `state` is "full" (heard), "half" (read) or "none"."""

    state: str
    lang: str  # of `language`, its name in itself; empty where it cannot be followed
    language: str
    words: str


def asked_languages(query: QueryDict) -> list[str]:
    """Those that a reader can follow, by the address; else the language of the page."""
    codes = [code for value in query.getlist("follow") for code in value.split(".") if code not in ("", ALL)]
    return codes or [get_language()]


def mark(entry: ProgrammeEntry, codes: Sequence[str]) -> Mark | None:
    """The best way to follow a session for somebody who understands languages; None for what needs none."""
    return _mark(entry.ways, tuple(codes), get_language()) if entry.ways else None


@lru_cache(1000)  # most sessions of an edition have the same few combinations
def _mark(ways: Ways, codes: tuple[str, ...], here: str) -> Mark:
    for role, role_codes in ways:
        if code := next((code for code in codes if code in role_codes), ""):
            state = "half" if role.is_read else "full"
            return Mark(state, code, native_name(code), role_words()[role])
    spoken = language_names(ways[0][1], here)
    text = gettext("{languages} only").format(languages=spoken)
    return Mark("none", "", "", text)


def encoded_recordings(entry: ProgrammeEntry) -> str:
    """For languages.js: in which languages its recordings can be followed, as `ways` of an entry."""
    heard = dict.fromkeys(recording.language for recording in entry.recordings)
    read = dict.fromkeys(code for recording in entry.recordings for code in recording.caption_codes)
    return ",".join([*(f"spoken:{code}" for code in heard), *(f"captioned:{code}" for code in read)])


def role_words() -> dict[LanguageRole, str]:
    """After the name of a language: "Español interpreted"."""
    return {
        LanguageRole.SPOKEN: pgettext("session in a language", "spoken"),
        LanguageRole.INTERPRETED: pgettext("session in a language", "interpreted"),
        LanguageRole.SIGNED: pgettext("session in a language", "signed"),
        LanguageRole.LIVE_CAPTIONED: pgettext("session in a language", "live captions"),
        LanguageRole.CAPTIONED: pgettext("session in a language", "captions"),
    }


def describe_role_counts(roles: Sequence[LanguageRole]) -> str:
    """ "5 spoken, 4 interpreted": how many times each way, those that do not occur left out."""
    spoken, interpreted, signed, live, captioned = (roles.count(role) for role in LanguageRole if role.can_be_followed)
    texts = {
        ngettext("{count} spoken", "{count} spoken", spoken): spoken,
        ngettext("{count} interpreted", "{count} interpreted", interpreted): interpreted,
        ngettext("{count} signed", "{count} signed", signed): signed,
        ngettext("{count} with live captions", "{count} with live captions", live): live,
        ngettext("{count} with captions", "{count} with captions", captioned): captioned,
    }
    return ", ".join(text.format(count=count) for text, count in texts.items() if count)
