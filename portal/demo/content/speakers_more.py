"""The speakers of 2021 from L on, all invented."""

from .kinds import Speaker

SHE, HE = ("she/her", "ella"), ("he/him", "él")

MORE_SPEAKERS = [
    Speaker(
        key="linh-truong-vasseur",
        name="Linh Truong-Vasseur",
        role=("Home-care nurse, Nantes", "Enfermera a domicilio, Nantes"),
        pronouns=SHE,
        biography=(
            "Linh Truong-Vasseur has been a home-care nurse in Nantes, France, for twenty-two years, the last seven "
            "of them in a team that plans its own rounds, holidays and replacements. She knows how many minutes a "
            "dressing takes and how many a grievance takes, and keeps a place in the timetable for both.",
            "Linh Truong-Vasseur es enfermera a domicilio en Nantes, Francia, desde hace veintidós años; los siete "
            "últimos, en un equipo que planifica sus propios recorridos, vacaciones y suplencias. Sabe cuántos "
            "minutos lleva cambiar un vendaje y cuántos lleva un disgusto, y les reserva un lugar en el horario a "
            "ambos.",
        ),
        languages=["fr", "vi", "en"],
        motif="night-visit",
    ),
    Speaker(
        key="linnea-bergqvist",
        name="Linnea Bergqvist-Aho",
        role=("Designer of timetables, Turku", "Diseñadora de horarios, Turku"),
        pronouns=SHE,
        biography=(
            "Linnea Bergqvist-Aho designs timetables for ferries in the archipelago between Sweden and Finland, and "
            "for organisations that have too many meetings. Both, she says, are about who waits for whom. She lives "
            "in Turku in a house of thirty flats with one laundry room, which taught her most of what she knows "
            "about systems.",
            "Linnea Bergqvist-Aho diseña horarios para los transbordadores del archipiélago entre Suecia y "
            "Finlandia, y para organizaciones con demasiadas reuniones. En ambos casos, dice, se trata de quién "
            "espera a quién. Vive en Turku, en un edificio de treinta viviendas con una sola lavandería, que le "
            "enseñó casi todo lo que sabe de sistemas.",
        ),
        languages=["sv", "fi", "en"],
        motif="archipelago",
    ),
    Speaker(
        key="luuk-van-rensel",
        name="Luuk van Rensel",
        role=("Process engineer and adviser, Zwolle", "Ingeniero de procesos y asesor, Zwolle"),
        pronouns=HE,
        biography=(
            "Luuk van Rensel was a process engineer in a dairy near Zwolle, the Netherlands, until it was sold, and "
            "now advises workshops of three to thirty people. He combines circles with whatever is already on the "
            "wall, from kanban boards to a calendar of birthdays, and is known for taking one tool away for each "
            "that he brings.",
            "Luuk van Rensel fue ingeniero de procesos en una lechería cerca de Zwolle, Países Bajos, hasta que la "
            "vendieron, y ahora asesora a talleres de entre tres y treinta personas. Combina los círculos con lo que "
            "ya cuelga en la pared, desde tableros kanban hasta un calendario de cumpleaños, y es conocido por "
            "retirar una herramienta por cada una que trae.",
        ),
        languages=["nl", "de", "en"],
        motif="kanban-wall",
    ),
    Speaker(
        key="marisol-quintero",
        name="Marisol Quintero Ávila",
        role=("Sells the coffee of two hundred families, Oaxaca", "Vende el café de doscientas familias, Oaxaca"),
        pronouns=SHE,
        biography=(
            "Marisol Quintero Ávila sells coffee for a cooperative of two hundred families in the Sierra Norte of "
            "Oaxaca, Mexico, and facilitates its harvest meetings, in which three languages are spoken. She learned "
            "to count votes as a child, beside her grandmother, and to do without them as an adult, beside the same "
            "grandmother.",
            "Marisol Quintero Ávila vende el café de una cooperativa de doscientas familias de la Sierra Norte de "
            "Oaxaca, México, y facilita sus reuniones de cosecha, en las que se hablan tres lenguas. De niña "
            "aprendió a contar votos junto a su abuela y, de adulta, a prescindir de ellos junto a la misma abuela.",
        ),
        languages=["es", "en"],
        motif="coffee-hills",
    ),
    Speaker(
        key="meera-valluvan",
        name="Meera Valluvan",
        role=("Keeper of a seed bank, Tamil Nadu", "Guardiana de un banco de semillas, Tamil Nadu"),
        biography=(
            "Meera Valluvan keeps a bank of three hundred rice and millet varieties in Tamil Nadu, India, together "
            "with the nineteen villages that grow them. After a cyclone had cut off half of these for a week, their "
            "circles added a second person to every link. She measures rain, yields and the length of meetings in "
            "the same notebook.",
            "Meera Valluvan cuida un banco de trescientas variedades de arroz y mijo en Tamil Nadu, India, junto con "
            "las diecinueve aldeas que las cultivan. Después de que un ciclón dejara a la mitad incomunicada durante "
            "una semana, los círculos añadieron una segunda persona a cada enlace. Mide la lluvia, las cosechas y la "
            "duración de las reuniones en el mismo cuaderno.",
        ),
        languages=["ta", "en"],
        motif="seed-jars",
    ),
    Speaker(
        key="nadia-benhaddou",
        name="Nadia Benhaddou",
        role=("Auditor of cooperatives, Brussels", "Auditora de cooperativas, Bruselas"),
        pronouns=SHE,
        biography=(
            "Nadia Benhaddou audits the books of cooperatives and associations in Brussels, Belgium, where she is "
            "sometimes the first person to ask who may sign. Her reports contain a drawing of the circles beside the "
            "table of figures. She grew up in Tangier between two alphabets and thinks that most legal questions are "
            "questions of translation.",
            "Nadia Benhaddou audita las cuentas de cooperativas y asociaciones en Bruselas, Bélgica, donde a veces "
            "es la primera persona que pregunta quién puede firmar. Sus informes incluyen un dibujo de los círculos "
            "junto a la tabla de cifras. Creció en Tánger entre dos alfabetos y piensa que la mayoría de las "
            "cuestiones legales son cuestiones de traducción.",
        ),
        languages=["fr", "ar", "en"],
        motif="two-alphabets",
    ),
    Speaker(
        key="oriol-puigvert",
        name="Oriol Puigvert Sala",
        role=(
            "Looks after the members of an energy cooperative, Girona",
            "Atiende a las personas socias de una cooperativa de energía, Girona",
        ),
        pronouns=HE,
        biography=(
            "Oriol Puigvert Sala looks after members and meters in a renewable energy cooperative near Girona, "
            "Catalonia, which has grown from sixty to four thousand households without hiring a director. He was "
            "asked to become one, twice, and has written down why he declined. He explains electricity bills to "
            "anyone who brings one along.",
            "Oriol Puigvert Sala atiende a las personas socias y a los contadores de una cooperativa de energía "
            "renovable cerca de Girona, Cataluña, que ha pasado de sesenta a cuatro mil hogares sin contratar a un "
            "director. Dos veces le pidieron que lo fuera, y ha puesto por escrito por qué dijo que no. Explica la "
            "factura de la luz a quien se la traiga.",
        ),
        languages=["ca", "es", "en"],
        motif="sun-meter",
    ),
    Speaker(
        key="pilar-arrizabal",
        name="Pilar Arrizabal",
        role=("Cook in a cooperative restaurant, Pamplona", "Cocinera en un restaurante cooperativo, Pamplona"),
        pronouns=SHE,
        biography=(
            "Pilar Arrizabal runs the kitchen of a cooperative restaurant in Pamplona, Spain, with seven partners "
            "and a rota that nobody liked for three years. She distrusts success stories and collects half-finished "
            "attempts, her own first. On Mondays, when the restaurant is closed, its tables belong to groups that "
            "want to learn how to hold a round.",
            "Pilar Arrizabal lleva la cocina de un restaurante cooperativo de Pamplona, España, con siete personas "
            "socias y un cuadro de turnos que durante tres años no le gustó a nadie. Desconfía de las historias de "
            "éxito y colecciona intentos a medias, empezando por los suyos. Los lunes, cuando el restaurante cierra, "
            "sus mesas son de los grupos que quieren aprender a hacer una ronda.",
        ),
        languages=["es", "eu"],
        motif="round-tables",
    ),
    Speaker(
        key="rosalind-okwuosa",
        name="Rosalind Okwuosa",
        role=("Evaluator of health programmes, Leeds", "Evaluadora de programas de salud, Leeds"),
        pronouns=SHE,
        biography=(
            "Rosalind Okwuosa evaluates public health programmes from Leeds, England, and spent two years with seven "
            "organisations that wanted to know whether circles had done them any good. She works with interviews as "
            "well as figures and publishes what did not change next to what did. Her mother, a midwife in Enugu, "
            "taught her to write things down at once.",
            "Rosalind Okwuosa evalúa programas de salud pública desde Leeds, Inglaterra, y pasó dos años con siete "
            "organizaciones que querían saber si los círculos les habían hecho algún bien. Trabaja con entrevistas "
            "además de cifras y publica lo que no cambió junto a lo que sí. Su madre, partera en Enugu, le enseñó a "
            "anotar las cosas en el acto.",
        ),
        languages=["en"],
        motif="field-notes",
    ),
    Speaker(
        key="samir-dastgiri",
        name="Samir Dastgiri",
        role=(
            "Theatre director, until the last performance, Montréal",
            "Director de teatro, hasta la última función, Montreal",
        ),
        pronouns=HE,
        biography=(
            "Samir Dastgiri directs plays in Montréal, Canada, for a company in which directing is a role like any "
            "other and ends with the last performance. He came as a refugee at fourteen and learned French on stage. "
            "In workshops he lets people act their roles before they describe them, which saves, he says, about an "
            "hour of talk.",
            "Samir Dastgiri dirige obras en Montreal, Canadá, para una compañía en la que dirigir es un rol como "
            "cualquier otro y termina con la última función. Llegó como refugiado a los catorce años y aprendió "
            "francés sobre el escenario. En los talleres deja que la gente actúe sus roles antes de describirlos, lo "
            "que ahorra, según dice, cerca de una hora de charla.",
        ),
        languages=["fr", "fa", "en"],
        motif="stage-light",
    ),
    Speaker(
        key="thandeka-mbhele",
        name="Thandeka Mbhele",
        role=("Adviser to schools, KwaZulu-Natal", "Asesora de escuelas, KwaZulu-Natal"),
        pronouns=SHE,
        biography=(
            "Thandeka Mbhele advises schools in KwaZulu-Natal, South Africa, after having taught history at one of "
            "them for sixteen years. Together with four staff rooms she wrote down every objection raised in a year, "
            "what it led to and how people felt on the way home. The notebooks fill a shelf, and she has read all of "
            "them.",
            "Thandeka Mbhele asesora a escuelas de KwaZulu-Natal, Sudáfrica, después de haber enseñado historia en "
            "una de ellas durante dieciséis años. Con cuatro claustros anotó cada objeción planteada en un año, a "
            "qué condujo y cómo se sentía la gente de camino a casa. Los cuadernos llenan un estante, y los ha leído "
            "todos.",
        ),
        languages=["zu", "en"],
        motif="notebooks",
    ),
    Speaker(
        key="tomas-echeverri",
        name="Tomás Echeverri Luján",
        role=("Accompanies neighbourhood assemblies, Medellín", "Acompaña asambleas de barrio, Medellín"),
        pronouns=HE,
        biography=(
            "Tomás Echeverri Luján accompanies neighbourhood assemblies in Medellín, Colombia, where hillside "
            "streets decide about stairs, drains and festivities. He voted in them for ten years, often on the "
            "losing side, before he asked what became of the losers. Since then he has brought rounds to eleven "
            "streets and been thrown out of one.",
            "Tomás Echeverri Luján acompaña asambleas de barrio en Medellín, Colombia, donde las calles de la ladera "
            "deciden sobre escaleras, desagües y fiestas. Votó en ellas durante diez años, a menudo del lado que "
            "perdía, antes de preguntar qué era de quienes perdían. Desde entonces ha llevado las rondas a once "
            "calles, y de una lo echaron.",
        ),
        languages=["es"],
        motif="hillside-stairs",
    ),
    Speaker(
        key="yuki-hanamori",
        name="Yuki Hanamori",
        role=("Writes free software for groups, Kanazawa", "Escribe software libre para grupos, Kanazawa"),
        biography=(
            "Yuki Hanamori writes free software in Kanazawa, Japan, for groups that decide in writing because their "
            "members are rarely awake at the same time. Their decision log began as a text file and has stayed "
            "nearly as small. Yuki answers messages slowly and completely, and recommends the same to others.",
            "Yuki Hanamori escribe software libre en Kanazawa, Japón, para grupos que deciden por escrito porque "
            "casi nunca es de día a la vez donde viven sus integrantes. Su registro de decisiones empezó como un "
            "archivo de texto y se ha mantenido casi igual de pequeño. Yuki responde a los mensajes despacio y por "
            "completo, y recomienda hacer lo mismo.",
        ),
        languages=["ja", "en"],
        motif="small-log",
    ),
]
