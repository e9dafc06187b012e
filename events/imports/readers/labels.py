"""Which field a column, a question or a category is: guessed from its label, in English and Spanish."""

import re

from django.utils.translation import gettext_lazy as _

from events.imports.readers.values import folded

# Labels as `folded` gives them.
SESSION_LABELS = {
    "key": "id, key, session id, proposal id, submission id, codigo, code, guid, clave",
    "title": "title, proposal title, session title, titulo, titulo de la sesion",
    "abstract": "abstract, resumen, summary",
    "body": "description, descripcion, body, more, texto, mas",
    "kind": "kind, session type, session format, type, format, tipo, formato, tipo de sesion",
    "theme": "theme, themes, track, tema, temas",
    "language": "language, session language, original language, idioma, lengua, idioma original, lengua original",
    "speakers": "speakers, speaker, speaker names, ponentes, ponente",
    "speaker_keys": "speaker ids, speaker id",
    "speaker_emails": "speaker emails, speaker email, email, e mail, correo, correos, correo electronico",
    "room": "room, sala, espacio",
    "start": "start, starts, scheduled at, inicio, empieza, comienzo",
    "start_utc": "starts utc, start utc, inicio utc",
    "end": "end, ends, fin, termina, final",
    "end_utc": "ends utc, end utc, fin utc",
    "day": "day, date, dia, fecha",
    "minutes": "duration, minutes, scheduled duration, duracion, duracion min, minutos",
    "hours": "duration h, duration hours, duracion h, horas",
    "state": "state, status, proposal state, estado",
    "spoken": "other spoken languages, otras lenguas habladas, otros idiomas hablados",
    "interpreted": "interpreted into, interpreted, interpretation, interpretacion, interpretacion a",
    "captioned": "captions, captions in, captioned, subtitulos, subtitulos en",
    "languages_by_role": "languages, idiomas",
    "recording": "recording, recording link, recording url, grabacion",
    "link": "link, links, enlace, enlaces",
}
PERSON_LABELS = {
    "key": "id, key, speaker id, guid, clave, codigo",
    "name": "name, full name, speaker name, nombre, nombre completo",
    "first_name": "firstname, first name, nombre de pila",
    "last_name": "lastname, last name, apellido, apellidos",
    "biography": "biography, bio, biografia, about",
    "role": "role, tagline, tag line, in one line, en una linea",
    "pronouns": "pronouns, pronombres",
    "answers_in": "answers in, languages you answer in, takes questions in, lenguas en las que respondes",
    "email": "email, e mail, correo, correo electronico",
    "photo": "photo, picture, profile picture, foto, imagen",
}
SHOWN_NAMES = {
    "key": _("Key"),
    "title": _("Title"),
    "abstract": _("Abstract"),
    "body": _("More text"),
    "kind": _("Kind"),
    "theme": _("Theme"),
    "language": _("Language it is written and spoken in"),
    "speakers": _("Names of the speakers"),
    "speaker_keys": _("Keys of the speakers"),
    "speaker_emails": _("Email addresses of the speakers, only to tell them apart"),
    "room": _("Room"),
    "start": _("Start"),
    "start_utc": _("Start in UTC"),
    "end": _("End"),
    "end_utc": _("End in UTC"),
    "day": _("Day"),
    "minutes": _("Length in minutes"),
    "hours": _("Length as parts of an hour"),
    "state": _("State"),
    "spoken": _("Further spoken languages"),
    "interpreted": _("Interpreted into"),
    "captioned": _("Captions in"),
    "languages_by_role": _("Languages with their roles"),
    "recording": _("Address of a recording"),
    "link": _("Link"),
    "title_other": _("Title in the other language"),
    "abstract_other": _("Abstract in the other language"),
    "body_other": _("More text in the other language"),
    "name": _("Name"),
    "first_name": _("First name"),
    "last_name": _("Last name"),
    "biography": _("Biography"),
    "role": _("In one line"),
    "pronouns": _("Pronouns"),
    "answers_in": _("Takes questions in"),
    "email": _("Email address, only to tell people apart"),
    "photo": _("Name of the photo in the ZIP file"),
    "biography_other": _("Biography in the other language"),
    "role_other": _("One line in the other language"),
}
SESSION_FIELDS = (*SESSION_LABELS, "title_other", "abstract_other", "body_other")
PERSON_FIELDS = (*PERSON_LABELS, "biography_other", "role_other")

OTHER = re.compile(r"\b(other|otra|otro|second|segunda)\b")
IN_LANGUAGE = re.compile(r"(?:.+ )?(title|titulo|abstract|resumen|description|body|biography|bio|role) ([a-z]{2,3})")
TEXTS = {
    "title": "title",
    "titulo": "title",
    "abstract": "abstract",
    "resumen": "abstract",
    "description": "body",
    "descripcion": "body",
    "body": "body",
    "biography": "biography",
    "biografia": "biography",
    "bio": "biography",
    "role": "role",
}


def field_for(label: str, fields: tuple[str, ...]) -> str:
    """The field that a label means among `fields`; empty if none."""
    name = folded(label)
    labels = SESSION_LABELS if "title" in fields else PERSON_LABELS
    exact = {folded(field): field for field in labels}
    if name in exact:
        return exact[name]
    known = next((field for field, words in labels.items() if name in words.split(", ")), "")
    of_language = IN_LANGUAGE.fullmatch(name)
    if known or not name:
        return known
    if of_language:
        return f"{TEXTS[of_language[1]]}_{of_language[2]}"
    if OTHER.search(name):
        text = next((field for word, field in TEXTS.items() if re.search(rf"\b{word}\b", name)), "")
        return f"{text}_other" if text else ""
    return ""
