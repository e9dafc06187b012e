"""CSV and XLSX as rows of cells, whatever the separator and the encoding."""

import csv
import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from events.imports.records import UnreadableFile

MAX_ROWS, MAX_COLUMNS, MAX_CELL = 6000, 120, 60_000
MAX_UNPACKED = 80_000_000  # bytes
SEPARATORS = ",;\t|"
TWO_BYTES = (b"\xff\xfe", b"\xfe\xff")


@dataclass
class Sheet:
    """`rows` are pairs of the number that a spreadsheet shows and the cells."""

    name: str
    header: list[str]
    rows: list[tuple[int, list[Any]]]
    lost_letters: bool = False


def decoded(content: bytes) -> tuple[str, bool]:
    """The text, and whether its encoding writes "?" for letters that it lacks."""
    encodings = ["utf-16"] if content[:2] in TWO_BYTES else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding), encoding == "cp1252"
        except UnicodeDecodeError:
            continue
    return content.decode("cp1252", errors="replace"), True


def from_csv(content: bytes) -> list[Sheet]:
    text, lost_letters = decoded(content)
    if "\0" in text:
        raise UnreadableFile(_("This is not a table of text."))
    separator = _separator(text)
    csv.field_size_limit(MAX_CELL * 10)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False))
    except csv.Error as broken:
        raise UnreadableFile(_("This table is broken ({reason}).").format(reason=broken)) from None
    return [_sheet("", rows, lost_letters)]


def _separator(text: str) -> str:
    """The sign that divides the first row into most cells, outside of quotation marks."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    if line.lower().startswith("sep=") and len(line) == 5:
        return line[4]
    counts = {sign: len(next(csv.reader([line], delimiter=sign), [])) for sign in SEPARATORS}
    return max(counts, key=lambda sign: counts[sign])


def from_xlsx(content: bytes) -> list[Sheet]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MAX_UNPACKED:
                raise UnreadableFile(_("This spreadsheet is too large once unpacked."))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheets = []
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            cells = sheet.iter_rows(max_row=MAX_ROWS + 2, max_col=MAX_COLUMNS, values_only=True)
            sheets.append(_sheet(sheet.title, [list(row) for row in cells], lost_letters=False))
        return sheets
    except UnreadableFile:
        raise
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        OSError,
        SyntaxError,
        RuntimeError,
        ArithmeticError,
        EOFError,
        zlib.error,
    ) as broken:
        raise UnreadableFile(
            _("This spreadsheet cannot be read ({reason}).").format(reason=type(broken).__name__)
        ) from None


def _sheet(name: str, rows: list[list[Any]], lost_letters: bool) -> Sheet:
    """The first row that has cells is the header."""
    if len(rows) > MAX_ROWS:
        raise UnreadableFile(_("This table has more than {count} rows. Please split it.").format(count=MAX_ROWS))
    numbered = [(number, row) for number, row in enumerate(rows, start=1) if any(_is_filled(cell) for cell in row)]
    if numbered and len(numbered[0][1]) == 1 and str(numbered[0][1][0]).lower().startswith("sep="):
        numbered = numbered[1:]
    if not numbered:
        return Sheet(name, [], [], lost_letters)
    header = [str(cell or "").strip() for cell in numbered[0][1]][:MAX_COLUMNS]
    return Sheet(name, header, numbered[1:], lost_letters)


def _is_filled(cell: Any) -> bool:
    return cell is not None and str(cell).strip() != ""
