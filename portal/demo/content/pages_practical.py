"""How to take part, and how people treat each other while they do."""

from .kinds import Accordion, Bullets, CallToAction, Heading, Image, Page, Text

TAKE_PART = Page(
    key="take-part",
    kind="standard",
    title=("How to take part", "Cómo participar"),
    slug=("how-to-take-part", "como-participar"),
    search_description=(
        "Times, languages, interpretation, captions, joining a room, and what helps on a slow line: the practical "
        "side of a day online.",
        "Horarios, idiomas, interpretación, subtítulos, cómo entrar en una sala y qué ayuda con una conexión lenta: "
        "el lado práctico de un día en línea.",
    ),
    fields={
        "intro": (
            "The conference takes place in video rooms that open in a browser. You can come for one session or stay "
            "the whole day; nobody counts.",
            "La conferencia se celebra en salas de video que se abren en el navegador. Se puede venir a una sola "
            "sesión o quedarse todo el día; nadie lleva la cuenta.",
        ),
    },
    body=[
        Heading(("Find your hour", "Encontrar su hora")),
        Bullets(
            [
                (
                    "The programme gives each start in UTC. Beside it stand some cities and, where your browser "
                    "allows it, your own hour with the day it falls on.",
                    "El programa da cada comienzo en UTC. Al lado aparecen algunas ciudades y, si su navegador lo "
                    "permite, su propia hora con el día en que cae.",
                ),
                (
                    "Every session, and the programme as a whole, can be taken into your calendar. If an hour "
                    "changes after that, a calendar that is subscribed to the programme changes with it.",
                    "Cada sesión, y el programa entero, puede llevarse a su calendario. Si después cambia una hora, "
                    "el calendario suscrito al programa cambia con ella.",
                ),
                (
                    "The star beside a session puts it on your own list. The list stays in your browser; no account "
                    "is needed.",
                    "La estrella junto a una sesión la añade a su propia lista. La lista se queda en su navegador; "
                    "no hace falta ninguna cuenta.",
                ),
            ]
        ),
        Heading(("Follow it in your language", "Seguirla en su idioma")),
        Text(
            [
                (
                    "Each session names its languages and what they are used for. The filter “I can follow it in” "
                    "shows only what is open to you, and adds up everything that helps:",
                    "Cada sesión indica sus idiomas y para qué se usa cada uno. El filtro «Puedo seguirla en» "
                    "muestra solo lo que está a su alcance y suma todo lo que ayuda:",
                ),
            ]
        ),
        Bullets(
            [
                (
                    "<b>Spoken</b>: the speakers use this language.",
                    "<b>Hablado</b>: quienes presentan usan este idioma.",
                ),
                (
                    "<b>Interpreted</b>: an interpreter speaks along. In the room, choose the sound channel of your "
                    "language; the original stays audible if you leave the channel.",
                    "<b>Interpretado</b>: alguien interpreta mientras se habla. En la sala, elijan el canal de "
                    "sonido de su idioma; al salir del canal se vuelve a oír el original.",
                ),
                (
                    "<b>Captioned</b>: what is said appears as text below the picture. Captions are switched on in "
                    "the room, by each person.",
                    "<b>Subtitulado</b>: lo que se dice aparece como texto debajo de la imagen. Los subtítulos los "
                    "activa cada persona en la sala.",
                ),
                (
                    "<b>Slides</b>: only the slides are in this language, the talk is not.",
                    "<b>Diapositivas</b>: solo las diapositivas están en este idioma, la charla no.",
                ),
            ]
        ),
        Image(
            name="language-rings",
            alt=(
                "Six rings of different colours touch one another in a wide arc.",
                "Seis anillos de distintos colores se tocan formando un amplio arco.",
            ),
            caption=(
                "In the language break every language has a room of its own.",
                "En la pausa de idiomas, cada idioma tiene su propia sala.",
            ),
        ),
        Text(
            [
                (
                    "For one hour in the middle of the day there are no presentations: people talk in the language "
                    "they are at home in. Each language has a room and a host, and if yours is missing, tell the "
                    "host of any room, who can open another.",
                    "A mitad de la jornada hay una hora sin presentaciones: se conversa en el idioma en que cada "
                    "persona se siente en casa. Cada idioma tiene una sala y alguien que recibe; si falta el suyo, "
                    "díganlo en cualquiera de las salas y se podrá abrir otra.",
                ),
            ]
        ),
        Heading(("Enter a room", "Entrar en una sala")),
        Text(
            [
                (
                    "Shortly before a session starts, its page and the programme show the link of the room. Before "
                    "that there is nothing to join. You arrive with microphone and camera off and decide yourself "
                    "whether to turn them on.",
                    "Poco antes de que empiece una sesión, su página y el programa muestran el enlace de la sala. "
                    "Hasta entonces no hay adónde entrar. Se llega con el micrófono y la cámara apagados, y cada "
                    "persona decide si los enciende.",
                ),
            ]
        ),
        Accordion(
            title=("When something gets in the way", "Cuando algo se interpone"),
            items=[
                (
                    ("My line is slow or expensive", "Mi conexión es lenta o cara"),
                    [
                        (
                            "Turn off incoming video in the room: sound alone needs far less. Interpretation is only "
                            "sound and works on any line that carries a phone call.",
                            "Desactiven en la sala la recepción de video: el sonido por sí solo necesita mucho "
                            "menos. La interpretación es solo sonido y funciona con cualquier línea que soporte una "
                            "llamada.",
                        ),
                        (
                            "The pages of this portal are light and work without scripts. Everything needed to "
                            "follow a session, apart from the session itself, is on them.",
                            "Las páginas de este portal son ligeras y funcionan sin scripts. Todo lo necesario para "
                            "seguir una sesión, salvo la sesión misma, está en ellas.",
                        ),
                    ],
                ),
                (
                    ("I was disconnected", "Se me cortó la conexión"),
                    [
                        (
                            "Use the same link again; rooms stay open for as long as their session runs. Nobody "
                            "minds who comes in late or twice.",
                            "Vuelvan a usar el mismo enlace: las salas siguen abiertas mientras dura la sesión. A "
                            "nadie le molesta quien llega tarde o entra dos veces.",
                        ),
                    ],
                ),
                (
                    ("It is the middle of the night where I live", "Donde vivo es de madrugada"),
                    [
                        (
                            "Many sessions are recorded if those who speak agree. Recordings appear on the session’s "
                            "page, with the languages of their sound and captions. Break-out groups and the language "
                            "break are never recorded.",
                            "Muchas sesiones se graban si quienes hablan están de acuerdo. Las grabaciones aparecen "
                            "en la página de la sesión, con los idiomas del sonido y de los subtítulos. Los grupos "
                            "pequeños y la pausa de idiomas no se graban nunca.",
                        ),
                    ],
                ),
                (
                    ("I need something that is not mentioned here", "Necesito algo que aquí no se menciona"),
                    [
                        (
                            "Sign language, slides in advance, a text version, a quiet way to ask questions: write "
                            'to <a href="mailto:access@example.org">access@example.org</a>, if possible ten days '
                            "before. What the portal itself offers is in the "
                            '<a href="page:accessibility">accessibility statement</a>.',
                            "Lengua de señas, diapositivas con antelación, una versión en texto, una manera discreta "
                            'de preguntar: escriban a <a href="mailto:access@example.org">access@example.org</a>, si '
                            "es posible diez días antes. Lo que ofrece el propio portal está en la "
                            '<a href="page:accessibility">declaración de accesibilidad</a>.',
                        ),
                    ],
                ),
            ],
        ),
        CallToAction(
            text=(
                "In the rooms there is one thing everybody is asked for: to treat the others as the code of conduct "
                "describes.",
                "En las salas solo se pide una cosa a todo el mundo: tratar a las demás personas como describe el "
                "código de conducta.",
            ),
            label=("Read the code of conduct", "Leer el código de conducta"),
            target="page:code-of-conduct",
        ),
    ],
)

