"""The 4th annual international sociocracy conference, 6 May 2021.

As they were in its public call: title, subtitle, number, date, hours and the sentence by W. Edwards Deming.
When the call opened and closed is not known. All other sentences are ours and speak for nobody.
"""

from datetime import UTC, datetime

from .call_form import CONSENT, PROMPTS
from .kinds import CallToAction, Dates, Edition, Heading, Image, Page, Questions, Quotation, SignUp, Text

DEMING = Quotation(
    text=(
        "A Bad System Will Beat a Good Person Every Time",
        "Un mal sistema le gana siempre a una buena persona",
    ),
    attribution="W. Edwards Deming",
    source="",
    original="A Bad System Will Beat a Good Person Every Time",
    original_lang="en",
    note=("our translation", "traducción nuestra"),
)

CALL = Page(
    key="call-2021",
    kind="call",
    title=("Call for sessions 2021", "Convocatoria 2021"),
    slug=("call", "convocatoria"),
    search_description=(
        "The call for sessions of the 2021 sociocracy conference: whom it addressed, what it asked, and why honest "
        "accounts matter more than polished ones.",
        "La convocatoria de la conferencia de sociocracia de 2021: a quién se dirigía, qué preguntaba y por qué "
        "importa más la franqueza que el brillo.",
    ),
    fields={
        "intro": (
            "An invitation to everyone who works with sociocracy from day to day: tell the others how it is going, "
            "above all now that the ground is moving.",
            "Una invitación a quienes trabajan con la sociocracia en el día a día: cuenten a las demás personas cómo "
            "les va, sobre todo ahora que el suelo se mueve.",
        ),
        "late_note": (
            "The call has closed. Is there an idea the programme should not be without? Then make the case for it in "
            "a letter: a good argument still has a chance.",
            "La convocatoria ya se cerró. ¿Hay una idea que no debería faltar en el programa? Defiéndanla en un "
            "correo: un buen argumento todavía tiene una oportunidad.",
        ),
    },
    body=[
        Heading(("Whom the call is for", "A quién se dirige")),
        Text(
            [
                (
                    "No title is needed, and no success story. What counts is that you practise it, be it in a "
                    "cooperative, a school, a company or a street with neighbours. Which signs of hope deserve to be "
                    "known more widely? What did you learn the long way round that could save others the walk?",
                    "No hace falta ningún título ni una historia de éxito. Lo que cuenta es que la practiquen, ya "
                    "sea en una cooperativa, una escuela, una empresa o una calle con su vecindario. ¿Qué señales de "
                    "esperanza merecen conocerse más? ¿Qué aprendieron dando un largo rodeo que podría ahorrarles el "
                    "camino a otras personas?",
                ),
            ]
        ),
        Heading(("Questions to the community", "Preguntas a la comunidad")),
        Text(
            [
                (
                    "Once a year the people who practise sociocracy put their experiences side by side, this time in "
                    "May 2021. These questions are meant to start the exchange; nobody has to answer all of them.",
                    "Una vez al año, quienes practican la sociocracia ponen sus experiencias unas junto a otras; "
                    "esta vez, en mayo de 2021. Estas preguntas quieren abrir el intercambio; nadie tiene que "
                    "responderlas todas.",
                ),
            ]
        ),
        Questions(
            title=("Where would you begin?", "¿Por dónde empezarían?"),
            items=[
                (
                    "Which parts of your practice have proved themselves?",
                    "¿Qué partes de su práctica han dado buen resultado?",
                ),
                (
                    "By what do you see that sociocracy changes something: figures, or observations gathered with "
                    "care?",
                    "¿En qué ven que la sociocracia cambia algo: en cifras o en observaciones reunidas con cuidado?",
                ),
                (
                    "Which other methods and tools live next to it where you are?",
                    "¿Qué otros métodos y herramientas conviven con ella en su entorno?",
                ),
                (
                    "How well did your organisation hold up when things became rough, and what explains it?",
                    "¿Cómo resistió su organización cuando las cosas se pusieron difíciles, y qué lo explica?",
                ),
                (
                    "Where does it still hurt, or simply not work?",
                    "¿Dónde duele todavía, o sencillamente no funciona?",
                ),
                (
                    "What gives your practice room and what narrows it: within yourselves, between people, in "
                    "governance, in the law, in money?",
                    "¿Qué le da espacio a su práctica y qué se lo quita: dentro de ustedes, entre las personas, en "
                    "la gobernanza, en la ley, en el dinero?",
                ),
                (
                    "What has done most to keep your daily work going and your relationships whole?",
                    "¿Qué ha contribuido más a que el trabajo diario siga en marcha y las relaciones no se rompan?",
                ),
                (
                    "Imagine your organisation ten unsteady years from now: where might sociocracy stand in it, and "
                    "where, frankly, will it?",
                    "Imaginen su organización dentro de diez años agitados: ¿qué lugar podría ocupar en ella la "
                    "sociocracia y cuál, con franqueza, ocupará?",
                ),
            ],
        ),
        Heading(("Honest rather than polished", "Más franqueza que brillo")),
        Text(
            [
                (
                    "Stories in which everything went well teach little, and this is not the stage for them. Bring "
                    "what really goes on, doubtful and unfinished parts included, even where it leaves you exposed. "
                    "Laid next to each other, such accounts show patterns that nobody can see alone, and everyone "
                    "leaves knowing more.",
                    "Las historias en las que todo salió bien enseñan poco, y este no es su escenario. Traigan lo "
                    "que ocurre de verdad, también lo dudoso y lo que está a medias, aunque eso les deje al "
                    "descubierto. Puestos unos junto a otros, esos relatos muestran patrones que nadie puede ver a "
                    "solas, y todo el mundo se va sabiendo más.",
                ),
            ]
        ),
        Heading(("What a proposal needs", "Qué necesita una propuesta")),
        Text(
            [
                (
                    "A title, a few sentences on what would happen in the session, the language you would speak, and "
                    "a few lines about yourselves. Any language of the conference will do, and all of it may still "
                    "change until the day of the session.",
                    "Un título, unas frases sobre lo que pasaría en la sesión, el idioma en que hablarían y unas "
                    "líneas sobre ustedes. Sirve cualquier idioma de la conferencia, y todo puede cambiar todavía "
                    "hasta el día de la sesión.",
                ),
            ]
        ),
        SignUp(
            title=("Hear when the programme is ready", "Un aviso cuando el programa esté listo"),
            text=(
                "Nothing to propose, but curious? Leave an address, and a letter will tell you as soon as a "
                "programme is ready.",
                "¿No tienen nada que proponer, pero sí curiosidad? Dejen una dirección y una carta les avisará en "
                "cuanto haya un programa listo.",
            ),
        ),
    ],
)

