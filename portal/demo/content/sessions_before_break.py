"""The sessions of 2021 up to the end of the language break, 13:00 to 17:00 UTC. All invented."""

from .kinds import Languages, Recording, Session
from .programme_rooms import slot

BEFORE_BREAK = [
    Session(
        key="arriving",
        kind="opening",
        title=("Arriving from everywhere", "Llegar desde todas partes"),
        slug=("arriving-from-everywhere", "llegar-desde-todas-partes"),
        summary=(
            "The day begins in small groups: where we are, what time it is there, and what we left unfinished to come.",
            "La jornada empieza en grupos pequeños: dónde estamos, qué hora es allí y qué dejamos a medias para venir.",
        ),
        abstract=[
            (
                "Before anybody presents anything, we arrive. In groups of five, put together by chance, each person "
                "says where they are sitting, what time it is there, and what they left unfinished in order to come. "
                "It takes twelve minutes, and people tend to remember it longer than the slides.",
                "Antes de que nadie presente nada, llegamos. En grupos de cinco, reunidos al azar, cada persona dice "
                "dónde está sentada, qué hora es allí y qué dejó a medias para venir. Lleva doce minutos y la gente "
                "suele recordarlo más tiempo que las diapositivas.",
            ),
            (
                "Then the day is explained once, in English and in Spanish: three rooms, a break for languages, and "
                "a care circle that can be reached at any moment.",
                "Después se explica la jornada una sola vez, en inglés y en español: tres salas, una pausa de "
                "idiomas y un círculo de cuidados al que se puede acudir en cualquier momento.",
            ),
        ],
        speakers=["marisol-quintero", "idris-kamau"],
        slot=slot("13:00", "13:20", "ceiba"),
        languages=Languages(spoken=["en", "es"]),
    ),
    Session(
        key="keynote",
        kind="keynote",
        title=("Kind people, cruel calendars", "Gente amable, calendarios crueles"),
        slug=("kind-people-cruel-calendars", "gente-amable-calendarios-crueles"),
        summary=(
            "A designer of ferry timetables asks what a good person needs from a system, and finds most of it in who "
            "waits for whom.",
            "Una diseñadora de horarios de transbordadores pregunta qué necesita una buena persona de un sistema: "
            "casi todo está en quién espera a quién.",
        ),
        abstract=[
            (
                "Nobody on the pier means to be late. Yet in one archipelago the islanders with the fewest ferries "
                "were called unpunctual for thirty years, until a timetable with one more stop made them the most "
                "punctual people on the coast. They had not changed at all.",
                "Nadie en el muelle llega tarde a propósito. Y sin embargo, en cierto archipiélago, quienes vivían "
                "en las islas con menos transbordadores tuvieron fama de impuntuales durante treinta años, hasta que "
                "un horario con una parada más hizo de esa misma gente la más puntual de la costa. No había cambiado "
                "en nada.",
            ),
            (
                "Linnea Bergqvist-Aho reads meetings, roles and budgets as timetables: who waits, who is carried "
                "along, who is left standing? She ends with four signs by which a circle can tell that it is asking "
                "for heroism where it should be adding a stop.",
                "Linnea Bergqvist-Aho lee las reuniones, los roles y los presupuestos como horarios: ¿quién espera, "
                "a quién se lleva, a quién se deja en tierra? Termina con cuatro señales por las que un círculo "
                "puede notar que está pidiendo heroísmo donde debería añadir una parada.",
            ),
        ],
        speakers=["linnea-bergqvist"],
        themes=["governance", "resilience"],
        slot=slot("13:20", "14:00", "ceiba"),
        languages=Languages(spoken=["en"], interpreted=["es"], captioned=["en"], slides=["en"]),
        recordings=[
            Recording("https://video.example.org/2021/kind-people", "en", ["en", "es"]),
            Recording("https://video.example.org/2021/gente-amable", "es"),
        ],
    ),
    Session(
        key="six-hundred-objections",
        kind="talk",
        title=("Four schools, six hundred objections", "Cuatro escuelas, seiscientas objeciones"),
        slug=("four-schools-six-hundred-objections", "cuatro-escuelas-seiscientas-objeciones"),
        summary=(
            "Four staff rooms wrote down every objection for a year. What became of them, and what nobody had dared "
            "to object to.",
            "Cuatro claustros anotaron cada objeción durante un año. En qué quedaron, y contra qué nadie se había "
            "atrevido a objetar.",
        ),
        abstract=[
            (
                "For one year four schools kept a notebook in which each objection was entered with its reason, what "
                "was done about it, and how the person went home. Six hundred entries later, some beliefs have held "
                "and others have not.",
                "Durante un año, cuatro escuelas llevaron un cuaderno en el que cada objeción se anotaba con su "
                "motivo, lo que se hizo con ella y cómo se fue a casa la persona. Seiscientas anotaciones después, "
                "algunas creencias se sostienen y otras no.",
            ),
            (
                "Objections did not slow the schools down; proposals written by one person alone did. New teachers "
                "objected least, and hardly anyone ever to the timetable, which everybody hated. The talk shows the "
                "figures, reads from the notebooks, and says where they should not be trusted.",
                "Las objeciones no frenaron a las escuelas; sí lo hicieron las propuestas escritas por una sola "
                "persona. Quienes acababan de llegar al claustro objetaban menos que nadie, y casi nunca se objetó "
                "al horario, que nadie soportaba. La charla muestra las cifras, lee de los cuadernos y dice dónde no "
                "conviene fiarse de ellos.",
            ),
        ],
        speakers=["thandeka-mbhele"],
        themes=["evidence", "governance"],
        slot=slot("14:05", "14:25", "ceiba"),
        languages=Languages(spoken=["en"], captioned=["en", "es"], slides=["en"]),
        recordings=[Recording("https://video.example.org/2021/four-schools", "en", ["en", "es"])],
    ),
    Session(
        key="closing-the-door",
        kind="talk",
        title=("The nurse who closes the door", "La enfermera que cierra la puerta"),
        slug=("the-nurse-who-closes-the-door", "la-enfermera-que-cierra-la-puerta"),
        summary=(
            "How a home-care team that plans its own rounds got through the worst winter of its seven years, and "
            "what it dropped.",
            "Cómo superó el peor invierno de sus siete años un equipo de cuidados a domicilio que planifica sus "
            "recorridos, y qué dejó de hacer.",
        ),
        abstract=[
            (
                "In the winter of 2020 half of the team was ill or at home with children, and the list of patients "
                "grew by a third. There was no head nurse to decide what could be left out. There was a circle of "
                "eleven with a telephone, a quarter of an hour at noon, and one rule: whoever closes the last door "
                "of the day may ask for tomorrow to be changed.",
                "En el invierno de 2020, la mitad del equipo estaba enferma o en casa con sus hijos, y la lista de "
                "pacientes creció un tercio. No había una jefa de enfermería que decidiera qué podía quedarse sin "
                "hacer. Había un círculo de once personas con un teléfono, un cuarto de hora al mediodía y una "
                "regla: quien cierra la última puerta del día puede pedir que se cambie el día siguiente.",
            ),
            (
                "Linh Truong-Vasseur tells what was kept, what was given up, and which apology is still owed.",
                "Linh Truong-Vasseur cuenta qué se mantuvo, a qué se renunció y qué disculpa sigue pendiente.",
            ),
        ],
        speakers=["linh-truong-vasseur"],
        themes=["resilience", "interpersonal"],
        slot=slot("14:30", "14:50", "ceiba"),
        languages=Languages(spoken=["en"], captioned=["en", "fr"]),
    ),
    Session(
        key="unwrapping",
        kind="workshop",
        title=("Unwrapping an objection", "Desenvolver una objeción"),
        slug=("unwrapping-an-objection", "desenvolver-una-objecion"),
        summary=(
            "A workshop without slides: four ways to receive an objection, tried out on real ones, until the useful "
            "part shows.",
            "Un taller sin diapositivas: cuatro maneras de recibir una objeción, probadas con casos reales, hasta "
            "que aparece lo útil.",
        ),
        abstract=[
            (
                "People say that an objection is a gift. It rarely comes wrapped like one: it sighs, arrives too "
                "late or attacks the wrong sentence. In groups of four we take objections that participants have "
                "really heard, and unwrap them in four steps, from “what are you afraid of?” to “what would be good "
                "enough for now?”.",
                "Se dice que una objeción es un regalo. Pocas veces viene envuelta como tal: suspira, llega tarde o "
                "ataca la frase equivocada. En grupos de cuatro tomamos objeciones que las personas participantes "
                "han oído de verdad y las desenvolvemos en cuatro pasos, desde «¿qué temen?» hasta «¿qué sería "
                "suficientemente bueno por ahora?».",
            ),
            (
                "Bring one that still bothers you. There will also be one round on the objections that should be "
                "left in their paper for a day.",
                "Traigan una que todavía les dé vueltas. Habrá además una ronda sobre las objeciones que conviene "
                "dejar un día en su papel.",
            ),
        ],
        speakers=["ewa-sobczynska", "hana-tautari"],
        themes=["interpersonal", "governance"],
        slot=slot("14:05", "14:50", "rowan"),
        languages=Languages(spoken=["en"]),
    ),
    Session(
        key="assembly",
        kind="talk",
        born="es",
        title=("The assembly that stopped voting", "La asamblea que dejó de votar"),
        slug=("the-assembly-that-stopped-voting", "la-asamblea-que-dejo-de-votar"),
        summary=(
            "A street in Medellín and a print shop in Rosario gave up the show of hands. What they lost by it, and "
            "what they would not give back.",
            "Una calle de Medellín y una imprenta de Rosario dejaron de alzar la mano. Qué perdieron con ello y qué "
            "no devolverían.",
        ),
        abstract=[
            (
                "Voting was fast, it was fair, and on Monday the same three people were missing again. In a hillside "
                "street in Medellín and in a print shop in Rosario somebody asked, in the same year and without "
                "knowing of the other, what the losers do on the day after.",
                "Votar era rápido, era justo, y el lunes volvían a faltar las mismas tres personas. En una calle de "
                "ladera de Medellín y en una imprenta de Rosario alguien preguntó, el mismo año y sin que la una "
                "supiera de la otra, qué hacen al día siguiente quienes pierden.",
            ),
            (
                "Tomás and Ana tell it in turns: the first round, which lasted four hours; the neighbour who still "
                "raises his hand; the wage decision that nobody loved and everybody kept. They also say when they "
                "vote to this day, and why they have stopped being ashamed of it.",
                "Tomás y Ana lo cuentan por turnos: la primera ronda, que duró cuatro horas; el vecino que todavía "
                "alza la mano; la decisión sobre los sueldos que nadie amó y todo el mundo cumplió. También dicen "
                "cuándo siguen votando y por qué ya no les da vergüenza.",
            ),
        ],
        speakers=["tomas-echeverri", "ana-lucero"],
        themes=["governance", "interpersonal"],
        slot=slot("14:05", "14:50", "baobab"),
        languages=Languages(spoken=["es"], interpreted=["en"], slides=["es"]),
        recordings=[Recording("https://video.example.org/2021/la-asamblea", "es", ["es", "en"])],
    ),
    Session(
        key="statutes",
        kind="panel",
        title=("Statutes have corners, circles do not", "Los estatutos tienen esquinas; los círculos, no"),
        slug=("statutes-have-corners", "los-estatutos-tienen-esquinas"),
        summary=(
            "A notary, an auditor and a cooperative that has no director: what the law really asks for, and where it "
            "leaves room.",
            "Un notario, una auditora y una cooperativa sin director: qué pide de verdad la ley y dónde deja espacio.",
        ),
        abstract=[
            (
                "The register asks for a president, the bank for two signatures, the insurer for somebody who is "
                "liable. The circle asks for none of these. Three people who meet this gap at work answer the same "
                "five questions, one country each: Switzerland, Belgium and Spain.",
                "El registro pide una presidencia; el banco, dos firmas; la aseguradora, alguien que responda. El "
                "círculo no pide nada de eso. Tres personas que se topan con ese hueco en su trabajo responden a las "
                "mismas cinco preguntas, cada una desde un país: Suiza, Bélgica y España.",
            ),
            (
                "Expect clauses that have passed, one that a court threw out, and a sober list of what a board "
                "cannot hand over even if it wishes to. This is not legal advice; it may be a good way to prepare "
                "for some.",
                "Habrá cláusulas que fueron aceptadas, una que un tribunal rechazó y una lista sobria de lo que una "
                "junta no puede ceder ni queriendo. No es asesoría legal; puede ser una buena manera de prepararse "
                "para pedirla.",
            ),
        ],
        speakers=["jonas-wiederkehr", "nadia-benhaddou", "oriol-puigvert"],
        themes=["legal-finance", "governance"],
        slot=slot("15:00", "15:50", "ceiba"),
        languages=Languages(spoken=["en"], interpreted=["es"], captioned=["en"]),
        recordings=[Recording("https://video.example.org/2021/statutes", "en", ["en"])],
    ),
    Session(
        key="well-minutes",
        kind="talk",
        title=("Our well keeps minutes", "Nuestro pozo lleva actas"),
        slug=("our-well-keeps-minutes", "nuestro-pozo-lleva-actas"),
        summary=(
            "Three hundred households, one borehole and a pump that must not depend on one man: roles with a term "
            "and a successor.",
            "Trescientos hogares, una perforación y una bomba que no puede depender de un solo hombre: roles con "
            "mandato y relevo.",
        ),
        abstract=[
            (
                "For eleven years the pump ran because one man knew how to repair it. He is the speaker. When he "
                "fell ill in 2017, three hundred households near Nakuru learned within two days how thin their "
                "system was.",
                "Durante once años la bomba funcionó porque un hombre sabía repararla. Es quien da esta charla. "
                "Cuando enfermó en 2017, trescientos hogares cerca de Nakuru descubrieron en dos días lo frágil que "
                "era su sistema.",
            ),
            (
                "Idris Kamau Otieno shows how the association turned habits into roles: each with a purpose, an end "
                "date and someone who is learning it. He also shows the notebook beside the tank, and the two roles "
                "that nobody wants although everybody consented to them.",
                "Idris Kamau Otieno muestra cómo la asociación convirtió costumbres en roles: cada uno con un "
                "propósito, una fecha de término y alguien que lo está aprendiendo. Muestra también el cuaderno "
                "junto al tanque y los dos roles que nadie quiere, aunque todo el mundo dio su consentimiento.",
            ),
        ],
        speakers=["idris-kamau"],
        themes=["resilience", "governance"],
        slot=slot("15:00", "15:20", "rowan"),
        languages=Languages(spoken=["en"], captioned=["en", "es"]),
    ),
    Session(
        key="seeds",
        kind="talk",
        title=("Seeds, storms and the second link", "Semillas, tormentas y el segundo enlace"),
        slug=("seeds-storms-and-the-second-link", "semillas-tormentas-y-el-segundo-enlace"),
        summary=(
            "After a cyclone, nineteen villages gave every link between their circles a second person. Three seasons "
            "of notes.",
            "Tras un ciclón, diecinueve aldeas dieron una segunda persona a cada enlace entre sus círculos. Apuntes "
            "de tres temporadas.",
        ),
        abstract=[
            (
                "When the roads were gone, so were the links: nine villages could not reach the seed bank, and the "
                "nine people who should have spoken for them sat at home. A double link sounds like a luxury until a "
                "bridge is missing.",
                "Cuando desaparecieron los caminos, desaparecieron los enlaces: nueve aldeas no podían llegar al "
                "banco de semillas, y las nueve personas que debían hablar por ellas estaban en su casa. Un doble "
                "enlace parece un lujo hasta que falta un puente.",
            ),
            (
                "Meera Valluvan compares three seasons before the cyclone with three after it: sowing dates, lost "
                "varieties, hours spent in meetings. Some numbers are good, one is bad, and one she cannot explain "
                "and would like to discuss.",
                "Meera Valluvan compara tres temporadas anteriores al ciclón con tres posteriores: fechas de "
                "siembra, variedades perdidas, horas de reunión. Algunas cifras son buenas, una es mala y otra no se "
                "la explica, y le gustaría conversarla.",
            ),
        ],
        speakers=["meera-valluvan"],
        themes=["resilience", "evidence"],
        slot=slot("15:25", "15:50", "rowan"),
        languages=Languages(spoken=["en"], captioned=["en"], slides=["en", "es"]),
    ),
    Session(
        key="language-break",
        kind="language_break",
        title=("An hour in your language", "Una hora en su idioma"),
        slug=("an-hour-in-your-language", "una-hora-en-su-idioma"),
        summary=(
            "No presentations for one hour: a room and a host for each language, and whatever you want to talk about.",
            "Una hora sin presentaciones: para cada idioma, una sala y una persona que recibe, y el tema que ustedes "
            "quieran.",
        ),
        abstract=[
            (
                "Thinking along in a foreign language is work. For one hour nobody has to. There is a room for each "
                "language with a host who opens it, keeps an eye on the round and otherwise stays out of the way. "
                "Talk about what you heard, about your own circle, or about the weather.",
                "Seguir el hilo en una lengua ajena es trabajo. Durante una hora nadie tiene que hacerlo. Hay una "
                "sala por idioma y alguien que la abre, cuida la ronda y, por lo demás, no estorba. Hablen de lo que "
                "han oído, de su propio círculo o del tiempo.",
            ),
            (
                "Your language is not in the list? Tell any host, and a further room is opened. Nothing is recorded "
                "in this hour.",
                "¿Su idioma no está en la lista? Díganlo en cualquier sala y se abrirá otra. En esta hora no se "
                "graba nada.",
            ),
        ],
        slot=slot("16:00", "17:00", None),
        languages=Languages(spoken=["es", "en", "pt", "fr", "de", "ca"]),
    ),
]
