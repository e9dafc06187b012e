"""Escaping for all CSV and XLSX exports of the admin, Wagtail's reports included."""

from typing import Any

from django.utils.encoding import force_str
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from home.characters import lines, without_formula

as_wagtail_writes_it = SpreadsheetExportMixin.preprocess_field_value


def preprocess_field_value(view: SpreadsheetExportMixin, field: str, value: Any, export_format: str) -> Any:
    """A cell of a CSV file never begins as a formula; a cell of an XLSX file has a type, but not every character."""
    cell = force_str(as_wagtail_writes_it(view, field, value, export_format), strings_only=True)
    if export_format == SpreadsheetExportMixin.FORMAT_CSV:
        return without_formula(cell)
    return lines(cell) if isinstance(cell, str) else cell


def connect() -> None:
    """Patches the mixin itself, because many views use it and each version of Wagtail adds some."""
    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value
