"""What the portal promises: privacy and accessibility. Both describe what the software really does."""

from .kinds import Bullets, Heading, Page, Text

PRIVACY = Page(
    key="privacy",
    kind="standard",
    title=("Privacy", "Privacidad"),
    slug=("privacy", "privacidad"),
    search_description=(
        "Readers leave no trace here: no cookies, no tracking. What is kept of newsletter addresses and proposals, "
        "for how long, and how to erase it.",
        "Quien lee no deja rastro: ni cookies ni seguimiento. Qué se guarda de las direcciones y las propuestas, "
        "cuánto tiempo y cómo borrarlo.",
    ),
    fields={
        "intro": (
            "Reading here leaves nothing behind. Only what you choose to give, an address or a proposal, is kept, "
            "and only for as long as it serves you.",
            "Leer aquí no deja nada atrás. Solo se guarda lo que deciden dar, una dirección o una propuesta, y solo "
            "mientras les sirva.",
        ),
    },
    body=[
        Heading(("When you read", "Cuando leen")),
        Bullets(
            [
                (
                    "No cookie is set, no visit is counted, no profile is made.",
                    "No se instala ninguna cookie, no se cuentan visitas, no se crean perfiles.",
                ),
                (
                    "Everything on a page, fonts and pictures included, comes from this portal. The one exception is "
                    "a recorded video: it is fetched from its provider after you press play, and from then on the "
                    "provider’s rules apply.",
                    "Todo lo que hay en una página, incluidas las tipografías y las imágenes, viene de este portal. "
                    "La única excepción son los videos grabados: se piden a su proveedor cuando ustedes pulsan "
                    "reproducir y, desde ese momento, rigen las reglas de ese proveedor.",
                ),
                (
                    "The sessions you star and the proposal you are writing are kept in your own browser. Nothing of "
                    "it is sent before you send it.",
                    "Las sesiones que marcan con una estrella y la propuesta que están escribiendo se guardan en su "
                    "propio navegador. Nada de eso se envía antes de que ustedes lo envíen.",
                ),
                (
                    "Like every server, this one sees the address of your connection in order to answer you. For a "
                    "short while it also counts how often one connection sends a form, so that the forms cannot be "
                    "abused. What the server’s own technical log holds, and for how long, is for whoever runs it to "
                    "state here.",
                    "Como todo servidor, este ve la dirección de su conexión para poder responder. Además, por poco "
                    "tiempo, cuenta cuántas veces una conexión envía un formulario, para que no se abuse de ellos. "
                    "Qué contiene el registro técnico del servidor, y por cuánto tiempo, debe indicarlo aquí quien "
                    "lo administra.",
                ),
            ]
        ),
        Heading(("When you sign up for the newsletter", "Cuando se suscriben al boletín")),
        Text(
            [
                (
                    "What is kept is your address, the language you chose, and the proof that you wanted it: which "
                    "wording you agreed to, when, and on which page. If you do not press the button in the "
                    "confirmation letter, all of it is erased after seven days.",
                    "Se guardan su dirección, el idioma que eligieron y la prueba de que así lo quisieron: qué texto "
                    "aceptaron, cuándo y en qué página. Si no pulsan el botón de la carta de confirmación, todo se "
                    "borra a los siete días.",
                ),
                (
                    "The letters contain no hidden pictures, and their links lead straight to where they say. All "
                    "that is counted is how many letters were sent, came back or led someone to leave, never who "
                    "opened one.",
                    "Las cartas no contienen imágenes ocultas y sus enlaces llevan directamente adonde dicen. Solo "
                    "se cuenta cuántas cartas se enviaron, cuántas volvieron y cuántas bajas hubo, nunca quién abrió "
                    "una.",
                ),
                (
                    "Every letter has a link to leave, and one to a private page where you can change your language, "
                    "take your data with you or erase it. After erasing, a scrambled mark remains from which your "
                    "address cannot be read; it only serves not to write to you again.",
                    "Cada carta tiene un enlace para darse de baja y otro a una página privada donde pueden cambiar "
                    "de idioma, llevarse sus datos o borrarlos. Después de borrarlos queda una marca cifrada de la "
                    "que no se puede leer su dirección; solo sirve para no volver a escribirles.",
                ),
            ]
        ),
        Heading(("When you propose a session", "Cuando proponen una sesión")),
        Bullets(
            [
                (
                    "Your proposal, with the names, addresses and biographies in it, is read by the programme team "
                    "of that edition and by nobody else.",
                    "Su propuesta, con los nombres, las direcciones y las biografías que contiene, la lee el equipo "
                    "de programa de esa edición y nadie más.",
                ),
                (
                    "Photos are saved anew, without the place and device that cameras write into them.",
                    "Las fotos se guardan de nuevo, sin el lugar ni el aparato que las cámaras anotan en ellas.",
                ),
                (
                    "If it is accepted, title, abstract, names, biographies, languages and photos become public. "
                    "E-mail addresses never do.",
                    "Si se acepta, se hacen públicos el título, el resumen, los nombres, las biografías, los idiomas "
                    "y las fotos. Las direcciones de correo, nunca.",
                ),
                (
                    "If it is not accepted or you withdraw it, it is erased when the time named beside the form has "
                    "passed. What remains is a count without names.",
                    "Si no se acepta o la retiran, se borra cuando pasa el plazo indicado junto al formulario. Lo "
                    "que queda es un recuento sin nombres.",
                ),
                (
                    "The private link in your confirmation letter lets you read, change and withdraw it. Whoever has "
                    "the link can do the same, so keep it to yourselves.",
                    "El enlace privado de la carta de confirmación permite leerla, cambiarla y retirarla. Quien "
                    "tenga el enlace puede hacer lo mismo, así que guárdenlo bien.",
                ),
            ]
        ),
        Heading(("When you work on the portal", "Cuando trabajan en el portal")),
        Text(
            [
                (
                    "Editors, translators and the programme team log in. For them there are two cookies, one for the "
                    "session and one that protects forms, and a history of who changed what. Failed logins are noted "
                    "with their connection to stop guessing.",
                    "La redacción, el equipo de traducción y el de programa inician sesión. Para ellos hay dos "
                    "cookies, una de sesión y otra que protege los formularios, y un historial de quién cambió qué. "
                    "Los intentos fallidos de acceso se anotan con su conexión para impedir que se adivinen "
                    "contraseñas.",
                ),
            ]
        ),
        Heading(("What you can ask for", "Lo que pueden pedir")),
        Text(
            [
                (
                    "To see what is kept about you, to have it corrected, to receive it as a file, to have it "
                    "erased: by the private links, or by a letter to "
                    '<a href="mailto:privacy@example.org">privacy@example.org</a>. You can also complain to the data '
                    "protection authority of the place where you live.",
                    "Ver lo que se guarda sobre ustedes, corregirlo, recibirlo en un archivo, borrarlo: mediante los "
                    "enlaces privados o con una carta a "
                    '<a href="mailto:privacy@example.org">privacy@example.org</a>. También pueden presentar una '
                    "queja ante la autoridad de protección de datos del lugar donde viven.",
                ),
                (
                    "This text describes the software of a demonstration. A portal in real use names here who is "
                    "responsible for it and where it is hosted.",
                    "Este texto describe el software de una demostración. Un portal en uso real indica aquí quién es "
                    "responsable y dónde está alojado.",
                ),
            ]
        ),
    ],
)

