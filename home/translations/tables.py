"""Tables (CSV) that people edit in a spreadsheet."""

import csv
import io
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from home.characters import lines, with_formula, without_formula

MAX_ROWS = 50_000


class InvalidTable(Exception):
    """Why the file cannot be read; nothing was changed."""


@dataclass
class TableReport:
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: list[str] = field(default_factory=list)  # "row 3: …"


def read_table(content: bytes, columns: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    """Rows (by their number in the file) of a CSV table whose first row names the columns. Raises InvalidTable.

    The first two columns are in every table; a row has the columns that its table has.
    """
    try:
        text = content.decode("utf-8-sig")
        if "\0" in text:
            raise ValueError("NUL")
        separator = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except (ValueError, csv.Error) as broken:
        raise InvalidTable(_("This is not a CSV file in UTF-8; nothing was changed.")) from broken
    if not rows or columns[0] not in rows[0] or columns[1] not in rows[0]:
        names = ", ".join(columns)
        raise InvalidTable(_("The first row must name the columns: %(names)s. Nothing was changed.") % {"names": names})
    if len(rows) > MAX_ROWS:
        raise InvalidTable(_("The file has more than %(count)d rows; nothing was changed.") % {"count": MAX_ROWS})
    return [
        (number, {name: with_formula(lines(row[name] or "")).strip() for name in columns if name in row})
        for number, row in enumerate(rows, start=2)
    ]


def write_table(rows: list[dict[str, str]], columns: tuple[str, ...]) -> str:
    """CSV with names of columns, for spreadsheets: with a byte order mark, and without formulas."""
    text = io.StringIO(newline="")
    text.write("\ufeff")
    sheet = csv.DictWriter(text, columns, extrasaction="ignore")
    sheet.writeheader()
    for row in rows:
        sheet.writerow({name: without_formula(value) for name, value in row.items()})
    return text.getvalue()
