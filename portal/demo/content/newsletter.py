"""The newsletter: its promise, the text people consent to, and two issues that were sent."""

from datetime import UTC, datetime

from .kinds import Button, Consent, Dates, Offset, Page, SessionList, SpeakerCard, Text, When

CONSENT = Consent(
    version="2026-11",
    text=(
        "Write to me at this address when a programme is ready and when a call opens. I can leave at any time with "
        "one click.",
        "Escríbanme a esta dirección cuando haya un programa listo y cuando se abra una convocatoria. Puedo darme de "
        "baja en cualquier momento con un clic.",
    ),
)

PROGRAMME_READY = Page(
    key="issue-programme-2021",
    kind="newsletter_issue",
    title=("The programme is ready", "El programa está listo"),
    slug=("programme-ready-2021", "programa-listo-2021"),
    search_description=(
        "The letter that went out when the programme of 2021 was released: the day at a glance and where to begin.",
        "La carta que se envió al publicarse el programa de 2021: la jornada de un vistazo y por dónde empezar.",
    ),
    fields={
        "preheader": (
            "Three rooms, one language break, and the hours where you live.",
            "Tres salas, una pausa de idiomas y las horas del lugar donde viven.",
        ),
    },
    body=[
        Text(
            [
                (
                    "You asked to hear when the programme of “Better systems for a changed world” is ready. Now it is.",
                    "Pidieron que se les avisara cuando estuviera listo el programa de «Mejores sistemas para un "
                    "mundo que ha cambiado». Ya lo está.",
                ),
            ]
        ),
        Dates(edition="event-2021"),
        SpeakerCard(title=("Someone to meet", "Alguien a quien conocer"), speaker="linnea-bergqvist"),
        SessionList(title=("The day, hour by hour", "La jornada, hora por hora"), edition="event-2021"),
        Text(
            [
                (
                    "Every session says in which languages you can follow it. Star what you like and take it into your "
                    "calendar.",
                    "Cada sesión dice en qué idiomas se puede seguir. Marquen con una estrella lo que les interese y "
                    "llévenlo a su calendario.",
                ),
            ]
        ),
        Button(label=("See the programme", "Ver el programa"), target="page:programme-2021"),
        Text(
            [
                (
                    "This was the letter you asked for. The next one comes when a new call opens.",
                    "Esta era la carta que pidieron. La próxima llegará cuando se abra una nueva convocatoria.",
                ),
            ]
        ),
    ],
)

CALL_OPEN = Page(
    key="issue-call-open",
    kind="newsletter_issue",
    title=("The call is open", "La convocatoria está abierta"),
    slug=("call-is-open", "convocatoria-abierta"),
    search_description=(
        "The letter that announced the call for “Enough for everyone”: whom it addresses and how to propose a session.",
        "La carta que anunció la convocatoria de «Suficiente para todo el mundo»: a quién se dirige y cómo proponer "
        "una sesión.",
    ),
    fields={
        "preheader": (
            "Money, care, power: sessions wanted, unfinished ideas included.",
            "Dinero, cuidados, poder: se buscan sesiones, también ideas sin terminar.",
        ),
    },
    body=[
        Text(
            [
                (
                    "From today you can propose a session for “Enough for everyone”, a day about sharing what is "
                    "usually fought over. Nobody needs to be an expert. If your circle has divided wages, chores or "
                    "a house and has something to tell, whether it went well or badly, this is meant for you.",
                    "Desde hoy se pueden proponer sesiones para «Suficiente para todo el mundo», una jornada sobre "
                    "compartir aquello por lo que se suele pelear. Nadie necesita ser especialista. Si su círculo ha "
                    "repartido sueldos, tareas o una casa y tiene algo que contar, haya salido bien o mal, esto es "
                    "para ustedes.",
                ),
                (
                    "The form takes a quarter of an hour, works on a phone, and keeps what you type until you send "
                    "it. You can write in the language you think in.",
                    "El formulario lleva un cuarto de hora, funciona en el teléfono y guarda lo que escriben hasta "
                    "que lo envían. Pueden usar el idioma en que piensan.",
                ),
            ]
        ),
        Text(
            [
                (
                    "Read the questions, sleep on them, and then write.",
                    "Lean las preguntas, consúltenlas con la almohada y después escriban.",
                ),
            ]
        ),
        Button(label=("Propose a session", "Proponer una sesión"), target="page:call-open"),
        Dates(edition="event-open"),
        Text(
            [
                (
                    "Not this time? Then do nothing. You will hear again when the programme is ready.",
                    "¿Esta vez no? Entonces no hagan nada. Volverán a recibir noticias cuando el programa esté listo.",
                ),
            ]
        ),
    ],
)

NEWSLETTER = Page(
    key="newsletter",
    kind="newsletter",
    title=("Newsletter", "Boletín"),
    slug=("newsletter", "boletin"),
    search_description=(
        "One letter when a programme is ready, one when a call opens, in your language. No tracking, and leaving "
        "takes one click.",
        "Una carta cuando hay un programa listo y otra cuando se abre una convocatoria, en su idioma. Sin "
        "seguimiento y con baja en un clic.",
    ),
    fields={
        "intro": (
            "Two kinds of letters, and no others: one when a programme is ready, one when a call opens. Each comes "
            "in the language you choose.",
            "Dos tipos de carta y ninguno más: una cuando hay un programa listo y otra cuando se abre una "
            "convocatoria. Cada una llega en el idioma que elijan.",
        ),
        "consent_text": CONSENT.text,
    },
    children=[PROGRAMME_READY, CALL_OPEN],
)

SENT: dict[str, When] = {
    "issue-programme-2021": datetime(2021, 4, 12, 15, 30, tzinfo=UTC),
    "issue-call-open": Offset(days=-11, hour=12, minute=30),
}
"""When each issue went out, by the key of its page."""
