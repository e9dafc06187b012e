"""The standing pages: home and about here, the others from their own modules."""

from .kinds import Bullets, CallToAction, Heading, Image, Page, SignUp, Text
from .pages_practical import CODE_OF_CONDUCT, TAKE_PART
from .pages_promises import ACCESSIBILITY, PRIVACY

HOME = Page(
    key="home",
    kind="home",
    title=("Circles in Conversation", "Círculos en conversación"),
    slug=("home", "inicio"),
    search_description=(
        "Online conferences on sociocracy in several languages: calls for sessions, programmes, speakers and "
        "recordings, with hours told for you.",
        "Conferencias en línea sobre sociocracia en varios idiomas: convocatorias, programas, ponentes y "
        "grabaciones, con las horas de cada lugar.",
    ),
    fields={
        "tagline": (
            "Where people who decide together compare notes",
            "Donde quienes deciden en común comparan experiencias",
        ),
    },
    body=[
        Text(
            [
                (
                    "The home of an online conference on sociocracy: every edition from the first call for sessions "
                    "to the last recording, and the same hours, rooms and names in every language.",
                    "La casa de una conferencia en línea sobre sociocracia: cada edición, desde la primera "
                    "convocatoria hasta la última grabación, con las mismas horas, salas y nombres en todos los "
                    "idiomas.",
                ),
            ]
        ),
        Heading(("Sociocracy in three sentences", "La sociocracia en tres frases")),
        Text(
            [
                (
                    "Sociocracy is a way of running an organisation without bosses who decide alone and without "
                    "votes that leave a minority behind. Work is done in small teams called <b>circles</b>, each "
                    "with a clear task and the authority to do it, and linked so that what one circle learns reaches "
                    "the others. Decisions are made by <b>consent</b>: a proposal goes ahead when nobody sees a "
                    "reason why it would harm what the group is there to do.",
                    "La sociocracia es una forma de llevar una organización sin jefaturas que decidan a solas ni "
                    "votaciones que dejen atrás a una minoría. Se trabaja en equipos pequeños, llamados "
                    "<b>círculos</b>, cada uno con una tarea clara y con autoridad para llevarla a cabo, y enlazados "
                    "de modo que lo que aprende uno llegue a los demás. Se decide por <b>consentimiento</b>: una "
                    "propuesta sale adelante cuando nadie ve una razón por la que perjudicaría aquello para lo que "
                    "existe el grupo.",
                ),
            ]
        ),
        Image(
            name="linked-circles",
            alt=(
                "Three circles overlap around a small common centre.",
                "Tres círculos se superponen alrededor de un pequeño centro común.",
            ),
            caption=(
                "Circles keep their own work and share a centre.",
                "Los círculos conservan su propio trabajo y comparten un centro.",
            ),
        ),
        Heading(("What you can do here", "Qué se puede hacer aquí")),
        Bullets(
            [
                (
                    '<b>Propose a session.</b> While a <a href="page:call-open">call is open</a>, its page takes '
                    "your idea without an account, in the language you think in.",
                    '<b>Proponer una sesión.</b> Mientras hay una <a href="page:call-open">convocatoria abierta</a>, '
                    "su página recibe las ideas sin necesidad de cuenta, en el idioma en que piensa cada persona.",
                ),
                (
                    "<b>Find your hours and your language.</b> Each session says when it starts where you are, and "
                    "whether it is spoken, interpreted or captioned in your language.",
                    "<b>Encontrar sus horas y su idioma.</b> Cada sesión dice a qué hora empieza en su lugar y si en "
                    "su idioma se habla, se interpreta o se subtitula.",
                ),
                (
                    '<b>Hear when it matters.</b> Leave an address in the <a href="page:newsletter">newsletter</a> '
                    "and a letter tells you when a programme is ready.",
                    "<b>Enterarse cuando importa.</b> Dejen una dirección en el "
                    '<a href="page:newsletter">boletín</a> y una carta les avisará cuando haya un programa listo.',
                ),
                (
                    "<b>Look back.</b> Earlier editions stay where they are: the "
                    '<a href="page:event-2021">conference of 2021</a> can be read from its call to its closing.',
                    "<b>Mirar atrás.</b> Las ediciones anteriores se quedan donde están: la "
                    '<a href="page:event-2021">conferencia de 2021</a> puede leerse desde su convocatoria hasta el '
                    "cierre.",
                ),
            ]
        ),
        CallToAction(
            text=(
                "Is it your first time? The times, the languages and what to do with a slow line are explained on "
                "one page.",
                "¿Es su primera vez? Una sola página explica los horarios, los idiomas y qué hacer con una conexión "
                "lenta.",
            ),
            label=("How to take part", "Cómo participar"),
            target="page:take-part",
        ),
        SignUp(
            title=("Hear when the programme is ready", "Un aviso cuando el programa esté listo"),
            text=(
                "One letter when a programme is ready, one when a call opens, in your language. Nothing else.",
                "Una carta cuando hay un programa listo y otra cuando se abre una convocatoria, en su idioma. "
                "Nada más.",
            ),
        ),
    ],
)

