"""What the form of every call asks beyond title, abstract and people, and what its senders agree to."""

from .kinds import Consent, Prompt

PROMPTS = [
    Prompt(
        key="works",
        question=("What has worked in your practice?", "¿Qué ha funcionado en su práctica?"),
        help=(
            "One example that people can picture says more than a summary.",
            "Un ejemplo que se pueda imaginar dice más que un resumen.",
        ),
    ),
    Prompt(
        key="struggle",
        question=("What do you still struggle with?", "¿Qué les sigue costando?"),
        help=(
            "Unsolved questions are welcome; often they make the better session.",
            "Las preguntas sin resolver son bienvenidas; a menudo dan la mejor sesión.",
        ),
    ),
    Prompt(
        key="evidence",
        question=("How can you tell that it makes a difference?", "¿En qué notan que hay una diferencia?"),
        help=(
            "Figures, interviews, observations over time. If you have none, say so.",
            "Cifras, entrevistas, observaciones a lo largo del tiempo. Si no las hay, díganlo.",
        ),
    ),
    Prompt(
        key="combine",
        question=("What do you combine it with?", "¿Con qué la combinan?"),
        help=(
            "Other methods, tools, legal forms or ways of talking to each other.",
            "Otros métodos, herramientas, formas jurídicas o maneras de hablar entre ustedes.",
        ),
    ),
]

CONSENT = Consent(
    version="2026-11",
    text=(
        "The programme team may keep and read this proposal and write to the people named in it about this edition. "
        "If it is accepted, everything in it except e-mail addresses may be published in all languages of the "
        "portal. I have asked the other people I name.",
        "El equipo de programa puede guardar y leer esta propuesta y escribir a las personas que se nombran en ella "
        "acerca de esta edición. Si se acepta, todo su contenido, salvo las direcciones de correo, puede publicarse "
        "en todos los idiomas del portal. He consultado a las demás personas que nombro.",
    ),
)
