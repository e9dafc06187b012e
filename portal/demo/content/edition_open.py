"""An example edition whose call is open on the day of loading. Invented; its dates follow from that day."""

from .call_form import CONSENT, PROMPTS
from .kinds import Bullets, CallToAction, Edition, Heading, Image, Logo, Logos, Offset, Page, Questions, SignUp, Text

CALL = Page(
    key="call-open",
    kind="call",
    title=("Call for sessions", "Convocatoria"),
    slug=("call", "convocatoria"),
    search_description=(
        "The call for “Enough for everyone” is open: sessions on sharing money, care and power. Write in the "
        "language you think in.",
        "La convocatoria de «Suficiente para todo el mundo» está abierta: sesiones sobre repartir dinero, cuidados y "
        "poder, en el idioma en que piensan.",
    ),
    fields={
        "intro": (
            "Wanted: people who share something that is usually fought over, and are willing to say how it goes. You "
            "need no account, no slides and no finished idea.",
            "Se busca: gente que comparte algo por lo que se suele pelear y está dispuesta a contar cómo le va. No "
            "hace falta cuenta, ni diapositivas, ni una idea acabada.",
        ),
        "late_note": (
            "The call has ended. An idea that cannot wait for the next edition may still convince the programme "
            "team; write down what makes it urgent.",
            "La convocatoria terminó. Una idea que no puede esperar a la próxima edición todavía puede convencer al "
            "equipo de programa; escriban qué la hace urgente.",
        ),
    },
    body=[
        Heading(("Whom this call is for", "A quién se dirige")),
        Text(
            [
                (
                    "For circles of every size that have something to divide: wages, work nobody wants, a house, a "
                    "well, attention. Those who have only begun are as welcome as those who have done it for "
                    "decades, and those who stopped, perhaps most of all.",
                    "A círculos de cualquier tamaño que tengan algo que repartir: sueldos, el trabajo que nadie "
                    "quiere, una casa, un pozo, la atención. Es para quienes acaban de empezar tanto como para "
                    "quienes llevan décadas y, quizá más que para nadie, para quienes lo dejaron.",
                ),
            ]
        ),
        Questions(
            title=("Questions to begin with", "Preguntas para empezar"),
            items=[
                (
                    "What do you share, and what do you keep to yourselves on purpose?",
                    "¿Qué comparten y qué se reservan a propósito?",
                ),
                (
                    "Who noticed first that the shares were unfair, and how did it come to be heard?",
                    "¿Quién notó primero que el reparto era injusto y cómo llegó a escucharse?",
                ),
                (
                    "Which agreement on money or care has lasted, and what did it cost?",
                    "¿Qué acuerdo sobre dinero o cuidados ha durado, y qué costó?",
                ),
                (
                    "What would you measure if nobody were watching the figures but you?",
                    "¿Qué medirían si nadie más que ustedes fuera a mirar las cifras?",
                ),
            ],
        ),
        Heading(("Forms a session can take", "Formas que puede tener una sesión")),
        Bullets(
            [
                (
                    "<b>Talk</b>, 20 or 40 minutes: one experience, told plainly, with time for questions.",
                    "<b>Charla</b>, 20 o 40 minutos: una experiencia contada con sencillez, con tiempo para preguntas.",
                ),
                (
                    "<b>Workshop</b>, 45 to 70 minutes: people try something in small groups.",
                    "<b>Taller</b>, de 45 a 70 minutos: se prueba algo en grupos pequeños.",
                ),
                (
                    "<b>Panel</b>, 45 minutes: two or three organisations answer the same questions.",
                    "<b>Mesa redonda</b>, 45 minutos: dos o tres organizaciones responden a las mismas preguntas.",
                ),
                (
                    "<b>Conversation</b>, 45 minutes: you bring a question, and the circle thinks with you.",
                    "<b>Conversación</b>, 45 minutos: ustedes traen una pregunta y el círculo piensa con ustedes.",
                ),
            ]
        ),
        Heading(("Good to know before you write", "Antes de escribir")),
        Text(
            [
                (
                    "Write in any language of the portal; it is translated by people if it is accepted. Until the "
                    "call closes you can change or withdraw your proposal through a private link. Nobody expects a "
                    "flawless story: an open question and a doubt make a good start.",
                    "Escriban en cualquier idioma del portal; si se acepta, lo traducirán personas. Hasta el cierre "
                    "de la convocatoria pueden cambiar o retirar su propuesta mediante un enlace privado. Nadie "
                    "espera una historia sin fallos: una pregunta abierta y una duda son un buen comienzo.",
                ),
            ]
        ),
    ],
)

