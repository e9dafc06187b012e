"""Two files of one programme, with its texts in two languages."""

from django.utils.translation import gettext as _

from events.imports.records import Incoming, IncomingSession

TEXTS = ("title", "abstract", "body")


def with_second(first: Incoming, language: str, second: Incoming, second_language: str) -> Incoming:
    """The first file with the texts of the second. A session is born in the one of the languages that it names."""
    for key, session in first.sessions.items():
        other = second.sessions.get(key)
        if other is None:
            first.say(session.place, _("“{title}” is not in the second file.").format(title=session.title))
            session.language = language
        elif session.language == second_language:
            session.translations[language] = _texts(session)
            for name in TEXTS:
                setattr(session, name, getattr(other, name))
        else:
            session.language = language
            session.translations[second_language] = _texts(other)
    for key, session in second.sessions.items():
        if key not in first.sessions:
            first.say(
                session.place, _("“{title}” is only in the second file and is left out.").format(title=session.title)
            )
    first.findings += second.findings
    return first


def _texts(session: IncomingSession) -> dict[str, str]:
    return {name: value for name in TEXTS if (value := getattr(session, name))}
