"""The same answers on SQLite and on PostgreSQL: pages in three languages, and what each query must find, in order."""

from datetime import UTC, datetime, timedelta

import pytest
from wagtail.models import Locale, Page

from search.queries import find
from tests import factories

pytestmark = pytest.mark.django_db

# Language → letter → title, text. The first of each language is the newest.
PAGES = {
    "es": {
        "A": ("Organización por círculos", "Cómo una cooperativa de vivienda reparte las decisiones."),
        "B": ("Taller de consentimiento", "Práctica de objeciones en una organización pequeña."),
        "C": ("Decidir en la escuela", "Niñas y niños eligen a quien coordina; hay talleres cada mes."),
        "D": ("Elecciones sin candidaturas", "Una elección por consentimiento, paso a paso."),
        "E": ("Sociocracia y salud", "Enfermeras y médicos de un hospital público en Bogotá."),
        "F": ("¿Quién facilita?", "La facilitación rota: facilitar se aprende haciendo."),
        "G": ("Pingüinos, años y señales", "Palabras con diéresis y con eñe: lingüística."),
        "H": ("Red de huertos", "Los huertos comparten semillas, herramientas y 25 reuniones al año."),
    },
    "en": {
        "A": ("Cooperatives that last", "A housing cooperative tells how its circles decide."),
        "B": ("Consent in practice", "Objections are gifts; the facilitator's notes on deciding together."),
        "C": ("Governing a school", "Pupils govern themselves, and meetings are short."),
        "D": ("Elections without candidates", "An election by consent, step by step."),
        "E": ("Nurses in charge", "A hospital's teams run their own meetings. Café talk."),
        "F": ("Who facilitates?", "Facilitation rotates; facilitating is learned by doing."),
        "G": ("Notes from the naïve résumé", "Words with foreign accents, and one e-mail address."),
        "H": ("Growing gardens", "Gardeners share seeds, tools and 25 meetings a year."),
    },
    "ca": {
        "A": ("Organització en cercles", "La cooperativa d'habitatge pren decisions."),
        "B": ("Col·laboració i consentiment", "Cada decisió es pren sense objeccions."),
        "C": ("Escoles que decideixen", "L'escola i les seves organitzacions."),
        "D": ("Eleccions sense candidatures", "Una elecció per consentiment, pas a pas."),
    },
}

# Language, query, the pages it finds in order: those with all words in the title, then the newest.
QUERIES = """
es organizacion: A B | es organización: A B | es organizaciones: A B | es ORGANIZACIÓN: A B | es taller: B C
es talleres: B C | es Talleres: B C | es consentimiento: B D | es consentimientos: B D | es circulo: A
es círculos: A | es circulos: A | es cooperativas: A | es decision: A | es decisiones: A
es eleccion: D | es elecciones: D | es sociocracias: E | es medicos: E | es médico: E
es bogota: E | es Bogotá: E | es pinguino: G | es pingüinos: G | es linguistica: G
es señal: G | es senales: G | es huerto: H | es 25: H | es reunión: H
es reuniones año: H | es organizacion circulo: A | es consentimiento paso: D | es taller consentimiento: B
es vivienda: A | es facilitacion: F | es facilitación: F | es niña: C | es xilófono: | es cooperativa taller:
es taller taller: B C | es "organización": A B | es organización*: A B | es -taller: B C | es título: taller:
en cooperative: A | en cooperatives: A | en COOPERATIVE: A | en circle: A | en govern: C
en governs: C | en governing: C | en meeting: C E H | en meetings: C E H | en consent: B D
en objection: B | en election: D | en elections: D | en nurse: E | en hospital: E
en cafe: E | en café: E | en facilitates: F B | en naive: G | en resume: G
en résumés: G | en gardens: H | en garden: H | en 25 meetings: H | en e-mail: G
en housing circles: A | en circle OR garden: | en xylophone: | en (consent): B D | en step: D
ca organitzacio: A C | ca organització: A C | ca organitzacions: A C | ca cercle: A | ca decisio: A B
ca decisions: A B | ca col·laboració: B | ca collaboracio: B | ca escola: C | ca escoles: C
ca eleccio: D | ca eleccions: D | ca consentiment: B D | ca xilòfon:
"""


def cases() -> list[tuple[str, str, list[str]]]:
    found = []
    for case in (part.strip() for line in QUERIES.strip().splitlines() for part in line.split("|")):
        asked, _colon, letters = case.rpartition(":")
        language, _space, query = asked.partition(" ")
        found.append((language, query, letters.split()))
    return found


@pytest.fixture
def letters() -> dict[int, str]:
    """Page id → its letter; drafts and aliases of the same words stand beside them."""
    Locale.objects.get_or_create(language_code="ca")
    by_id = {}
    for language, pages in PAGES.items():
        home = factories.home_page(language)
        for number, (letter, (title, text)) in enumerate(pages.items()):
            page = factories.standard_page(home, title=title, slug=f"{language}-{letter.lower()}", intro=text)
            published = datetime(2021, 5, 6, tzinfo=UTC) - timedelta(days=number)
            Page.objects.filter(pk=page.pk).update(first_published_at=published)
            by_id[page.pk] = letter
        factories.standard_page(home, title=title, slug=f"{language}-draft", intro=text, live=False)
    return by_id


def test_the_corpus_is_answered_alike_on_every_database(letters):
    wrong = []
    for language, query, expected in cases():
        found = [letters[page.pk] for page in find(query, factories.locale(language))]
        if found != expected:
            wrong.append((language, query, expected, found))
    assert wrong == []
    assert len(cases()) >= 60