EVENT = Page(
    key="event-open",
    kind="event",
    title=("Enough for everyone", "Suficiente para todo el mundo"),
    slug=("enough-for-everyone", "suficiente-para-todo-el-mundo"),
    search_description=(
        "An example edition: one day online about sharing money, care and power among people who decide together. "
        "The call is open.",
        "Una edición de ejemplo: un día en línea sobre repartir dinero, cuidados y poder entre quienes deciden en "
        "común. La convocatoria está abierta.",
    ),
    fields={
        "edition": ("Example edition, call open", "Edición de ejemplo, convocatoria abierta"),
        "subtitle": (
            "How people who decide together share money, care and power",
            "Cómo reparten el dinero, los cuidados y el poder quienes deciden en común",
        ),
    },
    body=[
        Text(
            [
                (
                    "Deciding together is the first half. The second begins when there is something to hand out: the "
                    "surplus of a good year, the night shift, the last word. Agreements that sounded fair in the "
                    "abstract get names and sums, and it turns out who learned early in life to ask for a second "
                    "helping.",
                    "Decidir en común es la primera mitad. La segunda empieza cuando hay algo que repartir: el "
                    "excedente de un buen año, el turno de noche, la última palabra. Los acuerdos que en abstracto "
                    "sonaban justos reciben nombres y cifras, y se descubre quién aprendió en la infancia a pedir "
                    "otra ración.",
                ),
                (
                    "What does “enough” mean in your organisation, who says so, and how do you notice that it has "
                    "changed? One day, three rooms and many languages to find out from each other.",
                    "¿Qué significa «suficiente» en su organización, quién lo dice y en qué se nota que ha cambiado? "
                    "Un día, tres salas y muchos idiomas para averiguarlo en compañía.",
                ),
            ]
        ),
        Image(
            name="shared-table",
            alt=(
                "Seen from above, seven circles of different sizes stand around a large one, each overlapping it a "
                "little.",
                "Vistos desde arriba, siete círculos de distintos tamaños rodean a uno grande y cada uno se "
                "superpone un poco a él.",
            ),
        ),
        CallToAction(
            text=(
                "The call is open to beginners and old hands, in every language of the portal.",
                "La convocatoria está abierta a quienes empiezan y a quienes tienen larga experiencia, en todos los "
                "idiomas del portal.",
            ),
            label=("See the call", "Ver la convocatoria"),
            target="page:call-open",
        ),
        SignUp(
            title=("Hear when the programme is ready", "Un aviso cuando el programa esté listo"),
            text=(
                "Would you rather listen? A letter tells you when the programme is ready.",
                "¿Prefieren escuchar? Una carta les avisará cuando el programa esté listo.",
            ),
        ),
        Logos(
            title=("Made possible by (invented examples)", "Con el apoyo de (ejemplos inventados)"),
            items=[
                Logo(name="Cooperativa Nido", image="logo-nido", url="https://nido.example.org/"),
                Logo(name="Rowan Tree Schools", image="logo-rowan-tree", url="https://rowantree.example.org/"),
                Logo(name="Ubuntu Water Fund", image="logo-water-fund", url="https://waterfund.example.org/"),
                Logo(name="Atelier Sept", image="logo-atelier-sept", url="https://sept.example.org/"),
            ],
        ),
    ],
    children=[CALL],
)

EDITION = Edition(
    key="open",
    name="Example edition: call open",
    starts_at=Offset(days=168, hour=13),
    ends_at=Offset(days=168, hour=20),
    call_opens_at=Offset(days=-11, hour=12),
    call_closes_at=Offset(days=38, hour=23, minute=59),
    contact="programme@example.org",
    cities=["America/Los_Angeles", "America/Mexico_City", "Europe/Madrid", "Asia/Kolkata", "Pacific/Auckland"],
    page=EVENT,
    prompts=PROMPTS,
    consent=CONSENT,
)
