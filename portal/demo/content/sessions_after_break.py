"""The sessions of 2021 after the language break, 17:00 to 18:55 UTC. All invented."""

from .kinds import Languages, Recording, Session
from .programme_rooms import slot

AFTER_BREAK = [
    Session(
        key="numbers-and-quotes",
        kind="talk",
        title=("What changed, in numbers and in quotes", "Lo que cambió, en cifras y en citas"),
        slug=("what-changed-in-numbers-and-quotes", "lo-que-cambio-en-cifras-y-en-citas"),
        summary=(
            "Two years with seven organisations that wanted to know whether circles do any good: what moved and what "
            "did not.",
            "Dos años con siete organizaciones que querían saber si los círculos sirven de algo: qué se movió y qué "
            "no.",
        ),
        abstract=[
            (
                "Seven organisations, from a bakery to a hospice, asked the same thing: is it the circles, or do we "
                "only like them? For two years Rosalind Okwuosa counted sick days, staff turnover and decisions that "
                "had to be made again, and spoke with one hundred and twelve people, a third of whom had left.",
                "Siete organizaciones, de una panadería a un centro de cuidados paliativos, preguntaron lo mismo: "
                "¿son los círculos o solo es que nos gustan? Durante dos años Rosalind Okwuosa contó bajas por "
                "enfermedad, rotación de personal y decisiones que hubo que tomar de nuevo, y habló con ciento doce "
                "personas, un tercio de las cuales ya se había ido.",
            ),
            (
                "Meetings became fewer, not shorter. Trust rose where roles had an end, and nowhere else. Sick days "
                "did not move.",
                "Las reuniones fueron menos, no más cortas. La confianza creció donde los roles tenían un final, y "
                "en ningún otro lugar. Las bajas por enfermedad no se movieron.",
            ),
        ],
        speakers=["rosalind-okwuosa"],
        themes=["evidence"],
        slot=slot("17:05", "17:25", "ceiba"),
        languages=Languages(spoken=["en"], captioned=["en", "es"], slides=["en"]),
        recordings=[Recording("https://video.example.org/2021/what-changed", "en", ["en", "es"])],
    ),
    Session(
        key="control-group",
        kind="talk",
        title=("A control group of one", "Un grupo de control de uno"),
        slug=("a-control-group-of-one", "un-grupo-de-control-de-uno"),
        summary=(
            "How to find out whether a change helped when there is only one organisation and nobody to compare it "
            "with.",
            "Cómo averiguar si un cambio ayudó cuando solo hay una organización y nadie con quien compararla.",
        ),
        abstract=[
            (
                "Your cooperative changed three things last year, the world changed thirty, and now somebody asks "
                "whether it helped. There is no second cooperative to compare with. An economist who has been in "
                "that position with twelve of them shows what can still be done with a pencil.",
                "Su cooperativa cambió tres cosas el año pasado, el mundo cambió treinta y ahora alguien pregunta si "
                "sirvió. No hay una segunda cooperativa con la que comparar. Un economista que ha pasado por eso con "
                "doce de ellas muestra lo que todavía se puede hacer con un lápiz.",
            ),
            (
                "We write down beforehand what we expect, change one thing at a time where we can, and look for the "
                "ones who left. Three worksheets to take along, and an open list of the speaker’s own mistakes.",
                "Anotamos por adelantado lo que esperamos, cambiamos una cosa por vez cuando se puede y buscamos a "
                "quienes se fueron. Tres hojas de trabajo para llevarse y una lista abierta de los errores del "
                "propio ponente.",
            ),
        ],
        speakers=["esteban-rukavina"],
        themes=["evidence", "tools"],
        slot=slot("17:30", "17:50", "ceiba"),
        languages=Languages(spoken=["en"], captioned=["en"], slides=["es", "en"]),
    ),
    Session(
        key="roles-fall-out",
        kind="workshop",
        title=("When two roles fall out", "Cuando dos roles se pelean"),
        slug=("when-two-roles-fall-out", "cuando-dos-roles-se-pelean"),
        summary=(
            "Many quarrels between people are quarrels between roles. A workshop that puts the roles on stage to see "
            "which it is.",
            "Muchas peleas entre personas son peleas entre roles. Un taller que lleva los roles al escenario para "
            "ver de cuál se trata.",
        ),
        abstract=[
            (
                "June and the bookkeeper did not speak for a month, until it turned out that both were June, who "
                "holds two roles that want opposite things. Since then June and Samir have been collecting quarrels "
                "that look like character and turn out to be structure.",
                "June y quien llevaba las cuentas no se hablaron durante un mes, hasta que resultó que eran la misma "
                "persona: June, que ocupa dos roles que quieren lo contrario. Desde entonces, June y Samir "
                "coleccionan peleas que parecen cuestión de carácter y resultan ser de estructura.",
            ),
            (
                "In threes you play a tension between roles before you describe it. Then you ask three questions: "
                "whose purpose is this, where do the domains overlap, and what remains that is truly between the two "
                "of you? Nobody is made to act in front of everyone.",
                "En grupos de tres se representa una tensión entre roles antes de describirla. Después vienen tres "
                "preguntas: ¿de quién es este propósito?, ¿dónde se solapan los dominios?, ¿y qué queda que sea de "
                "verdad entre ustedes? Nadie tiene que actuar ante todo el mundo.",
            ),
        ],
        speakers=["june-abernethy-cole", "samir-dastgiri"],
        themes=["interpersonal"],
        slot=slot("17:05", "17:50", "rowan"),
        languages=Languages(spoken=["en"]),
    ),
    Session(
        key="cannot-do",
        kind="conversation",
        born="es",
        title=("What we still cannot do", "Lo que todavía no nos sale"),
        slug=("what-we-still-cannot-do", "lo-que-todavia-no-nos-sale"),
        summary=(
            "A kitchen and a school bring what has failed more than once, and the circle thinks along. In Spanish, "
            "without advice.",
            "Una cocina y una escuela traen lo que ya ha fallado más de una vez, y el círculo piensa en compañía. En "
            "español y sin consejos.",
        ),
        abstract=[
            (
                "In the restaurant it is the rota: five proposals, five consents, and by the third week someone is "
                "crying in the cold store. In the school it is the families, who are invited to everything and come "
                "to nothing. Pilar and Catalina have told both stories as successes before. This time they tell them "
                "to the end.",
                "En el restaurante es el cuadro de turnos: cinco propuestas, cinco consentimientos y a la tercera "
                "semana alguien llora en la cámara fría. En la escuela son las familias, invitadas a todo y ausentes "
                "de todo. Pilar y Catalina ya habían contado ambas historias como éxitos. Esta vez las cuentan hasta "
                "el final.",
            ),
            (
                "Afterwards anyone may bring their own. The only rule is that no advice is given; we ask until the "
                "question has become a better one.",
                "Después, quien quiera puede traer la suya. La única regla es no dar consejos: preguntamos hasta que "
                "la pregunta se vuelva mejor.",
            ),
        ],
        speakers=["pilar-arrizabal", "catalina-huenuman"],
        themes=["interpersonal", "resilience"],
        slot=slot("17:05", "17:50", "baobab"),
        languages=Languages(spoken=["es"]),
    ),
    Session(
        key="one-toolbox",
        kind="panel",
        title=("One toolbox, three trades", "Una caja de herramientas, tres oficios"),
        slug=("one-toolbox-three-trades", "una-caja-de-herramientas-tres-oficios"),
        summary=(
            "What goes well with circles? Three trades lay three tools each on the table, and take one away.",
            "¿Qué combina bien con los círculos? Tres oficios ponen sobre la mesa tres herramientas cada uno, y "
            "retiran una.",
        ),
        abstract=[
            (
                "Nobody takes sociocracy neat. On the wall hangs a kanban board, on a server runs a piece of "
                "software, and once a year the auditor comes. An engineer, an accountant and someone who writes "
                "programs each bring three tools that they combine with circles, and say what happens at the seam.",
                "Nadie toma la sociocracia a secas. En la pared cuelga un tablero kanban, en un servidor funciona un "
                "programa y una vez al año viene la auditoría. Un ingeniero, una contable y alguien que escribe "
                "programas traen, cada cual, tres herramientas que combinan con los círculos, y cuentan qué pasa en "
                "la costura.",
            ),
            (
                "Then each takes one away for good: a tool that seemed to help and in fact kept a decision from "
                "being made. Questions from the audience decide the second half.",
                "Después cada cual retira una para siempre: una herramienta que parecía ayudar y en realidad impedía "
                "que se tomara una decisión. La segunda mitad la deciden las preguntas del público.",
            ),
        ],
        speakers=["luuk-van-rensel", "yuki-hanamori", "beatriz-falcao"],
        themes=["tools"],
        slot=slot("17:55", "18:40", "ceiba"),
        languages=Languages(spoken=["en"], interpreted=["es"], captioned=["en"]),
        recordings=[Recording("https://video.example.org/2021/one-toolbox", "en", ["en", "es"])],
    ),
    Session(
        key="credit-in-rounds",
        kind="talk",
        title=("Credit in rounds", "Crédito en rondas"),
        slug=("credit-in-rounds", "credito-en-rondas"),
        summary=(
            "A small credit union decides on loans by consent. How the regulator took it, and what the refused say a "
            "year later.",
            "Una pequeña cooperativa de crédito decide los préstamos por consentimiento. Cómo lo tomó el regulador y "
            "qué dicen un año después quienes no los obtuvieron.",
        ),
        abstract=[
            (
                "Five members, one application, two rounds: first questions, then reactions, and the loan is granted "
                "unless somebody sees harm. The regulator wanted to know who is responsible. The answer was a page "
                "with roles on it, and it was accepted, after a correspondence that is worth a talk of its own.",
                "Cinco integrantes, una solicitud, dos rondas: primero preguntas, después reacciones, y el préstamo "
                "se concede salvo que alguien vea un daño. El regulador quiso saber quién responde. La contestación "
                "fue una página con roles, y se aceptó, tras una correspondencia que merecería su propia charla.",
            ),
            (
                "Gwenllian Prosser brings the default rates of six years, with and without circles, and what people "
                "said who were refused and whom she telephoned a year later.",
                "Gwenllian Prosser trae las tasas de impago de seis años, con círculos y sin ellos, y lo que dijeron "
                "las personas cuyo préstamo fue denegado y a las que llamó un año más tarde.",
            ),
        ],
        speakers=["gwenllian-prosser"],
        themes=["legal-finance", "evidence"],
        slot=slot("17:55", "18:15", "rowan"),
        languages=Languages(spoken=["en"], captioned=["en"]),
    ),
    Session(
        key="forest",
        kind="talk",
        title=("A forest with a general circle", "Un bosque con círculo general"),
        slug=("a-forest-with-a-general-circle", "un-bosque-con-circulo-general"),
        summary=(
            "A village owns a forest and ran out of chairpersons. Four circles later the paths are mended, and the "
            "deer are not settled.",
            "Un pueblo tiene un bosque y se quedó sin nadie que lo presidiera. Cuatro círculos después, los senderos "
            "están arreglados y los ciervos no.",
        ),
        abstract=[
            (
                "A hundred and forty people own eight hundred hectares of trees, and for two years nobody would "
                "chair them. The meetings were long, cold and about deer. Instead of a chair, the trust tried four "
                "circles (paths, timber, money, guests) and a general circle that meets in the old sawmill.",
                "Ciento cuarenta personas son dueñas de ochocientas hectáreas de árboles, y durante dos años nadie "
                "quiso presidirlas. Las reuniones eran largas, frías y trataban de ciervos. En lugar de una "
                "presidencia, la fundación probó cuatro círculos (senderos, madera, dinero, visitas) y un círculo "
                "general que se reúne en el antiguo aserradero.",
            ),
            (
                "Callum Ferrier tells what became easy, what became slow on purpose, and why the deer have wandered "
                "through every circle without finding a home.",
                "Callum Ferrier cuenta qué se volvió fácil, qué se volvió lento a propósito y por qué los ciervos "
                "han pasado por todos los círculos sin encontrar casa.",
            ),
        ],
        speakers=["callum-ferrier"],
        themes=["governance", "resilience"],
        slot=slot("18:20", "18:40", "rowan"),
        languages=Languages(spoken=["en"], captioned=["en", "es"]),
    ),
    Session(
        key="beans",
        kind="workshop",
        cancelled=True,
        title=("Budgeting with beans", "Presupuestar con frijoles"),
        slug=("budgeting-with-beans", "presupuestar-con-frijoles"),
        summary=(
            "A budget laid out in dried beans, so that everybody can move it. Two languages, one kilo of beans per "
            "table.",
            "Un presupuesto hecho con frijoles secos, para que todo el mundo pueda moverlo. Dos idiomas y un kilo de "
            "frijoles por mesa.",
        ),
        abstract=[
            (
                "At the harvest meeting three languages are spoken and not everyone reads tables, but everyone can "
                "see which heap is too small. In this workshop each group lays out the yearly budget of an invented "
                "cooperative in beans, and moves it by consent: one handful, one reason.",
                "En la reunión de cosecha se hablan tres lenguas y no todo el mundo lee tablas, pero cualquiera ve "
                "qué montón es demasiado pequeño. En este taller cada grupo dispone con frijoles el presupuesto "
                "anual de una cooperativa inventada y lo mueve por consentimiento: un puñado, un motivo.",
            ),
            (
                "Have something small at hand that you can count: beans, buttons, paper clips. We speak Spanish and "
                "English by turns, slowly.",
                "Tengan a mano algo pequeño que se pueda contar: frijoles, botones, clips. Hablamos español e inglés "
                "por turnos, despacio.",
            ),
        ],
        speakers=["marisol-quintero"],
        themes=["legal-finance", "tools"],
        slot=slot("17:55", "18:40", "baobab"),
        languages=Languages(spoken=["es", "en"]),
    ),
    Session(
        key="short-break",
        kind="break",
        title=("A quarter of an hour without a screen", "Un cuarto de hora sin pantalla"),
        slug=("a-quarter-of-an-hour-without-a-screen", "un-cuarto-de-hora-sin-pantalla"),
        summary=(
            "Stand up, look into the distance, drink something. The rooms stay open for those who prefer company.",
            "Pónganse de pie, miren a lo lejos, beban algo. Las salas siguen abiertas para quien prefiera compañía.",
        ),
        abstract=[
            (
                "Stand up, look at something far away, drink some water, say hello to whoever shares your roof. If "
                "you would rather not be alone, the rooms stay open with cameras on and sound off. We go on five "
                "minutes before the hour.",
                "Pónganse de pie, miren algo lejano, beban agua, saluden a quien comparte su techo. Si prefieren no "
                "estar a solas, las salas siguen abiertas con cámara y sin sonido. Continuamos cuando falten cinco "
                "minutos para la hora en punto.",
            ),
        ],
        slot=slot("18:40", "18:55", None),
        languages=Languages(spoken=[]),
    ),
]
