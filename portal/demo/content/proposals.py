"""Invented proposals to the edition whose call is open, each in the one language it was written in."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Proposal:
    """`answers` by the key of the prompt; `hours` are full hours of the event, counted from its start."""

    language: str
    title: str
    kind: str
    abstract: str
    practice: str
    hard: str
    spoken: list[str]
    zone: str
    name: str
    email: str
    biography: str
    answers: dict[str, str] = field(default_factory=dict)
    hours: list[int] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)


PROPOSALS = [
    Proposal(
        language="es",
        title="Quién pide la segunda ración",
        kind="conversation",
        abstract="En nuestro comedor comunitario cada persona se sirve lo que necesita. Al tercer año vimos que "
        "siempre pedían más las mismas. Quiero contar cómo lo hablamos y qué seguimos sin saber.",
        practice="Un comedor de barrio con cuarenta socias y socios, organizado en tres círculos.",
        hard="Quienes menos piden siguen sin venir a la reunión en la que se decide.",
        spoken=["es"],
        zone="America/Mexico_City",
        name="Itzel Cárdenas Ruvalcaba",
        email="itzel@example.org",
        biography="Cocina y facilita en un comedor de barrio. Antes llevó cuentas ajenas.",
        answers={
            "works": "Poner la olla en medio y hablar de la porción antes de servir.",
            "evidence": "Un cuaderno de seis meses con lo que se sirvió y lo que sobró.",
        },
        hours=[1, 2, 3],
        themes=["governance"],
    ),
    Proposal(
        language="en",
        title="Four salaries, one conversation a year",
        kind="talk",
        abstract="We set all wages together, in one long meeting. It used to end in tears. I would tell what we "
        "changed in the order of questions, and why the sums hardly moved.",
        practice="A print shop of eleven people, owned by those who work in it.",
        hard="Nobody has ever asked for less. We do not know what that says about us.",
        spoken=["en"],
        zone="Europe/Dublin",
        name="Fergal Ó Murnaghan",
        email="fergal@example.org",
        biography="Binds books and keeps the wage circle's minutes.",
        answers={
            "works": "Everybody says their number with its reason before anybody reacts.",
            "struggle": "New people agree to whatever they hear first.",
        },
        hours=[0, 1],
        themes=["legal-finance"],
    ),
    Proposal(
        language="es",
        title="Un pozo, dos pueblos y ningún reglamento",
        kind="workshop",
        abstract="Dos comunidades comparten un pozo desde hace treinta años sin una sola norma escrita. El taller "
        "invita a probar las tres preguntas con las que se reparte el agua en los meses secos.",
        practice="Una asociación de regantes en la sierra.",
        hard="La gente joven quiere escribirlo todo; la mayor teme que entonces se deje de conversar.",
        spoken=["es", "ca"],
        zone="Europe/Madrid",
        name="Remei Sabater Clos",
        email="remei@example.org",
        biography="Riega, mide y toma nota desde 1998.",
        answers={
            "works": "Ir al pozo a pie, todo el mundo a la vez.",
            "combine": "Un calendario lunar y un caudalímetro.",
        },
        hours=[3, 4, 5],
        themes=["resilience"],
    ),
    Proposal(
        language="en",
        title="The night shift nobody wants",
        kind="panel",
        abstract="Care homes, bakeries and server rooms share one question: who works while others sleep? An "
        "unfinished idea; I am looking for two more organisations to think aloud with.",
        practice="A small care home with nine residents.",
        hard="We pay more for nights. Those who need the money take them, and those who need the sleep too.",
        spoken=["en"],
        zone="Pacific/Auckland",
        name="Marama Tipene-Hollis",
        email="marama@example.org",
        biography="Works nights, facilitates by day, is writing down which of the two is harder.",
        answers={"struggle": "Volunteering is not the same as consenting."},
        themes=["interpersonal"],
    ),
]