ABOUT = Page(
    key="about",
    kind="standard",
    title=("About this portal", "Acerca de este portal"),
    slug=("about", "acerca-del-portal"),
    search_description=(
        "What this conference portal is for, how it treats languages and hours, and which parts of what you read "
        "here are invented.",
        "Para qué sirve este portal de conferencias, cómo trata los idiomas y las horas, y qué parte de lo que se "
        "lee aquí es inventada.",
    ),
    fields={
        "intro": (
            "This portal accompanies an online conference through its whole life: an edition is announced, its call "
            "for sessions opens and closes, a programme is made and released, people meet for a day, and afterwards "
            "the recordings stay.",
            "Este portal acompaña una conferencia en línea durante toda su vida: se anuncia una edición, se abre y "
            "se cierra su convocatoria, se elabora y se publica un programa, la gente se encuentra durante un día y "
            "después quedan las grabaciones.",
        ),
    },
    body=[
        Heading(("Languages on an equal footing", "Los idiomas, en pie de igualdad")),
        Text(
            [
                (
                    "Every page can be written in any of the portal’s languages and is then translated by people "
                    "into the others. A session proposed in Spanish is Spanish first; its English text is the "
                    "translation.",
                    "Cada página puede escribirse en cualquiera de los idiomas del portal y después la traducen "
                    "personas a los demás. Una sesión propuesta en español existe primero en español; su texto en "
                    "inglés es la traducción.",
                ),
                (
                    "Where a translation is still missing you see the original, with its language named. Where a "
                    "translation is older than its original, the page says so and links to the newer text. Dates, "
                    "rooms, cancellations and languages of a session are never translated by hand, so they change "
                    "everywhere at the same moment.",
                    "Donde todavía falta una traducción se muestra el original, con el nombre de su idioma. Donde "
                    "una traducción es más antigua que su original, la página lo dice y enlaza con el texto más "
                    "reciente. Las fechas, las salas, las cancelaciones y los idiomas de una sesión nunca se "
                    "traducen a mano: cambian en todas partes en el mismo momento.",
                ),
            ]
        ),
        Heading(("Hours you can trust", "Horas en las que se puede confiar")),
        Text(
            [
                (
                    "Hours are given in UTC, the one clock that all time zones refer to, and beside it in some "
                    "cities. If your browser runs scripts, your own hour is added, and if your day is a different "
                    "one, that is said in words. Calendar files carry the same instants.",
                    "Las horas se dan en UTC, el reloj al que se refieren todas las zonas horarias, y al lado en "
                    "algunas ciudades. Si su navegador ejecuta scripts, se añade su propia hora y, cuando allí ya es "
                    "otro día, se dice con palabras. Los archivos de calendario llevan los mismos instantes.",
                ),
            ]
        ),
        Heading(("What is real here and what is not", "Qué es real aquí y qué no")),
        Text(
            [
                (
                    "What you see is a demonstration. It is not run by the people who organised the conference of "
                    "2021 and does not speak for them.",
                    "Lo que ven es una demostración. No la administran las personas que organizaron la conferencia "
                    "de 2021 ni habla en su nombre.",
                ),
                (
                    'The title, subtitle, number, date and hours of the <a href="page:event-2021">2021 edition</a> '
                    "and the sentence by W. Edwards Deming are those of its public call. All other text was written "
                    "for this portal. Speakers, sessions, rooms, hosts and partners are invented, as are the two "
                    "later editions, and every address ends in <code>example.org</code>, where nobody lives.",
                    "El título, el subtítulo, el número, la fecha y el horario de la "
                    '<a href="page:event-2021">edición de 2021</a> y la frase de W. Edwards Deming son los de su '
                    "convocatoria pública. Todo lo demás se escribió para este portal. Ponentes y sesiones, salas y "
                    "quienes reciben en ellas, entidades colaboradoras: todo es inventado, igual que las dos "
                    "ediciones posteriores; y todas las direcciones terminan en <code>example.org</code>, donde no "
                    "vive nadie.",
                ),
            ]
        ),
        Text(
            [
                (
                    "Found a mistake, or a sentence that sounds wrong in your language? Write a line to "
                    '<a href="mailto:editors@example.org">editors@example.org</a>.',
                    "¿Encontraron un error o una frase que suena mal en su idioma? Escriban una línea a "
                    '<a href="mailto:editors@example.org">editors@example.org</a>.',
                ),
            ]
        ),
    ],
)

PAGES = [ABOUT, TAKE_PART, CODE_OF_CONDUCT, PRIVACY, ACCESSIBILITY]
"""The pages directly below home that are not editions, speakers or the newsletter, in menu order."""
