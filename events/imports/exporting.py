"""What an event has, drafts included, as a table that can be imported again."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from openpyxl import Workbook

from events.imports.models import SourceKind
from events.imports.plan import PresentThing
from events.imports.present import present_of
from events.models import Event
from home.characters import without_formula

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
TEXTS = ("title", "abstract", "body")
FACTS = ("kind", "theme", "language", "languages", "speakers", "speaker ids", "room", "starts_utc", "ends_utc", "state")


def sessions_table(event: Event) -> list[list[str]]:
    """A row for each slot, and one for a session without any. Instants are UTC."""
    present, codes = present_of(event), event.language_codes
    people, themes, rooms = (present.things[kind] for kind in (SourceKind.PERSON, SourceKind.THEME, SourceKind.ROOM))
    texts = [(name, code) for code in codes for name in TEXTS]
    rows = [["key", *(f"{name}_{code}" for name, code in texts), *FACTS, "recording"]]
    for session in sorted(present.things[SourceKind.SESSION].values(), key=lambda one: (one.label, one.pk)):
        facts = session.facts
        for start, end, room in facts["slots"] or [["", "", ""]]:
            rows.append(
                [
                    session.key,
                    *(_text(session, name, code) for name, code in texts),
                    facts["kind"],
                    "; ".join(_names(themes, facts["themes"])),
                    session.language,
                    "; ".join(f"{role}: {', '.join(found)}" for role, found in facts["languages"].items()),
                    "; ".join(_names(people, facts["speakers"])),
                    "; ".join(people[int(pk)].key for pk in facts["speakers"] if int(pk) in people),
                    *_names(rooms, [room]),
                    *([] if room else [""]),
                    _hour(start),
                    _hour(end),
                    "cancelled" if facts["cancelled"] else "",
                    "\n".join(url for url, _language in facts["recordings"]),
                ]
            )
    return rows


def _text(session: PresentThing, name: str, code: str) -> str:
    found: str = session.facts.get(name if code == session.language else f"{name}:{code}", "")
    return found


def _names(things: dict[int, PresentThing], ids: Iterable[str]) -> list[str]:
    return [things[int(pk)].label for pk in ids if pk and int(pk) in things]


def _hour(instant: str) -> str:
    return f"{datetime.fromisoformat(instant):%Y-%m-%d %H:%M}" if instant else ""


def as_file(rows: list[list[Any]], ending: str) -> bytes:
    """CSV as spreadsheets need it to detect UTF-8, or XLSX, whose texts are never formulas."""
    if ending == "csv":
        out = io.StringIO()
        csv.writer(out).writerows([without_formula(cell) for cell in row] for row in rows)
        return out.getvalue().encode("utf-8-sig")
    book = Workbook()
    sheet: Any = book.active
    for at, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(at, column)
            cell.value, cell.data_type = without_formula(text), "s"
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()
