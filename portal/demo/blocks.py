"""Blocks as a StreamField stores them, in one language at a time, with the same ids in each."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from portal.demo.parsing import ContentLocation, TomlTable, convert, tidy, translated_text
from portal.demo.schema import ContentItem

PAGE_LINK = re.compile(r'href="page:(?P<key>[^"]*)"')
SAME_IN_BOTH = {"attribution", "source", "original", "name"}
"""Names and original wordings, which are the same in both languages."""


class BlockWriter:
    """Writes the blocks of one item in one language.

    Files use the names of blocks and fields in the code. `pages` and `images` are possible link targets, by key.
    Raises `ContentError` where a file does not fit the blocks.
    """

    def __init__(
        self, item: ContentItem[Any], language: str, pages: Mapping[str, int], images: Mapping[str, int]
    ) -> None:
        self.item, self.language, self.pages, self.images = item, language, pages, images

    def write(self, name: str) -> list[TomlTable]:
        """The value of the StreamField `name`."""
        stream: Any = self.item.model._meta.get_field(name)
        return [
            self.stream_child(stream.stream_block, row, self.item.location / name / number, f"{name}/{number}")
            for number, row in enumerate(self.item.blocks[name], 1)
        ]

    def stream_child(
        self, stream: blocks.StreamBlock, row: TomlTable, location: ContentLocation, path: str
    ) -> TomlTable:
        """A block with its `type`; a `key` is for others to refer to it by."""
        kind = row.get("type")
        (location / "type").require_known(kind, stream.child_blocks, "block")
        values = {key: value for key, value in row.items() if key not in ("type", "key")}
        return {
            "type": kind,
            "value": self.value(stream.child_blocks[kind], values, location, path),
            "id": self.identity(path),
        }

    def value(self, block: blocks.Block, value: Any, location: ContentLocation, path: str) -> Any:
        match block:
            case blocks.StructBlock():
                return self.struct(block, convert(TomlTable, value, location), location, path)
            case blocks.ListBlock():
                return [
                    {
                        "type": "item",
                        "value": self.value(block.child_block, one, location / number, f"{path}/{number}"),
                        "id": self.identity(f"{path}/{number}"),
                    }
                    for number, one in enumerate(convert(list[TomlTable], value, location), 1)
                ]
            case blocks.PageChooserBlock():
                return find(value, self.pages, "page", location)
            case ImageChooserBlock():
                return find(value, self.images, "picture", location)
            case blocks.RichTextBlock():
                return self.html(translated_text(value, location)[self.language], location / self.language)
            case blocks.CharBlock() | blocks.TextBlock():
                same = isinstance(value, str) and location.keys[-1] in SAME_IN_BOTH
                return clean(block, tidy(value) if same else translated_text(value, location)[self.language], location)
        return clean(block, value, location)

    def struct(self, block: blocks.StructBlock, values: TomlTable, location: ContentLocation, path: str) -> TomlTable:
        children = block.child_blocks
        for name in values:
            (location / name).require_known(name, children, "key")
        for name, child in children.items():
            may_be_left_out = isinstance(child, blocks.FieldBlock) and (not child.required or child.meta.default)
            if name not in values and not may_be_left_out:
                raise (location / name).mistake("This is missing.")
        if {"page", "url"} <= children.keys() and ("page" in values) == ("url" in values):
            raise location.mistake("Write where it leads: either a page or a url.")
        return {
            name: self.value(child, values[name], location / name, f"{path}/{name}") if name in values else empty(child)
            for name, child in children.items()
        }

    def html(self, text: str, location: ContentLocation) -> str:
        """Paragraphs and lists, with links to pages in the form the CMS stores."""

        def link(found: re.Match[str]) -> str:
            return f'linktype="page" id="{find(found["key"], self.pages, "page", location)}"'

        chunks = []
        for chunk in PAGE_LINK.sub(link, text).split("\n\n"):
            items = "".join(f"<li>{line.removeprefix('- ')}</li>" for line in chunk.split("\n"))
            chunks.append(f"<ul>{items}</ul>" if chunk.startswith("- ") else f"<p>{chunk}</p>")
        return "".join(chunks)

    def identity(self, path: str) -> str:
        return str(uuid5(NAMESPACE_URL, f"demo:{self.item.key}:{path}"))


def find(key: Any, among: Mapping[str, int], what: str, location: ContentLocation) -> int:
    location.require_known(key, among, what)
    return among[key]


def empty(block: blocks.FieldBlock) -> Any:
    """The stored value of a field that was left out."""
    default = block.get_default()
    is_text = default is None and not isinstance(block, blocks.ChooserBlock)
    return "" if is_text else block.get_prep_value(default)


def clean(block: blocks.Block, value: Any, location: ContentLocation) -> Any:
    with location.field_errors():
        return block.clean(value)