CODE_OF_CONDUCT = Page(
    key="code-of-conduct",
    kind="standard",
    title=("Code of conduct", "Código de conducta"),
    slug=("code-of-conduct", "codigo-de-conducta"),
    search_description=(
        "How people treat one another in the rooms, what has no place there, and who listens when something goes "
        "wrong.",
        "Cómo se trata la gente en las salas, qué no tiene cabida en ellas y quién escucha cuando algo va mal.",
    ),
    fields={
        "intro": (
            "People come here to speak openly about what works and what does not in the organisations they care for. "
            "That takes trust. This code holds in every room, chat and letter of the conference, for speakers, hosts "
            "and organisers as for everybody else.",
            "Aquí se viene a hablar con franqueza de lo que funciona y lo que no en organizaciones por las que se "
            "siente cariño. Para eso hace falta confianza. Este código rige en todas las salas, chats y cartas de la "
            "conferencia, para ponentes, personas anfitrionas y organizadoras igual que para el resto.",
        ),
    },
    body=[
        Heading(("What helps", "Lo que ayuda")),
        Bullets(
            [
                (
                    "<b>Share the time.</b> In small groups, go round once before anybody speaks a second time. It "
                    "is always fine to pass.",
                    "<b>Repartir el tiempo.</b> En los grupos pequeños, hagan una ronda completa antes de que "
                    "alguien hable por segunda vez. Siempre se puede pasar.",
                ),
                (
                    "<b>Speak from experience.</b> “In our cooperative it went like this” opens a conversation; “you "
                    "must” closes it.",
                    "<b>Hablar desde la experiencia.</b> «En nuestra cooperativa fue así» abre una conversación; "
                    "«hay que» la cierra.",
                ),
                (
                    "<b>Make room for languages.</b> Speak slowly, finish your sentences, spell out abbreviations, "
                    "and leave accents and grammar uncommented.",
                    "<b>Dar lugar a los idiomas.</b> Hablen despacio, terminen las frases, expliquen las siglas y no "
                    "comenten ni el acento ni la gramática de nadie.",
                ),
                (
                    "<b>Use the names and pronouns</b> people give for themselves, and ask if you are not sure.",
                    "<b>Usar los nombres y pronombres</b> que cada persona indica para sí, y preguntar en caso de "
                    "duda.",
                ),
                (
                    "<b>Disagree with ideas.</b> An objection with its reason is a gift; a verdict on the person is "
                    "not.",
                    "<b>Discrepar de las ideas.</b> Una objeción con su motivo es un regalo; un veredicto sobre la "
                    "persona, no.",
                ),
            ]
        ),
        Heading(("What has no place", "Lo que no tiene cabida")),
        Bullets(
            [
                (
                    "Insults, threats, and demeaning remarks or jokes about origin, skin colour, gender, sexuality, "
                    "disability, age, body, religion or income.",
                    "Insultos, amenazas y comentarios o bromas degradantes sobre el origen, el color de piel, el "
                    "género, la sexualidad, la discapacidad, la edad, el cuerpo, la religión o los ingresos.",
                ),
                (
                    "Unwanted advances, and going on after somebody has asked you to stop.",
                    "Insinuaciones no deseadas, y seguir después de que alguien haya pedido parar.",
                ),
                (
                    "Recording, photographing or quoting people who have not agreed to it.",
                    "Grabar, fotografiar o citar a personas que no lo han aceptado.",
                ),
                (
                    "Advertising, and collecting addresses.",
                    "Hacer publicidad y recopilar direcciones.",
                ),
            ]
        ),
        Heading(("What is said in small groups stays there", "Lo que se dice en los grupos pequeños se queda ahí")),
        Text(
            [
                (
                    "Take the insight with you and leave the names. Only the main part of a session is recorded, the "
                    "host says so when it starts, and you can follow it under any name and without a picture.",
                    "Llévense lo aprendido y dejen los nombres. Solo se graba la parte principal de una sesión, se "
                    "avisa al empezar, y se puede seguir con cualquier nombre y sin imagen.",
                ),
            ]
        ),
        Heading(("If something happens", "Si ocurre algo")),
        Text(
            [
                (
                    "Tell the host of the room, in the open or in a private message, or write to the care circle at "
                    '<a href="mailto:care@example.org">care@example.org</a>, during the conference or at any later '
                    "time. You may write in any language of the portal and for somebody else.",
                    "Díganselo a quien recibe en la sala, en público o en un mensaje privado, o escriban al círculo "
                    'de cuidados a <a href="mailto:care@example.org">care@example.org</a>, durante la conferencia o '
                    "en cualquier momento posterior. Pueden escribir en cualquier idioma del portal y también en "
                    "favor de otra persona.",
                ),
                (
                    "Two people of the care circle read each message, nobody about whom it speaks among them. They "
                    "answer within a day, decide nothing about you without asking you, and keep what you tell them "
                    "to themselves, unless somebody is in danger.",
                    "Cada mensaje lo leen dos personas del círculo de cuidados, nunca alguien de quien trate el "
                    "mensaje. Responden en el plazo de un día, no deciden nada que les afecte sin preguntarles y "
                    "guardan para sí lo que se les cuenta, salvo que alguien corra peligro.",
                ),
                (
                    "What follows depends on what happened and on what those affected need: a conversation, an "
                    "apology, leaving the room, leaving the conference. Anybody asked to leave may have the decision "
                    "looked at again by people who did not take part in it.",
                    "Lo que siga depende de lo ocurrido y de lo que necesiten las personas afectadas: una "
                    "conversación, una disculpa, salir de la sala o salir de la conferencia. Quien tenga que irse "
                    "puede pedir que revisen la decisión personas que no intervinieron en ella.",
                ),
            ]
        ),
    ],
)
