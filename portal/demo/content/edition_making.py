"""An example edition in the state of the 2021 call page: the call is closed, the programme is being made,
and readers may ask to hear when it is ready. Invented; its dates follow from the day of loading."""

from .call_form import CONSENT, PROMPTS
from .kinds import Accordion, Edition, Heading, Image, Offset, Page, Questions, SignUp, Text

CALL = Page(
    key="call-making",
    kind="call",
    title=("Call for sessions", "Convocatoria"),
    slug=("call", "convocatoria"),
    search_description=(
        "The call for “Circles across borders” has closed. What it asked, and how an idea that comes late can still "
        "find a place.",
        "La convocatoria de «Círculos sin fronteras» ya se cerró. Qué preguntaba y cómo puede encontrar lugar una "
        "idea que llega tarde.",
    ),
    fields={
        "intro": (
            "This call went to everybody who decides together over a distance: between countries, languages, time "
            "zones, or simply two floors of one house.",
            "Esta convocatoria se dirigió a quienes deciden en común a distancia: entre países, idiomas o zonas "
            "horarias, o simplemente entre dos pisos de una misma casa.",
        ),
        "late_note": (
            "The programme is being made from the proposals that came in time. Should yours be among them although "
            "it is late? Tell the programme team what would be missing without it.",
            "El programa se está elaborando con las propuestas que llegaron a tiempo. ¿Debería estar la suya entre "
            "ellas, aunque llegue tarde? Cuenten al equipo de programa qué faltaría sin ella.",
        ),
    },
    body=[
        Questions(
            title=("What the call asked", "Qué preguntaba la convocatoria"),
            items=[
                (
                    "How do you reach consent with people you have never sat in a room with?",
                    "¿Cómo llegan al consentimiento con personas con las que nunca han compartido una sala?",
                ),
                (
                    "In which language are your records kept, and who reads them less because of it?",
                    "¿En qué idioma se llevan sus actas, y quién las lee menos por eso?",
                ),
                (
                    "What happens to a round when half of it is asleep?",
                    "¿Qué pasa con una ronda cuando la mitad está durmiendo?",
                ),
                (
                    "Which laws meet in your organisation, and which of them helps?",
                    "¿Qué leyes se encuentran en su organización, y cuál de ellas ayuda?",
                ),
            ],
        ),
        Heading(("What happens now", "Qué ocurre ahora")),
        Text(
            [
                (
                    "Each proposal is read by at least two people, one of them in the language it was written in. "
                    "They decide by consent: what speaks against a session is said with its reason, and often a "
                    "changed title or a shorter format is enough to settle it. Everybody who proposed something gets "
                    "an answer.",
                    "Cada propuesta la leen al menos dos personas, una de ellas en el idioma en que fue escrita. "
                    "Deciden por consentimiento: lo que habla en contra de una sesión se dice con su motivo, y a "
                    "menudo basta con cambiar el título o acortar el formato para resolverlo. Todas las personas que "
                    "propusieron algo reciben respuesta.",
                ),
            ]
        ),
        SignUp(
            title=("Hear when the programme is ready", "Un aviso cuando el programa esté listo"),
            text=(
                "Nothing of your own to bring this time? Sign up, and you will hear once, when the programme is ready.",
                "¿Esta vez no traen nada propio? Suscríbanse y recibirán un único aviso, cuando el programa esté "
                "listo.",
            ),
        ),
    ],
)

PROGRAMME = Page(
    key="programme-making",
    kind="programme",
    title=("Programme", "Programa"),
    slug=("programme", "programa"),
    search_description=(
        "The programme of “Circles across borders” is being made. It appears here in all languages at the same moment.",
        "El programa de «Círculos sin fronteras» se está elaborando. Aparecerá aquí en todos los idiomas en el mismo "
        "momento.",
    ),
    fields={
        "intro": (
            "Filter by what you can follow in your language, by theme or by room, and take what you like into your "
            "calendar.",
            "Filtren por lo que pueden seguir en su idioma, por tema o por sala, y lleven a su calendario lo que les "
            "interese.",
        ),
        "not_yet": (
            "The programme team is still reading and choosing. As soon as the timetable is published it stands here, "
            "and everyone on the newsletter’s list gets a letter.",
            "El equipo de programa todavía está leyendo y eligiendo. En cuanto se publique el horario estará aquí, y "
            "quienes figuran en la lista del boletín recibirán una carta.",
        ),
    },
)

