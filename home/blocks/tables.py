from collections.abc import Iterator
from hashlib import sha256

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail_localize.segments import StringSegmentValue


class CellsBlock(TypedTableBlock):
    """The cells of a table. wagtail-localize extracts no string of Wagtail's own block.

    A text is known by itself, not by its place: rows and columns that are added or moved keep their translations, and a
    text that stands in several cells is translated once.
    """

    text = blocks.CharBlock(label=_("text"), required=False, help_text=_("A few words. It may be empty."))

    class Meta:
        label = _("cells")
        help_text = _("Give every column a heading. The first column says what each row is about.")

    def get_translatable_segments(self, value: TypedTable) -> list[StringSegmentValue]:
        return [StringSegmentValue(_name(text), text) for text in dict.fromkeys(_texts(value))]

    def restore_translated_segments(self, value: TypedTable, segments: list[StringSegmentValue]) -> TypedTable:
        known = {segment.path: segment.render_text() for segment in segments}

        def translated(text: str) -> str:
            return known.get(_name(text), text)

        return TypedTable(
            columns=[{**column, "heading": translated(column["heading"])} for column in value.columns],
            row_data=[{"values": [translated(text) for text in row["values"]]} for row in value.row_data],
            caption=translated(value.caption),
        )


def _texts(table: TypedTable) -> Iterator[str]:
    cells = (text for row in table.row_data for text in row["values"])
    yield from (text for text in (table.caption, *(one["heading"] for one in table.columns), *cells) if text)


def _name(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


class TableBlock(blocks.StructBlock):
    table = CellsBlock()
    note = blocks.CharBlock(label=_("note"), required=False, help_text=_("Shown below the table. Optional."))

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Rows and columns of short texts, for example prices or times.")
        template = "home/blocks/table.html"
        preview_value = {
            "note": _("Nobody is asked for a proof."),
            "table": {
                "columns": [{"type": "text", "heading": _("Who")}, {"type": "text", "heading": _("Price")}],
                "rows": [{"values": [_("with an income"), "30 €"]}, {"values": [_("without an income"), "0 €"]}],
                "caption": _("What it costs"),
            },
        }
