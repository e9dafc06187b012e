"""Rich text as plain text for mail."""

import re
from html.parser import HTMLParser

from home.i18n.localized import absolute

PARAGRAPHS = {"p", "ul", "ol", "h2", "h3", "h4", "div"}


class PlainTextParser(HTMLParser):
    """Separates paragraphs, adds a dash or a number to list items, and the address to links."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.lists: list[int] = []  # the number of the last item, -1 in a list without numbers
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ul", "ol"):
            self.lists.append(0 if tag == "ol" else -1)
        if tag in PARAGRAPHS:
            self.parts.append("\n\n")
        elif tag == "li":
            self.parts.append(f"\n{self.next_bullet()} ")
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "a":
            self.links.append(absolute(dict(attrs).get("href") or ""))

    def next_bullet(self) -> str:
        if not self.lists or self.lists[-1] < 0:
            return "-"
        self.lists[-1] += 1
        return f"{self.lists[-1]}."

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        if tag in PARAGRAPHS:
            self.parts.append("\n\n")
        elif tag == "a" and self.links:
            address = self.links.pop()
            self.parts.append(f" ({address})" if address else "")

    def handle_data(self, data: str) -> None:
        self.parts.append(re.sub(r"\s+", " ", data))


def plain_text(html: str) -> str:
    parser = PlainTextParser()
    parser.feed(html)
    parser.close()
    return re.sub(r"[ \t]*\n[ \t]*", "\n", re.sub(r"\n\s*\n\s*", "\n\n", "".join(parser.parts))).strip()