EVENT = Page(
    key="event-making",
    kind="event",
    title=("Circles across borders", "Círculos sin fronteras"),
    slug=("circles-across-borders", "circulos-sin-fronteras"),
    search_description=(
        "An example edition: one day online about deciding together over distances, languages and laws. The "
        "programme is being made.",
        "Una edición de ejemplo: un día en línea sobre decidir en común a pesar de distancias, idiomas y leyes. El "
        "programa se está elaborando.",
    ),
    fields={
        "edition": ("Example edition, programme in the making", "Edición de ejemplo, programa en elaboración"),
        "subtitle": (
            "Deciding together when a sea, a language or a law lies in between",
            "Decidir en común cuando hay un mar, un idioma o una ley de por medio",
        ),
    },
    body=[
        Text(
            [
                (
                    "A circle is easily drawn on a sheet of paper. It becomes harder when one member is having "
                    "breakfast and another is putting the children to bed, when the word “tension” sounds like a "
                    "quarrel in one language and like physics in another, and when the statutes have to satisfy two "
                    "ministries.",
                    "Un círculo se dibuja sin esfuerzo en una hoja de papel. Cuesta más cuando alguien está "
                    "desayunando y otra persona acostando a sus hijos, cuando la palabra «tensión» suena a pelea en "
                    "un idioma y a física en otro, y cuando los estatutos deben contentar a dos ministerios.",
                ),
                (
                    "This edition gathers people who do it anyway: a federation of seed banks, a theatre group "
                    "spread over three countries, a cooperative of interpreters, neighbours on two sides of a river "
                    "that happens to be a frontier.",
                    "Esta edición reúne a quienes lo hacen de todos modos: una federación de bancos de semillas, un "
                    "grupo de teatro repartido en tres países, una cooperativa de intérpretes, el vecindario de las "
                    "dos orillas de un río que resulta ser una frontera.",
                ),
            ]
        ),
        Image(
            name="two-shores",
            alt=(
                "Two half circles face each other across a band of water; thin arcs join them.",
                "Dos semicírculos se miran a través de una franja de agua; unos arcos finos los unen.",
            ),
        ),
        Heading(("The programme is being made", "El programa se está elaborando")),
        Text(
            [
                (
                    "The call has closed, and the programme team is putting the day together. As soon as the "
                    "timetable is released it appears here, in all languages at the same moment.",
                    "La convocatoria ya se cerró y el equipo de programa está armando la jornada. En cuanto se "
                    "publique el horario aparecerá aquí, en todos los idiomas a la vez.",
                ),
            ]
        ),
        SignUp(
            title=("Hear when the programme is ready", "Un aviso cuando el programa esté listo"),
            text=(
                "Leave an address and one letter tells you that the programme is ready, in your language.",
                "Dejen una dirección y una sola carta, en su idioma, les dirá que el programa está listo.",
            ),
        ),
        Accordion(
            title=("Asked before you did", "Lo que otras personas ya preguntaron"),
            items=[
                (
                    ("Can I still propose something?", "¿Todavía puedo proponer algo?"),
                    [
                        (
                            "The form is closed. How to be heard with a late idea is written on the "
                            '<a href="page:call-making">page of the call</a>.',
                            'El formulario está cerrado. En la <a href="page:call-making">página de la '
                            "convocatoria</a> se explica cómo hacer llegar una idea tardía.",
                        ),
                    ],
                ),
                (
                    ("Which languages will there be?", "¿Qué idiomas habrá?"),
                    [
                        (
                            "Sessions will be held in English and Spanish, some with interpretation. The language "
                            "break has a room for whatever people speak. Each session will say what you can follow "
                            "it in.",
                            "Las sesiones serán en inglés y en español, algunas con interpretación. La pausa de "
                            "idiomas tiene una sala para cada lengua que se hable. Cada sesión dirá en qué idiomas "
                            "se puede seguir.",
                        ),
                    ],
                ),
                (
                    ("What if my part of the world sleeps then?", "¿Y si en mi parte del mundo es hora de dormir?"),
                    [
                        (
                            "Recordings are planned for sessions whose speakers agree. What else helps is on "
                            '<a href="page:take-part">how to take part</a>.',
                            "Están previstas grabaciones de las sesiones en las que quienes hablan estén de acuerdo. "
                            'Qué más ayuda se lee en <a href="page:take-part">cómo participar</a>.',
                        ),
                    ],
                ),
            ],
        ),
    ],
    children=[CALL, PROGRAMME],
)

EDITION = Edition(
    key="making",
    name="Example edition: programme in the making",
    starts_at=Offset(days=42, hour=13),
    ends_at=Offset(days=42, hour=20),
    call_opens_at=Offset(days=-60, hour=12),
    call_closes_at=Offset(days=-9, hour=23, minute=59),
    contact="programme@example.org",
    cities=["America/Bogota", "America/Sao_Paulo", "Europe/Madrid", "Africa/Nairobi", "Asia/Kolkata"],
    page=EVENT,
    prompts=PROMPTS,
    consent=CONSENT,
)
