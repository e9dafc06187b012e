"""The images that a block shows, and in which renditions, so that they can be made before the first reader comes."""

from collections.abc import Iterator
from typing import Any

from wagtail import blocks

Shown = tuple[Any, list[str]]  # an image and the specs of its renditions


def pictures_in(block: blocks.Block, value: Any) -> Iterator[Shown]:
    """Of a block with images of its own, what its method `pictures` says; of any other, those of the blocks inside."""
    if value is None:
        return
    if hasattr(block, "pictures"):
        yield from block.pictures(value)
    elif isinstance(block, blocks.StreamBlock):
        for child in value:
            yield from pictures_in(child.block, child.value)
    elif isinstance(block, blocks.ListBlock):
        for child in value:
            yield from pictures_in(block.child_block, child)
    elif isinstance(block, blocks.StructBlock):
        for name, child_block in block.child_blocks.items():
            yield from pictures_in(child_block, value.get(name))
