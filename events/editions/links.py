"""Links to pages in the content of a page or snippet, as Wagtail serialises it: finds and replaces them.

Wherever Wagtail stores the id of a page: foreign keys, rich text, and page choosers and rich text in blocks.
"""

import json
import re
from collections.abc import Callable
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

Replace = Callable[[int], int]

LINK = re.compile(r"<a\b[^>]*\blinktype=\"page\"[^>]*>")
ID = re.compile(r"(?<=\bid=\")\d+(?=\")")
OWN = {"alias_of", "page_ptr"}  # where a page is in the tree, not what it names


def linked_pages(model: Any, data: dict[str, Any]) -> set[int]:
    """Ids of all pages that this content links to."""
    found: set[int] = set()

    def note(pk: int) -> int:
        found.add(pk)
        return pk

    with_links(model, data, note)
    return found


def with_links(model: Any, data: dict[str, Any], replace: Replace) -> dict[str, Any]:
    """The content with `replace(id)` in place of the id of each page that it links to."""
    changed = dict(data)
    for field in model._meta.fields:
        value = data.get(field.name)
        if not value or field.name in OWN:
            continue
        if isinstance(field, StreamField):
            raw = json.loads(value)
            changed[field.name] = json.dumps(_in_block(field.stream_block, raw, replace))
        elif isinstance(field, RichTextField):
            changed[field.name] = _in_rich_text(value, replace)
        elif isinstance(field, models.ForeignKey) and issubclass(field.related_model, Page):
            changed[field.name] = replace(value)
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        if name in data:
            rows = [{**row} for row in data[name]]
            own = relation.field.name
            changed[name] = [{**with_links(relation.related_model, row, replace), own: row.get(own)} for row in rows]
    return changed


def _in_rich_text(html: str, replace: Replace) -> str:
    def link(tag: re.Match[str]) -> str:
        return ID.sub(lambda pk: str(replace(int(pk[0]))), tag[0])

    return LINK.sub(link, html)


def _in_block(block: Any, raw: Any, replace: Replace) -> Any:
    if raw is None:
        return None
    if isinstance(block, blocks.StreamBlock):
        return [
            {**child, "value": _in_block(block.child_blocks[child["type"]], child["value"], replace)}
            if child["type"] in block.child_blocks
            else child
            for child in raw
        ]
    if isinstance(block, blocks.ListBlock):
        return [{**child, "value": _in_block(block.child_block, child["value"], replace)} for child in raw]
    if isinstance(block, blocks.StructBlock) and isinstance(raw, dict):
        return {
            name: _in_block(block.child_blocks[name], value, replace) if name in block.child_blocks else value
            for name, value in raw.items()
        }
    if isinstance(block, blocks.RichTextBlock):
        return _in_rich_text(raw, replace)
    if isinstance(block, blocks.PageChooserBlock):
        return replace(raw)
    return raw
