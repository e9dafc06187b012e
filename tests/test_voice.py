"""The interface and the demo's frame use the words of the glossary, in English and in Spanish.

Texts of sessions, speakers and proposals are not checked. A rule cannot tell whose address "su dirección" is: where
it is right, the words around it are listed in `READ`.
"""

import re
import tomllib
from collections.abc import Iterator
from typing import Any, NamedTuple

import polib
import pytest

from tests.source_tree import ROOT

CONTENT = ROOT / "portal/demo/content"
OF_SPEAKERS = {"sessions", "speakers", "proposals.toml"}


class Rule(NamedTuple):
    """`example` is a text that the rule refuses. `where` is "catalog" for what the demo may say: it invites all."""

    pattern: str
    example: str
    where: str = "both"


ENGLISH = {
    "email, not letter": Rule(r"(?i)\bletters?\b", "The letter is held."),
    "email, not e-mail or a mail": Rule(r"(?i)\be-mail|\bmails?\b(?! (programs?|servers?)\b)", "A mail is on its way."),
    "time, not hour": Rule(
        r"(?i)(?<!\ban )(?<!\bone )(?<!\bseven )(?<!\d )\bhours?\b(?! by hour)(?<!by hour)", "All hours are UTC."
    ),
    "delete, not erase": Rule(r"(?i)\beras(e|ed|es|ing|ure)\b", "Erase me"),
    "video, not film": Rule(r"(?i)\bfilms?\b", "The film starts."),
    "unsubscribe, not leave the list": Rule(r"(?i)\b(on|leave|left) (the|our) list\b", "Leave the list"),
    "click, not press": Rule(r"(?i)\bpress(es|ed)?\b", "Press the plus sign."),
    "spam folder": Rule(r"(?i)\bunwanted mail|\bmailbox", "Look among the unwanted mail."),
    "time, not instant": Rule(r"(?i)\binstants?\b", "Choose a later instant."),
    "finished, not over": Rule(r"(?i)\b(is over|over:)|^over$", "This edition is over."),
    "shown, not stands": Rule(r"\b[Ss]tands? (above|below|beside|here|larger|in|for|once)\b", "Stands above the form."),
    "add to your calendar, take questions": Rule(
        r"(?i)\btake it (along|into)\b|\banswers in\b|\bwho speaks\b", "Take it along"
    ),
    "what was done, not Done": Rule(r"^Done\.$", "Done."),
    "typographic quotes": Rule("[\"']", "the speaker's page"),
}
SPANISH = {
    "correo, no carta": Rule(r"(?i)\bcartas?\b", "La carta retenida"),
    "zona horaria, no huso": Rule(r"(?i)\bhusos?\b", "Huso horario"),
    "panel, no mesa redonda": Rule(r"(?i)\bmesas? redondas?\b", "Mesa redonda"),
    "hacer clic, no pulsar": Rule(r"(?i)\bpuls(ar|a|as|e|en|ado|ada)(l[oa]s?)?\b", "Pulsa el botón."),
    "pausa de idiomas": Rule(r"(?i)\bpausas? por idiomas\b", "Pausa por idiomas"),
    "darse de baja, no dejar la lista": Rule(r"(?i)\bdej(ar|aron|a|ó) la lista\b", "Dejar la lista"),
    "eliminar, no borrar": Rule(r"(?i)\bborr(ar|ado|ada|ó|aron|en|e)(l[oae]s?)?\b", "Borrar mis datos"),
    "página, no computadora": Rule(r"(?i)\b(computadora|ordenador)(e?s)?\b", "Por computadora"),
    "RSS, no canal": Rule(r"(?i)\bcanal(es)? Atom\b", "Cambios como canal Atom"),
    "vosotros": Rule(
        r"(?i)\b(vosotr[oa]s|vuestr[oa]s?|os)\b|(á|é)is\b|\b(escribid|enviad|elegid|haced)\b", "Podéis venir."
    ),
    "usted": Rule(
        r"\b([Uu]sted|Revise|Haga|Elija|Escriba|Vuelva|Abra|Marque|Espere|Deje|Compruebe|Busque|Pida|Siga|Llame|Use"
        r"|Indique|Ponga|Diga|Mire|Confirme|Guarde|Añada|Publique|Inicie|Lea|Empiece|Introduzca|Seleccione)\b"
        r"|\b(Inténtelo|Revíselo|Escríbanos|Suscríbase|Déjelo|Léalo|Elíjala|Pídalo|Póngase)\b",
        "Revise el formulario.",
    ),
    "ustedes a una persona": Rule(
        r"\b[Uu]stedes\b|(^|[.:;!?¿¡»] ?)[¿¡]?[A-ZÁÉÍÓÚ](?!mag|esum|lguien|uien)\w*(an|en)(l[oae]s?|nos|se)?\b(?!:)"
        r"|\b(pueden|quieren|tienen) (leer|venir|cambiar|darse|añadir|retirar)\b",
        "Elijan otra fecha.",
        "catalog",
    ),
    "su, de quien lee": Rule(
        r"\b[Ss]us? (correo|datos|propuesta|sesión|página|suscripción|dirección|idioma|zona|enlace|cuenta|nombre"
        r"|navegador|visita|objeción|respuesta|hora|horario|consentimiento|idea|texto)\b"
        r"|\b(les|Les) (avis|escrib|envi|mand)",
        "Su propuesta está aceptada.",
        "catalog",
    ),
    "comillas « »": Rule("[\"“”']", "La página “Boletín”"),
    "e ante i": Rule(r"(?i)\by (?=h?[ií](?![aeo]))", "español y inglés"),
    "u ante o": Rule(r"(?i)\bo (?=h?[oó])", "uno o otro"),
    "sin @, x ni barra": Rule(r"\w@s\b|\w[oa]/[oa]s?\b|\b(todxs|lxs)\b", "ponente/a y editor/a, con amigo/as"),
}
# Fragments that were read and found right; the rules skip them.
READ = """no letter or digit
addresses mail goes to
Su página, en su idioma original
Su nombre aparece en el idioma de quien lee
Su correo se retiene
quien deja su dirección
con su texto de consentimiento
persona la recibe en su idioma
quizá su página se eliminó
ponente, con los datos de su página
el número en su idioma
personas lo reciben en su idioma
su nombre en otras propuestas, su página con la foto
se envía su correo
Su página y su lugar en el horario
El borrador de su página
un borrador de su página y elegirla
Escribe el comienzo de su nombre
los idiomas de su página
cuando se publique su página
desaparecerá. Su dirección dirá
quedan su idioma, tipo, temas
El final de su dirección
aún no han abierto su enlace
Puedes escuchar y hablar sin computadora
Alguien eliminó sus datos
Los sistemas importan. Pueden ayudarnos""".splitlines()
PASSED_OVER = re.compile("|".join([r"<[^>]+>", r"%\(\w+\)[sd]", r"\{\w+\}", *map(re.escape, READ)]))


