"""The speakers of 2021, all invented, from A to K by key; the others are in `speakers_more`."""

from .kinds import Page, Speaker
from .speakers_more import MORE_SPEAKERS

SHE, HE, THEY = ("she/her", "ella"), ("he/him", "él"), ("they/them", "elle")

SPEAKERS_PAGE = Page(
    key="speakers",
    kind="speakers",
    title=("Speakers", "Ponentes"),
    slug=("speakers", "ponentes"),
    search_description=(
        "Who speaks at the conference, edition by edition, and in which languages each of them answers questions.",
        "Quiénes hablan en la conferencia, edición por edición, y en qué idiomas responde preguntas cada persona.",
    ),
    fields={
        "intro": (
            "They come from cooperatives, schools, villages and offices, and each page says in which languages you "
            "can ask them something.",
            "Vienen de cooperativas, escuelas, pueblos y oficinas, y cada página dice en qué idiomas se les puede "
            "preguntar.",
        ),
    },
)

SPEAKERS = [
    Speaker(
        key="ana-lucero",
        name="Ana Lucero Paz",
        role=(
            "Typesetter in a print shop run by its workers, Rosario",
            "Tipógrafa en una imprenta recuperada, Rosario",
        ),
        pronouns=SHE,
        biography=(
            "Ana Lucero Paz sets type in a print shop in Rosario, Argentina, which its workers took over when the "
            "owner left. For nine years its forty members have met in circles. She kept the minutes of the last "
            "assembly that voted, and still reads from them aloud when somebody misses the speed of a show of hands.",
            "Ana Lucero Paz compone textos en una imprenta de Rosario, Argentina, de la que se hicieron cargo "
            "quienes trabajaban en ella cuando el dueño se marchó. Desde hace nueve años sus cuarenta integrantes se "
            "reúnen en círculos. Guarda el acta de la última asamblea que votó y todavía la lee en voz alta cuando "
            "alguien echa de menos la rapidez de una mano alzada.",
        ),
        languages=["es", "pt"],
        motif="print-shop",
    ),
    Speaker(
        key="beatriz-falcao",
        name="Beatriz Falcão Moura",
        role=("Accountant for growers’ associations, Belém", "Contable de asociaciones de familias productoras, Belém"),
        pronouns=SHE,
        biography=(
            "Beatriz Falcão Moura does the accounts of six growers’ associations around Belém, Brazil, and believes "
            "that a budget is a conversation written down in columns. She brought rounds into their yearly meetings "
            "and took most of the slides out. In the evenings she teaches reading to adults, with price lists as the "
            "first book.",
            "Beatriz Falcão Moura lleva la contabilidad de seis asociaciones de familias productoras en los "
            "alrededores de Belém, Brasil, y cree que un presupuesto es una conversación escrita en columnas. Llevó "
            "las rondas a sus reuniones anuales y quitó casi todas las diapositivas. Por las noches enseña a leer a "
            "personas adultas, con listas de precios como primer libro.",
        ),
        languages=["pt", "es"],
        motif="river-ledger",
    ),
    Speaker(
        key="callum-ferrier",
        name="Callum Ferrier",
        role=(
            "Keeper of paths in a community forest, Scotland",
            "Cuida los senderos de un bosque comunitario, Escocia",
        ),
        pronouns=HE,
        biography=(
            "Callum Ferrier looks after paths and fences in a forest on the west coast of Scotland that belongs to "
            "the people who live beside it. When the trust that owns it could no longer find anyone for its board, "
            "he proposed four circles in its place. He has since chaired nothing, and says that it suits him.",
            "Callum Ferrier cuida los senderos y las cercas de un bosque de la costa oeste de Escocia que pertenece "
            "a quienes viven junto a él. Cuando la fundación propietaria ya no encontraba a nadie para su junta, "
            "propuso cuatro círculos en su lugar. Desde entonces no ha presidido nada, y dice que le sienta bien.",
        ),
        languages=["en"],
        motif="forest-rings",
    ),
    Speaker(
        key="catalina-huenuman",
        name="Catalina Huenumán",
        role=("Directs a rural school, near Temuco", "Dirige una escuela rural, cerca de Temuco"),
        pronouns=SHE,
        biography=(
            "Catalina Huenumán directs a rural school near Temuco, Chile, or rather holds that role until June, when "
            "her circle fills it anew. She trained as a mathematics teacher and likes to count who speaks. At the "
            "school, children of eight facilitate their own weekly circle, and adults who interrupt are asked to "
            "wait for the round.",
            "Catalina Huenumán dirige una escuela rural cerca de Temuco, Chile, o más bien ocupa ese rol hasta "
            "junio, cuando su círculo vuelva a asignarlo. Se formó como profesora de matemáticas y le gusta contar "
            "quién habla. En la escuela, niñas y niños de ocho años facilitan su propio círculo semanal, y a las "
            "personas adultas que interrumpen se les pide que esperen a la ronda.",
        ),
        languages=["es"],
        motif="school-bell",
    ),
    Speaker(
        key="esteban-rukavina",
        name="Esteban Rukavina",
        role=("Economist with housing cooperatives, Montevideo", "Economista de cooperativas de vivienda, Montevideo"),
        biography=(
            "Esteban Rukavina is an economist from Montevideo, Uruguay, who left a bank’s research department to "
            "work for a federation of housing cooperatives. He asks for the comparison before he looks at the "
            "result, which has made him a few friends. His current study follows twelve cooperatives over five "
            "years; two of them have since dropped out, and he counts them too.",
            "Esteban Rukavina es economista, de Montevideo, Uruguay, y dejó el servicio de estudios de un banco para "
            "trabajar en una federación de cooperativas de vivienda. Pregunta con qué se compara antes de mirar el "
            "resultado, y eso le ha dado algunos amigos. Su estudio actual sigue a doce cooperativas durante cinco "
            "años; dos ya lo abandonaron, y también las cuenta.",
        ),
        languages=["es", "en"],
        motif="twelve-houses",
    ),
    Speaker(
        key="ewa-sobczynska",
        name="Ewa Sobczyńska",
        role=("Mediator and trainer, Wrocław", "Mediadora y formadora, Wrocław"),
        pronouns=SHE,
        biography=(
            "Ewa Sobczyńska mediates disputes between neighbours in Wrocław, Poland, and trains facilitators in "
            "three languages. She came to sociocracy through nonviolent communication and has never quite decided "
            "which of the two annoys her less. Her workshops have no slides; there is a bell, a ball of wool and, as "
            "a rule, one objection too many.",
            "Ewa Sobczyńska media en conflictos vecinales en Wrocław, Polonia, y forma en facilitación en tres "
            "idiomas. Llegó a la sociocracia a través de la comunicación no violenta y nunca ha terminado de decidir "
            "cuál de las dos la irrita menos. En sus talleres no hay diapositivas: hay una campana, un ovillo de "
            "lana y, por lo general, una objeción de más.",
        ),
        languages=["pl", "en", "de"],
        motif="ball-of-wool",
    ),
    Speaker(
        key="gwenllian-prosser",
        name="Gwenllian Prosser",
        role=(
            "Decides on small loans in a credit union, Wales",
            "Decide pequeños préstamos en una cooperativa de crédito, Gales",
        ),
        biography=(
            "Gwenllian Prosser works for a credit union in a former mining valley in Wales, where she grew up over "
            "the bakery. Its loans circle decides by consent on sums between eighty and eight thousand pounds. She "
            "keeps a list of the loans that were refused and telephones those people a year later, to learn whether "
            "the circle was right.",
            "Gwenllian Prosser trabaja en una cooperativa de crédito de un antiguo valle minero de Gales, donde "
            "creció encima de la panadería. Su círculo de préstamos decide por consentimiento sobre sumas de entre "
            "ochenta y ocho mil libras. Guarda una lista de los préstamos denegados y un año después llama a esas "
            "personas, para saber si el círculo acertó.",
        ),
        languages=["cy", "en"],
        motif="valley-lamp",
    ),
    Speaker(
        key="hana-tautari",
        name="Hana Tautari",
        role=(
            "Coordinates a health service for families, Aotearoa New Zealand",
            "Coordina un servicio de salud para familias, Aotearoa Nueva Zelanda",
        ),
        pronouns=SHE,
        biography=(
            "Hana Tautari coordinates a health service for families in Aotearoa New Zealand, where long gatherings "
            "in which everybody is heard were known well before the word sociocracy. She is careful with borrowing, "
            "in both directions, and asks who gains when a practice changes its name. For this conference she gets "
            "up at one in the morning.",
            "Hana Tautari coordina un servicio de salud para familias en Aotearoa Nueva Zelanda, donde las largas "
            "reuniones en las que se escucha a todo el mundo se conocían mucho antes que la palabra sociocracia. Es "
            "cuidadosa con los préstamos, en ambas direcciones, y pregunta quién gana cuando una práctica cambia de "
            "nombre. Para esta conferencia se levanta a la una de la madrugada.",
        ),
        languages=["en", "mi"],
        motif="early-star",
    ),
    Speaker(
        key="idris-kamau",
        name="Idris Kamau Otieno",
        role=(
            "Secretary of a water users’ association, Nakuru",
            "Secretario de una asociación de usuarios de agua, Nakuru",
        ),
        pronouns=HE,
        biography=(
            "Idris Kamau Otieno is secretary of a water users’ association near Nakuru, Kenya, with three hundred "
            "households and one borehole. The association’s circles meet under the tank, because there is shade. He "
            "used to repair the pump himself; now a role does it, with a term and a successor, and he says that this "
            "was the harder repair.",
            "Idris Kamau Otieno es secretario de una asociación de usuarios de agua cerca de Nakuru, Kenia, con "
            "trescientos hogares y una sola perforación. Los círculos de la asociación se reúnen debajo del tanque, "
            "porque hay sombra. Antes reparaba la bomba él mismo; ahora se encarga un rol, con mandato y relevo, y "
            "dice que esa fue la reparación más difícil.",
        ),
        languages=["sw", "en"],
        motif="water-tank",
    ),
    Speaker(
        key="jonas-wiederkehr",
        name="Jonas Wiederkehr",
        role=("Notary, Basel", "Notario, Basilea"),
        biography=(
            "Jonas Wiederkehr is a notary in Basel, Switzerland, and drafts statutes for associations that do not "
            "want a president and must name one all the same. He collects the ways in which laws in four countries "
            "leave room for consent, usually in a subordinate clause. Before law he studied geometry, and he still "
            "sketches each clause before he writes it.",
            "Jonas Wiederkehr es notario en Basilea, Suiza, y redacta estatutos para asociaciones que no quieren "
            "presidencia y aun así deben nombrar una. Colecciona las maneras en que las leyes de cuatro países dejan "
            "sitio al consentimiento, casi siempre en una oración subordinada. Antes que derecho estudió geometría, "
            "y todavía dibuja cada cláusula antes de escribirla.",
        ),
        languages=["de", "fr", "en"],
        motif="geometry",
    ),
    Speaker(
        key="june-abernethy-cole",
        name="June Abernethy-Cole",
        role=(
            "Lives and works on a community land trust, Vermont",
            "Vive y trabaja en un fideicomiso comunitario de tierras, Vermont",
        ),
        pronouns=THEY,
        biography=(
            "June Abernethy-Cole lives on a community land trust in Vermont, in the United States, and has held nine "
            "different roles there, two of which turned out to contradict each other. Out of that came a workshop. "
            "June writes short guides for people who dislike guides, and draws them by hand so that nobody takes "
            "them for rules.",
            "June Abernethy-Cole vive en un fideicomiso comunitario de tierras en Vermont, Estados Unidos, y ha "
            "ocupado allí nueve roles distintos, dos de los cuales resultaron contradecirse. De ahí salió un taller. "
            "June escribe guías breves para gente a la que no le gustan las guías y las dibuja a mano, para que "
            "nadie las confunda con reglas.",
        ),
        languages=["en"],
        motif="nine-roles",
    ),
    *MORE_SPEAKERS,
]
