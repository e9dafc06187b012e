"""The last sessions of 2021, 18:55 to 20:00 UTC. All invented."""

from .kinds import Languages, Session
from .programme_rooms import slot

LAST_HOUR = [
    Session(
        key="ten-years",
        kind="conversation",
        title=("Ten unsteady years", "Diez años agitados"),
        slug=("ten-unsteady-years", "diez-anos-agitados"),
        summary=(
            "Imagine your organisation in 2031, on a bad day. Who is in the room, who decides, and what has held?",
            "Imaginen su organización en 2031, en un mal día. ¿Quién está en la sala, quién decide y qué ha resistido?",
        ),
        abstract=[
            (
                "Forecasts age badly, so we make none. Instead everyone pictures one bad day in 2031: the money is "
                "late, a key person is gone, it is too hot to work after eleven. Who is in the room? How is it "
                "decided? What is still there that was built this year?",
                "Los pronósticos envejecen mal, así que no haremos ninguno. En su lugar, cada persona imagina un mal "
                "día de 2031: el dinero se retrasa, falta una persona clave, hace demasiado calor para trabajar "
                "después de las once. ¿Quién está en la sala? ¿Cómo se decide? ¿Qué sigue ahí de lo que se construyó "
                "este año?",
            ),
            (
                "Linnea Bergqvist-Aho and Thandeka Mbhele begin; then the circle opens, chair by chair. What we hear "
                "will be gathered on one page for all who took part.",
                "Empiezan Linnea Bergqvist-Aho y Thandeka Mbhele; después el círculo se abre, silla a silla. Lo que "
                "oigamos se reunirá en una página para quienes hayan participado.",
            ),
        ],
        speakers=["linnea-bergqvist", "thandeka-mbhele"],
        themes=["resilience"],
        slot=slot("18:55", "19:35", "ceiba"),
        languages=Languages(spoken=["en"], interpreted=["es"]),
    ),
    Session(
        key="not-nice",
        kind="talk",
        title=("Nonviolent, not merely nice", "No violenta, que no es lo mismo que complaciente"),
        slug=("nonviolent-not-merely-nice", "no-violenta-no-complaciente"),
        summary=(
            "Nonviolent communication and consent help each other, and trip each other up. A trainer in both on "
            "where politeness does harm.",
            "La comunicación no violenta y el consentimiento se ayudan y se estorban. Dónde hace daño la cortesía, "
            "según alguien que forma en ambos.",
        ),
        abstract=[
            (
                "A circle in which everyone speaks gently can be the hardest place to object. Ewa Sobczyńska has "
                "seen feelings named, needs honoured and a bad proposal passed, because nobody wanted to spoil the "
                "mood. She has also seen consent rounds that were correct and cold.",
                "Un círculo en el que se habla con suavidad puede ser el lugar más difícil para objetar. Ewa "
                "Sobczyńska ha visto nombrar sentimientos, honrar necesidades y aprobar una mala propuesta porque "
                "nadie quería estropear el ambiente. También ha visto rondas de consentimiento correctas y frías.",
            ),
            (
                "She shows three places where the two practices need each other, and one where it is better to keep "
                "them apart. With sentences to try on a friend first.",
                "Muestra tres lugares donde ambas prácticas se necesitan y uno donde es mejor mantenerlas separadas. "
                "Con frases para probar antes con alguien de confianza.",
            ),
        ],
        speakers=["ewa-sobczynska"],
        themes=["tools", "interpersonal"],
        slot=slot("18:55", "19:15", "rowan"),
        languages=Languages(spoken=["en"], captioned=["en", "es"]),
    ),
    Session(
        key="remembering",
        kind="talk",
        title=("Remembering what was decided", "Acordarse de lo que se decidió"),
        slug=("remembering-what-was-decided", "acordarse-de-lo-que-se-decidio"),
        summary=(
            "A decision log that is small enough to be used: what belongs in it, what does not, and when a decision "
            "should expire.",
            "Un registro de decisiones tan pequeño que se usa: qué va en él, qué no, y cuándo debería caducar una "
            "decisión.",
        ),
        abstract=[
            (
                "Most circles do not suffer from bad decisions but from forgotten ones. The log that Yuki Hanamori "
                "maintains has four lines for each: what was agreed, why, until when, and who would notice if it "
                "failed. Two of these lines were learned the hard way.",
                "La mayoría de los círculos no sufren por las malas decisiones, sino por las olvidadas. El registro "
                "que mantiene Yuki Hanamori tiene cuatro líneas para cada una: qué se acordó, por qué, hasta cuándo "
                "y quién notaría que falla. Dos de esas líneas se aprendieron a golpes.",
            ),
            (
                "The talk goes through three hundred decisions of one group: how many were ever read again, by whom, "
                "and what the expiry date changed. It ends without a demonstration, since a text file is easy to "
                "picture.",
                "La charla recorre trescientas decisiones de un grupo: cuántas volvieron a leerse, quién las leyó y "
                "qué cambió la fecha de caducidad. Termina sin demostración, porque un archivo de texto es fácil de "
                "imaginar.",
            ),
        ],
        speakers=["yuki-hanamori"],
        themes=["tools", "evidence"],
        slot=slot("19:20", "19:35", "rowan"),
        languages=Languages(spoken=["en"], captioned=["en"]),
    ),
    Session(
        key="good-year",
        kind="workshop",
        title=("Sharing out a good year", "Repartir un buen año"),
        slug=("sharing-out-a-good-year", "repartir-un-buen-ano"),
        summary=(
            "Losses unite, a surplus divides. A workshop in two languages on deciding by consent about money that is "
            "left over.",
            "Las pérdidas unen, los excedentes dividen. Un taller en dos idiomas sobre decidir por consentimiento "
            "qué hacer con el dinero que sobra.",
        ),
        abstract=[
            (
                "Losses bring people together; it is the first good year that splits them. Should the surplus go to "
                "wages, to the roof, to those who stayed when things were bad? Participants receive the books of an "
                "invented growers’ association and forty minutes to agree.",
                "Las pérdidas unen; es el primer buen año el que divide. ¿Debe ir el excedente a los sueldos, al "
                "tejado, a quienes se quedaron cuando iba mal? Las personas participantes reciben las cuentas de una "
                "asociación inventada de familias productoras y cuarenta minutos para ponerse de acuerdo.",
            ),
            (
                "Beatriz speaks Spanish, Gwenllian English, and each repeats the other in brief. Nobody needs to "
                "know bookkeeping. At the end we compare: five groups, five ways to share, and usually one that all "
                "could have lived with.",
                "Beatriz habla en español, Gwenllian en inglés, y cada una repite en breve a la otra. No hace falta "
                "saber contabilidad. Al final comparamos: cinco grupos, cinco maneras de repartir y, por lo general, "
                "una con la que todo el mundo habría podido vivir.",
            ),
        ],
        speakers=["beatriz-falcao", "gwenllian-prosser"],
        themes=["legal-finance", "interpersonal"],
        slot=slot("18:55", "19:35", "baobab"),
        moved_from=slot("15:00", "15:40", "baobab"),
        languages=Languages(spoken=["es", "en"]),
    ),
    Session(
        key="taking-home",
        kind="closing",
        title=("Taking it home", "Llevárselo a casa"),
        slug=("taking-it-home", "llevarselo-a-casa"),
        summary=(
            "One thing to try, one person to tell, one date in the calendar: the day ends in the groups in which it "
            "began.",
            "Algo que probar, alguien a quien contárselo, una fecha en el calendario: la jornada acaba en los grupos "
            "en que empezó.",
        ),
        abstract=[
            (
                "After seven hours a head is full, and most of it will be gone by the weekend. So we end as we "
                "began, in the groups of five from the opening. Each person names one thing to try, one person to "
                "tell about it, and one day on which somebody may ask how it went.",
                "Después de siete horas, la cabeza está llena, y para el fin de semana casi todo se habrá ido. Por "
                "eso terminamos como empezamos, en los grupos de cinco de la apertura. Cada persona nombra algo que "
                "probar, alguien a quien contárselo y un día en que se le podrá preguntar cómo fue.",
            ),
            (
                "Then one last round for all, one word each, in any language. It is the only part of the day with a "
                "bell.",
                "Después, una última ronda general, una palabra por persona, en cualquier idioma. Es la única parte "
                "del día que tiene campana.",
            ),
        ],
        speakers=["marisol-quintero", "idris-kamau"],
        slot=slot("19:40", "20:00", "ceiba"),
        languages=Languages(spoken=["en", "es"]),
    ),
]