def catalog() -> Iterator[tuple[str, str]]:
    for path in (ROOT / "portal/locale/es/LC_MESSAGES").glob("*.po"):
        for entry in polib.pofile(str(path)):
            yield from ((text, "en") for text in (entry.msgid, entry.msgid_plural) if text)
            yield from ((text, "es") for text in (entry.msgstr, *entry.msgstr_plural.values()) if text)


def of_table(table: Any) -> Iterator[tuple[str, str]]:
    """The texts below a table of a TOML file, with their language."""
    for key, value in table.items() if isinstance(table, dict) else enumerate(table):
        if key in ("en", "es") and isinstance(value, str):
            yield " ".join(value.split()), str(key)
        elif isinstance(value, dict | list):
            yield from of_table(value)


def demo() -> Iterator[tuple[str, str]]:
    for path in sorted(CONTENT.rglob("*.toml")):
        if not OF_SPEAKERS & set(path.relative_to(CONTENT).parts):
            yield from of_table(tomllib.loads(path.read_text()))


TEXTS = {"catalog": list(catalog()), "demo": list(demo())}


def refused(rule: Rule, language: str) -> list[str]:
    return [
        text
        for where, texts in TEXTS.items()
        for text, its_language in texts
        if its_language == language and rule.where in ("both", where)
        if re.search(rule.pattern, PASSED_OVER.sub("", text))
    ]


@pytest.mark.parametrize("name", ENGLISH)
def test_english_uses_the_words_of_the_glossary(name):
    assert refused(ENGLISH[name], "en") == []


@pytest.mark.parametrize("name", SPANISH)
def test_spanish_uses_the_words_of_the_glossary(name):
    assert refused(SPANISH[name], "es") == []


@pytest.mark.parametrize(("opening", "closing"), ["¿?", "¡!"])
def test_spanish_questions_and_exclamations_are_opened(opening, closing):
    spanish = [text for texts in TEXTS.values() for text, language in texts if language == "es"]
    assert [text for text in spanish if text.count(opening) != text.count(closing)] == []


def test_the_demo_addresses_one_reader_in_forms():
    """The questions of the proposal form, and the sign-up boxes on pages that invite all."""
    questions = of_table(tomllib.loads((CONTENT / "call-form.toml").read_text()))
    pages = (tomllib.loads(path.read_text()) for path in [CONTENT / "home.toml", *CONTENT.glob("editions/*.toml")])
    boxes = (block for page in pages for block in page.get("body", []) if block["type"] == "sign_up")
    of_forms = [text for text, language in (*questions, *of_table(list(boxes))) if language == "es"]
    to_several = re.compile(r"(?i)\b(ustedes|les|saben|tienen|pueden|combinan|díganlo|suscríbanse)\b")
    assert len(of_forms) > 10
    assert [text for text in of_forms if to_several.search(text)] == []


@pytest.mark.parametrize("rule", [*ENGLISH.values(), *SPANISH.values()], ids=[*ENGLISH, *SPANISH])
def test_each_rule_refuses_its_example(rule):
    assert re.search(rule.pattern, rule.example)


def test_the_texts_are_found():
    assert {where: len(texts) > 300 for where, texts in TEXTS.items()} == {"catalog": True, "demo": True}
    assert ("Newsletter", "en") in TEXTS["demo"]
