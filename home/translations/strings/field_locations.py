"""The location of a string: the label that editors see, and its maximum length."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.whitelist import check_url


@dataclass(frozen=True)
class FieldLocation:
    """`chooser_model` is the model of a chooser (picture, page, document), None for text.

    `clean` is what the field or block does with a value that somebody chose; it raises ValidationError.
    """

    label: str
    max_length: int | None = None
    is_slug: bool = False
    chooser_model: type[models.Model] | None = None
    clean: Callable[[Any], Any] | None = None


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
    label, is_slug = capfirst(str(field.verbose_name)), isinstance(field, models.SlugField)
    return FieldLocation(label, field.max_length, is_slug, chooser_model, lambda value: field.formfield().clean(value))


def _block_location(field: StreamField, names: list[str]) -> FieldLocation:
    block: Any = field.stream_block
    labels = []
    for name in names:
        block = block.child_block if isinstance(block, blocks.ListBlock) else block.child_blocks[name]
        if name != "item":
            labels.append(capfirst(str(block.label)))
    chooser_model = block.target_model if isinstance(block, blocks.ChooserBlock) else None
    return FieldLocation(
        " › ".join(labels),
        getattr(getattr(block, "field", None), "max_length", None),
        chooser_model=chooser_model,
        clean=clean_link if isinstance(block, blocks.RichTextBlock) else partial(_clean_block, block),
    )


def _clean_block(block: Any, value: Any) -> Any:
    return block.clean(block.to_python(value))


def clean_link(value: Any) -> str:
    """What may be chosen in a rich text is where one of its links leads."""
    if not isinstance(value, str) or not check_url(value):
        raise ValidationError(_("This is not an address of a page or website."))
    return value