PROGRAMME = Page(
    key="programme-2021",
    kind="programme",
    title=("Programme 2021", "Programa 2021"),
    slug=("programme", "programa"),
    search_description=(
        "Seven hours, three rooms, one hour to talk in your language: the programme of the 2021 sociocracy "
        "conference, with recordings.",
        "Siete horas, tres salas, una hora para conversar en su idioma: el programa de la conferencia de sociocracia "
        "de 2021, con grabaciones.",
    ),
    fields={
        "intro": (
            "Filter by what you can follow in your language, by theme or by room. Sessions that changed after the "
            "release say so.",
            "Filtren por lo que pueden seguir en su idioma, por tema o por sala. Las sesiones que cambiaron tras la "
            "publicación lo indican.",
        ),
    },
)

EVENT = Page(
    key="event-2021",
    kind="event",
    title=("Better systems for a changed world", "Mejores sistemas para un mundo que ha cambiado"),
    slug=("better-systems-2021", "mejores-sistemas-2021"),
    search_description=(
        "4th annual international sociocracy conference, 6 May 2021, online: creating powerful organisations for a "
        "desirable future.",
        "4.ª conferencia internacional anual de sociocracia, 6 de mayo de 2021, en línea: crear organizaciones con "
        "fuerza para un futuro deseable.",
    ),
    fields={
        "subtitle": (
            "Creating powerful organisations for a desirable future",
            "Crear organizaciones con fuerza para un futuro deseable",
        ),
        "edition": (
            "4th annual international sociocracy conference",
            "4.ª conferencia internacional anual de sociocracia",
        ),
    },
    body=[
        Heading(("Times nobody has rehearsed", "Tiempos que nadie ha ensayado")),
        Text(
            [
                (
                    "Ask people how they are this spring, and hardly anyone has only one answer. Much has come loose "
                    "and may settle somewhere better, so there is hope. So much strength still goes into wrestling "
                    "with what is left of the old order that there is frustration beside it. Nobody can see round "
                    "the next bend, which is frightening, and whether it will find people on their feet is more than "
                    "anyone can promise. Who would claim to be prepared?",
                    "Pregunten estos meses a la gente cómo está: casi nadie tiene una sola respuesta. Mucho se ha "
                    "soltado y quizá se asiente en un lugar mejor, así que hay esperanza. Todavía se va tanta fuerza "
                    "en forcejear con lo que queda del orden anterior que, a su lado, hay frustración. Nadie alcanza "
                    "a ver detrás de la próxima curva, y eso angustia; si encontrará a la gente en pie es más de lo "
                    "que nadie puede asegurar. ¿Quién podría decir que ya se ha preparado?",
                ),
                (
                    "Good will is not what is missing; most people have spent a good deal of it before noon. But it "
                    "only carries so far. In a tangle of causes, to do one thing is to leave another, and rules, "
                    "habits, meetings and money pull harder than any resolution. This is why systems deserve "
                    "attention:",
                    "No es buena voluntad lo que falta; la mayoría ya ha gastado bastante antes del mediodía. Pero "
                    "llega hasta donde llega. En una maraña de causas, hacer algo es dejar de hacer otra cosa, y las "
                    "reglas, los hábitos, las reuniones y el dinero tiran con más fuerza que cualquier propósito. "
                    "Por eso los sistemas merecen atención:",
                ),
            ]
        ),
        DEMING,
        Heading(("Nothing stands by itself", "Nada existe por separado")),
        Text(
            [
                (
                    "A single virus was enough to make it visible. Its traces lead from the number of teenagers in "
                    "California who took their own lives to the seabirds on Swedish cliffs, and on to the price of a "
                    "home in the capitals of software. What one person decides arrives at millions of doors, and "
                    "each system leans on the next. It is fascinating to watch; it is a comfort, too, not to be "
                    "alone in it; and it is cause for worry.",
                    "Bastó un solo virus para hacerlo visible. Sus huellas van del número de adolescentes que se "
                    "quitaron la vida en California a las aves marinas de los acantilados suecos, y de ahí al precio "
                    "de una vivienda en las capitales del software. Lo que decide una sola persona llega a millones "
                    "de puertas, y cada sistema se apoya en el siguiente. Observarlo fascina; también consuela saber "
                    "que nadie está a solas en esto; y da motivos para preocuparse.",
                ),
                (
                    "Under one set of rules a group grows bolder and more present; under another the same group "
                    "falls back on its prejudices and clichés. One arrangement is deaf to whole regions of what "
                    "could be known, another widens the view. Where so much hangs on the arrangement and so little "
                    "on who happens to be inside it, choosing one is no minor matter of administration.",
                    "Con unas reglas, un grupo se vuelve más valiente y está más presente; con otras, el mismo grupo "
                    "recae en sus prejuicios y sus clichés. Hay formas de organizarse sordas a regiones enteras de "
                    "lo que podría saberse; otras amplían la mirada. Cuando tanto depende de la forma y tan poco de "
                    "quién esté dentro, elegirla no es un asunto administrativo menor.",
                ),
            ]
        ),
        Image(
            name="nested-systems",
            alt=(
                "Circles of different sizes lie inside and across each other, joined by fine lines.",
                "Círculos de distintos tamaños, unos dentro de otros y entrecruzados, unidos por líneas finas.",
            ),
        ),
        Heading(("Saying what should take its place", "Decir qué debería ocupar su lugar")),
        Text(
            [
                (
                    "Turned round, the sentence asks something of us: where is it easy to be a good person, and by "
                    "what would one know such a system? What it must be free of is quickly listed: oppression, red "
                    "tape, ranks, contempt for women. And it has to work against racism, not just do without it. The "
                    "harder half is to describe what is wanted instead: resilience, trust, respect, the ability to "
                    "adapt, a voice for each person and the power to use it.",
                    "Dada la vuelta, la frase nos pide algo: ¿dónde es fácil ser una buena persona, y en qué se "
                    "reconocería un sistema así? Enumerar de qué debe estar libre lleva poco tiempo: opresión, "
                    "papeleo, rangos, desprecio hacia las mujeres. Y tiene que actuar contra el racismo, no solo "
                    "prescindir de él. La mitad difícil es describir lo que se quiere en cambio: resiliencia, "
                    "confianza, respeto, capacidad de adaptación, una voz para cada persona y el poder de usarla.",
                ),
            ]
        ),
        Heading(("One thread among many", "Un hilo entre muchos")),
        Text(
            [
                (
                    "Those who practise sociocracy count it among the candidates. It is a way of keeping eyes and "
                    "heart open when a situation does not fit into one head, and of arranging work so that hardly "
                    "anyone is left merely putting up with it. On its own it cures nothing. It is one thread, and "
                    "only woven together with others does it hold a life that agrees with what one believes in.",
                    "Quienes practican la sociocracia la cuentan entre las candidatas. Es una manera de mantener "
                    "abiertos los ojos y el corazón cuando una situación no cabe en una sola cabeza, y de organizar "
                    "el trabajo de modo que casi nadie tenga que limitarse a soportarlo. Por sí sola no cura nada. "
                    "Es un hilo, y solo tejido con otros sostiene una vida acorde con aquello en lo que se cree.",
                ),
            ]
        ),
        Heading(("The day", "La jornada")),
        Dates(),
        Text(
            [
                (
                    "One of the seven hours is kept free of presentations: in the language break, everybody talks in "
                    "a language they feel at home in.",
                    "Una de las siete horas queda libre de presentaciones: en la pausa de idiomas, cada persona "
                    "conversa en una lengua en la que se siente en casa.",
                ),
            ]
        ),
        CallToAction(
            text=(
                "The questions with which this edition went out to the community can still be read.",
                "Las preguntas con las que esta edición se dirigió a la comunidad pueden seguir leyéndose.",
            ),
            label=("Read the call of 2021", "Leer la convocatoria de 2021"),
            target="page:call-2021",
        ),
    ],
    children=[CALL, PROGRAMME],
)

EDITION = Edition(
    key="2021",
    name="4th annual international sociocracy conference 2021",
    starts_at=datetime(2021, 5, 6, 13, 0, tzinfo=UTC),
    ends_at=datetime(2021, 5, 6, 20, 0, tzinfo=UTC),
    call_opens_at=None,
    call_closes_at=None,
    contact="programme@example.org",
    cities=[
        "America/Los_Angeles",
        "America/Mexico_City",
        "America/Argentina/Buenos_Aires",
        "Europe/Madrid",
        "Asia/Kolkata",
        "Pacific/Auckland",
    ],
    page=EVENT,
    prompts=PROMPTS,
    consent=CONSENT,
)
