"""The bar above every page of the demo."""

from .kinds import Pair

TEXT: Pair = (
    "An example: the people and sessions on these pages are invented, and nothing here speaks for a real organisation.",
    "Un ejemplo: las personas y sesiones de estas páginas son inventadas, y nada aquí habla en nombre de una "
    "organización real.",
)
LINK_LABEL: Pair = ("What is real here", "Qué es real aquí")
LINK = "page:about"