ACCESSIBILITY = Page(
    key="accessibility",
    kind="standard",
    title=("Accessibility statement", "Declaración de accesibilidad"),
    slug=("accessibility", "accesibilidad"),
    search_description=(
        "What this portal does so that everyone can use it, what is still hard, how it was tested, and where to "
        "report a barrier.",
        "Qué hace este portal para que todo el mundo pueda usarlo, qué sigue siendo difícil, cómo se probó y dónde "
        "avisar de una barrera.",
    ),
    fields={
        "intro": (
            "The portal aims at level AA of the Web Content Accessibility Guidelines (WCAG) 2.2 on every page, and "
            "at AAA for the contrast of running text.",
            "El portal aspira al nivel AA de las Pautas de Accesibilidad para el Contenido Web (WCAG) 2.2 en todas "
            "las páginas, y al nivel AAA en el contraste del texto corrido.",
        ),
    },
    body=[
        Heading(("What you can count on", "Con qué se puede contar")),
        Bullets(
            [
                (
                    "Everything works with the keyboard alone and with a screen reader; the focus is always visible, "
                    "and a first link skips to the content.",
                    "Todo funciona solo con el teclado y con lector de pantalla; el foco siempre se ve y un primer "
                    "enlace salta al contenido.",
                ),
                (
                    "Each passage in another language is marked, so that screen readers pronounce it properly.",
                    "Cada pasaje en otro idioma está marcado, para que los lectores de pantalla lo pronuncien bien.",
                ),
                (
                    "Text can be enlarged to 200 % and read on a screen 320 pixels wide without scrolling sideways.",
                    "El texto puede ampliarse al 200 % y leerse en una pantalla de 320 píxeles de ancho sin "
                    "desplazarse hacia los lados.",
                ),
                (
                    "Light and dark colours follow your system; so do high contrast and the wish for less motion. "
                    "Nothing is said by colour alone.",
                    "Los colores claros u oscuros siguen a su sistema, igual que el alto contraste y la preferencia "
                    "por menos movimiento. Nada se dice solo con el color.",
                ),
                (
                    "Pages, forms and filters work without scripts, and forms name a mistake beside the field in "
                    "plain words.",
                    "Las páginas, los formularios y los filtros funcionan sin scripts, y los formularios señalan "
                    "cada error junto al campo, con palabras sencillas.",
                ),
                (
                    "The programme is there as a list and as a grid with the same content, and as a calendar file.",
                    "El programa existe como lista y como cuadrícula con el mismo contenido, y como archivo de "
                    "calendario.",
                ),
            ]
        ),
        Heading(("What is still hard", "Lo que sigue siendo difícil")),
        Bullets(
            [
                (
                    "The video rooms belong to another service. Captions there are made by a machine unless a "
                    "session says otherwise, and make mistakes with names and accents.",
                    "Las salas de video pertenecen a otro servicio. Allí los subtítulos los genera una máquina, "
                    "salvo que la sesión diga otra cosa, y fallan con nombres y acentos.",
                ),
                (
                    "Not every recording has captions in every language. The session’s page says which there are.",
                    "No todas las grabaciones tienen subtítulos en todos los idiomas. La página de la sesión dice "
                    "cuáles hay.",
                ),
                (
                    "There is no sign-language interpretation by default; it can be asked for.",
                    "No hay interpretación en lengua de señas por defecto; se puede pedir.",
                ),
                (
                    "Slides come from the speakers and are not always readable by a screen reader.",
                    "Las diapositivas son de quienes presentan y un lector de pantalla no siempre puede leerlas.",
                ),
            ]
        ),
        Heading(("How it was tested", "Cómo se probó")),
        Text(
            [
                (
                    "All page types are checked in both languages, light and dark, on a narrow and a wide screen "
                    "with axe and the Nu HTML checker, and walked through by keyboard. Nobody from outside has "
                    "audited the portal so far.",
                    "Todos los tipos de página se comprueban en ambos idiomas, en claro y en oscuro, en pantalla "
                    "estrecha y ancha, con axe y con el validador Nu HTML, y se recorren con el teclado. Hasta ahora "
                    "nadie de fuera ha auditado el portal.",
                ),
            ]
        ),
        Heading(("Report a barrier", "Avisar de una barrera")),
        Text(
            [
                (
                    'Write to <a href="mailto:access@example.org">access@example.org</a>, and say on which page it '
                    "was and what you use. The same address helps if you need something in another form. An answer "
                    "comes within five working days.",
                    'Escriban a <a href="mailto:access@example.org">access@example.org</a> y digan en qué página fue '
                    "y qué utilizan. La misma dirección ayuda si necesitan algo en otro formato. La respuesta llega "
                    "en cinco días hábiles.",
                ),
            ]
        ),
    ],
)
