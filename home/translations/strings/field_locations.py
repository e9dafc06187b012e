"""The location of a string: the label that editors see, and its maximum length."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst
from wagtail import blocks
from wagtail.fields import StreamField


@dataclass(frozen=True)
class FieldLocation:
    """`chooser_model` is the model of a chooser (picture, page, document), None for text."""

    label: str
    max_length: int | None = None
    is_slug: bool = False
    chooser_model: type[models.Model] | None = None


@cache
def field_location(model: type[models.Model], field_path: str, language: str) -> FieldLocation:
    """The place at wagtail-localize's `field_path` ("title", "body.text.text"), labelled in the active `language`.

    A field or block that is gone since the source was stored is labelled by its path.
    """
    name, *rest = field_path.split(".")
    try:
        field: Any = model._meta.get_field(name)
        if isinstance(field, models.ManyToOneRel):
            inner = field_location(field.related_model, ".".join(rest), language)
            return replace(inner, label=f"{capfirst(str(field.related_model._meta.verbose_name))} › {inner.label}")
        if isinstance(field, StreamField):
            return _block_location(field, rest)
    except (KeyError, FieldDoesNotExist):
        return FieldLocation(field_path)
    chooser_model = field.related_model if isinstance(field, models.ForeignKey) else None
    return FieldLocation(
        capfirst(str(field.verbose_name)), field.max_length, isinstance(field, models.SlugField), chooser_model
    )


def _block_location(field: StreamField, names: list[str]) -> FieldLocation:
    block: Any = field.stream_block
    labels = []
    for name in names:
        block = block.child_block if isinstance(block, blocks.ListBlock) else block.child_blocks[name]
        if name != "item":
            labels.append(capfirst(str(block.label)))
    chooser_model = block.target_model if isinstance(block, blocks.ChooserBlock) else None
    return FieldLocation(
        " › ".join(labels), getattr(getattr(block, "field", None), "max_length", None), False, chooser_model
    )
