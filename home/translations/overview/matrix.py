"""Every text in every language: what is translated, checked and published. As many queries for one text as for all."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from home.translations.enums import CellState, TranslationState
from home.translations.queries import DeskEntry, desk_entries, public_originals
from home.translations.tables import write_table


@dataclass(frozen=True)
class Cell:
    locale: Locale
    state: CellState
    entry: DeskEntry | None = None

    @property
    def words_left(self) -> int:
        return self.entry.words_left if self.entry else 0

    @property
    def outdated_since(self) -> datetime | None:
        return self.entry.outdated_since if self.entry else None


@dataclass
class MatrixRow:
    key: UUID
    title: str
    kind: str
    code: str  # of the original
    path: str = ""  # of a page, in the tree of its language
    cells: list[Cell] = field(default_factory=list)

    def has(self, state: str, code: str) -> bool:
        """Whether one of its cells has this state ("outdated" is one too), in any language or in this one."""
        return any(
            (cell.state == state or (state == "outdated" and cell.outdated_since))
            and code in ("", cell.locale.language_code)
            for cell in self.cells
        )


def cell_state(entry: DeskEntry | None) -> CellState:
    if entry is None:
        return CellState.TO_TRANSLATE
    if entry.state != TranslationState.DONE:
        return CellState(entry.state.value)
    return CellState.TO_PUBLISH if entry.waits_for_publishing and not entry.outdated_since else CellState.PUBLISHED


def matrix(locales: Sequence[Locale], *, now: datetime) -> list[MatrixRow]:
    """In the order of the page tree, snippets last."""
    rows: dict[UUID, MatrixRow] = {}
    found: dict[tuple[UUID, int], Cell] = {}
    for locale in locales:
        for page in public_originals(locale):
            key = page.translation_key
            name = capfirst(page.content_type.name)
            rows.setdefault(key, MatrixRow(key, page.title, name, page.locale.language_code, page.path))
            found[key, locale.pk] = Cell(locale, CellState.TO_TRANSLATE)
        for entry in desk_entries(locale, now=now):
            key = entry.translation.source.object_id
            rows.setdefault(key, _row(entry))
            found[key, locale.pk] = Cell(locale, cell_state(entry), entry)
    for row in rows.values():
        row.cells = [found.get((row.key, locale.pk)) or Cell(locale, CellState.ORIGINAL) for locale in locales]
        for place, cell in enumerate(row.cells):
            if cell.state == CellState.ORIGINAL and cell.locale.language_code != row.code:
                row.cells[place] = Cell(cell.locale, CellState.TO_TRANSLATE)
    return sorted(rows.values(), key=lambda row: (not row.path, row.path, row.kind, row.title))


def _row(entry: DeskEntry) -> MatrixRow:
    source = entry.translation.source
    model: Any = source.specific_content_type.model_class()
    path = entry.source.path if isinstance(entry.source, Page) else ""
    kind = capfirst(str(model._meta.verbose_name))
    return MatrixRow(source.object_id, entry.title, kind, source.locale.language_code, path)


def filtered(
    rows: list[MatrixRow], *, words: str = "", state: str = "", code: str = "", below: str = ""
) -> list[MatrixRow]:
    """`below` is the path of a page: it and everything below it."""
    return [
        row
        for row in rows
        if words.lower() in row.title.lower()
        and (not state or row.has(state, code))
        and (not below or row.path.startswith(below))
    ]


def sections(rows: list[MatrixRow]) -> list[MatrixRow]:
    """The pages right below a home page that have others below them, as an edition."""
    step = Page.steplen
    parents = {row.path[:-step] for row in rows if row.path}
    return [row for row in rows if len(row.path) == 3 * step and row.path in parents]


def as_table(rows: list[MatrixRow]) -> str:
    names = {
        cell.locale.language_code: (f"{cell.locale.language_code}", f"{cell.locale.language_code} " + _("Words left"))
        for row in rows[:1]
        for cell in row.cells
    }
    columns = (_("Text"), _("Type"), _("Original language"), *(name for pair in names.values() for name in pair))
    lines = []
    for row in rows:
        line = dict(zip(columns, (row.title, row.kind, row.code), strict=False))
        for cell in row.cells:
            state, words = names[cell.locale.language_code]
            outdated = f" ({_('outdated')})" if cell.outdated_since else ""
            line |= {state: f"{cell.state.label}{outdated}", words: str(cell.words_left)}
        lines.append(line)
    return write_table(lines, columns)
