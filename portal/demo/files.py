"""Files of `content/` as items of a model: its translated fields by their names, everything else as facts."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from django.db import models
from wagtail.fields import StreamField
from wagtail_localize.fields import TranslatableField

from portal.demo.parsing import ContentLocation, TomlTable, TranslatedText, convert, convert_table, read_table
from portal.demo.schema import ContentItem, F

T = TypeVar("T")


@dataclass(frozen=True)
class Files:
    """Reads files below a folder, and remembers which."""

    folder: Path
    read: set[str] = field(default_factory=set)

    def row(self, file: str) -> TomlTable:
        self.read.add(file)
        return read_table(self.folder / file, ContentLocation(file))

    def table(self, file: str, kind: type[T]) -> T:
        return convert_table(kind, self.row(file), ContentLocation(file))

    def item(self, file: str, model: type[models.Model], facts: type[F]) -> ContentItem[F]:
        location = ContentLocation(file)
        texts: dict[str, TranslatedText] = {}
        blocks: dict[str, list[TomlTable]] = {}
        others: TomlTable = {}
        fields = translated_fields(model)
        for key, value in self.row(file).items():
            (location / key).require_known(key, [*fields, *get_type_hints(facts)], "key")
            if key not in fields:
                others[key] = value
            elif isinstance(fields[key], StreamField):
                blocks[key] = convert(list[TomlTable], value, location / key)
            else:
                texts[key] = convert(TranslatedText, value, location / key)
        return ContentItem(Path(file).stem, location, model, texts, blocks, convert_table(facts, others, location))

    def items(self, pattern: str, model: type[models.Model], facts: type[F]) -> list[ContentItem[F]]:
        """Entries in the menu first, then the others by name."""
        items = [self.item(file, model, facts) for file in self.names(pattern)]
        return sorted(items, key=lambda item: (not item.facts.menu, item.facts.menu))

    def not_read(self) -> list[str]:
        return [file for file in self.names("**/*.toml") if file not in self.read]

    def names(self, pattern: str) -> list[str]:
        return [path.relative_to(self.folder).as_posix() for path in sorted(self.folder.glob(pattern))]


def translated_fields(model: Any) -> dict[str, models.Field[Any, Any]]:
    """The model's fields with words or blocks that are translated, by name."""
    names = [one.field_name for one in model.translatable_fields if isinstance(one, TranslatableField)]
    columns = {one.name: one for one in model._meta.fields}
    return {name: columns[name] for name in names if name in columns}
