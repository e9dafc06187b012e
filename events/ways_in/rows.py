"""Ways into a room or a slot besides its join link: rows of one fixed form."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.ways_in.countries import country_code
from home.characters import one_line
from home.i18n.languages import language_name

NUMBER = re.compile(r"\+?[0-9][0-9 ()/.#,*-]{3,}")
CODE = re.compile(r"[0-9*#][0-9 *#-]*")
MOST_WAYS, LONGEST_NOTE, LONGEST_ADDRESS = 20, 200, 500

Row = Mapping[str, str]  # as stored: see WayIn; what is empty may be left out


class WayInKind(TextChoices):
    ROOM = "room", _("main room")
    INTERPRETATION = "interpretation", _("interpretation")
    CAPTIONS = "captions", _("live captions")
    SIGN = "sign", _("sign language")
    TELEPHONE = "telephone", _("telephone")
    CHAT = "chat", _("chat")


@dataclass(frozen=True)
class WayIn:
    """`address` is a link, or the number of a telephone with its country ("MX") and the code to dial after it."""

    kind: str
    address: str
    language: str = ""
    note: str = ""
    country: str = ""
    code: str = ""

    @property
    def is_number(self) -> bool:
        return NUMBER.fullmatch(self.address) is not None

    @property
    def link(self) -> str:
        """A telephone waits before it dials the code."""
        if not self.is_number:
            return self.address
        dialled = self.address + (f",,{self.code}" if self.code else "")
        return "tel:" + re.sub(r"[^0-9+*#,]", "", dialled).replace("#", "%23")

    @property
    def label(self) -> str:
        """For editors, in the language of the page: "Interpretation: Spanish", "Telephone: +52 55 1234 5678"."""
        kind = str(WayInKind(self.kind).label)
        parts = [language_name(self.language, get_language() or "en")] if self.language else []
        parts += [self.address] if self.is_number else []
        return ": ".join([kind[:1].upper() + kind[1:], *([", ".join(parts)] if parts else [])])

    @property
    def row(self) -> dict[str, str]:
        """As it is stored: country and code only where it has some."""
        own: dict[str, str] = asdict(self)
        return {name: value for name, value in own.items() if value or name not in ("country", "code")}


def way_in(row: Row) -> WayIn:
    return WayIn(**row)


def same_rows(rows: Iterable[Row] | None) -> list[dict[str, str]]:
    """Rows in one form, so that they can be compared."""
    return [way_in(row).row for row in rows or []]


def read_row(sent: Mapping[str, Any]) -> WayIn:
    """What somebody typed; raises ValidationError with a sentence for each mistake."""
    typed = {name: one_line(str(sent.get(name, ""))) for name in WayIn.__dataclass_fields__}
    found = WayIn(**{**typed, "country": country_code(typed["country"])})
    mistakes = list(_mistakes(found, typed["country"]))
    if mistakes:
        raise ValidationError(mistakes)
    return found


def _mistakes(way: WayIn, country: str) -> Iterable[Any]:
    if way.kind not in WayInKind.values:
        yield _("Choose a kind.")
    if way.language and language_name(way.language, "en") == way.language:
        yield _("Choose a language from the list.")
    if way.kind == WayInKind.TELEPHONE and not way.is_number:
        yield _("Type a telephone number, such as +52 55 1234 5678.")
    elif not way.is_number and not _is_link(way.address):
        yield _("Type an address that begins with https://, or a telephone number.")
    if country and not way.country:
        yield _("Type a country by its name or its code, such as Mexico or MX.")
    if way.code and not CODE.fullmatch(way.code):
        yield _("A code to dial has digits, * and # only.")
    if len(way.note) > LONGEST_NOTE:
        yield _("Please shorten the note.")


def _is_link(address: str) -> bool:
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        return False
    return len(address) <= LONGEST_ADDRESS


def with_inherited(own: Iterable[Row], inherited: Iterable[Row]) -> list[Row]:
    """The rows of a slot, and those of its room that they do not replace.

    A row replaces the one of the same kind and language, and a main room any main room.
    """
    rows = list(own)
    replaced = {_place(row) for row in rows}
    return [*rows, *(row for row in inherited if _place(row) not in replaced)]


def _place(row: Row) -> tuple[str, str]:
    kind = row["kind"]
    return kind, "" if kind == WayInKind.ROOM else row.get("language", "")


def in_order(ways: Iterable[WayIn], spoken: list[str], followed: list[str]) -> list[WayIn]:
    """For somebody who follows these languages, the best first: one in such a language, then the main room.

    A way in without a language is in the one that is spoken.
    """
    kinds = [*WayInKind.values]

    def rank(way: WayIn) -> tuple[int, bool, int]:
        codes = [way.language] if way.language else spoken
        own = min((followed.index(code) for code in codes if code in followed), default=len(followed))
        return own, bool(way.language), kinds.index(way.kind)

    return sorted(ways, key=rank)
