"""What stands below every page of the demo."""

from .kinds import Pair

NAME = "Demo"
TEXT: Pair = (
    "A portal for conferences on shared decision making: read, take part and propose in the language you think in.",
    "Un portal para conferencias sobre la toma de decisiones compartida: se lee, se participa y se propone en el "
    "idioma en que cada quien piensa.",
)
COLUMN: Pair = ("Good to know", "Conviene saber")
LINKS: list[tuple[str, Pair]] = [
    ("about", ("About this portal", "Acerca de este portal")),
    ("code-of-conduct", ("Code of conduct", "Código de conducta")),
    ("privacy", ("Privacy", "Privacidad")),
    ("accessibility", ("Accessibility", "Accesibilidad")),
]
SOCIALS: list[tuple[str, str]] = [("Mastodon", "https://social.example.org/@circles")]
NOTE: Pair = ("Everything on these pages is an example.", "Todo lo que hay en estas páginas es un ejemplo.")
