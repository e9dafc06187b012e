"""Every field that an editor fills in has a help text, except Wagtail's own fields."""

from collections.abc import Iterator
from typing import Any

import pytest
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel
from wagtail.fields import StreamField
from wagtail.models import get_page_models
from wagtail.snippets.models import get_snippet_models

MODELS = [
    model for model in (*get_page_models(), *get_snippet_models()) if model.__module__.startswith(("home.", "ev"))
]
OF_WAGTAIL = {"go_live_at", "expire_at"}


def handler(model: Any) -> Panel:
    viewset = getattr(model, "snippet_viewset", None)
    return viewset.get_edit_handler() if viewset else model.get_edit_handler()


def bare_fields(panel: Panel, form: Any) -> Iterator[str]:
    """Names of the fields below a panel that have no help text."""
    if isinstance(panel, InlinePanel):
        child = panel.child_edit_handler
        yield from bare_fields(child, child.get_form_class())
    elif isinstance(panel, FieldPanel) and (field := form.base_fields.get(panel.field_name)):
        yield from [] if panel.help_text or field.help_text else [panel.field_name]
    for child in getattr(panel, "children", ()):
        yield from bare_fields(child, form)


def bare_blocks(block: Any, path: str) -> Iterator[str]:
    if isinstance(block, blocks.ListBlock):
        yield from bare_blocks(block.child_block, path)
    for name, child in getattr(block, "child_blocks", {}).items():
        of_struct = isinstance(block, blocks.StructBlock)
        if of_struct and not (getattr(child.meta, "help_text", "") or getattr(child.field, "help_text", "")):
            yield f"{path}.{name}"
        yield from bare_blocks(child, f"{path}.{name}")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_has_a_help_text(model):
    panel = handler(model)
    assert set(bare_fields(panel, panel.get_form_class())) - OF_WAGTAIL == set()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_block_s_field_has_a_help_text(model):
    streams = [field for field in model._meta.get_fields() if isinstance(field, StreamField)]
    assert [path for field in streams for path in bare_blocks(field.stream_block, field.name)] == []
