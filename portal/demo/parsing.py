"""TOML tables made into dataclasses and texts. A mistake is reported in a sentence that names the file and the key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import datetime, time
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from django.core.exceptions import ValidationError

LANGUAGES = {"en": "English", "es": "Spanish"}
"""The languages of the demo, by code."""

TomlTable = dict[str, Any]
"""A table as it stands in the file."""

T = TypeVar("T")
FEW = 16  # names that a sentence can list
TAG = re.compile(r"<[^>]*>")
MEANT = {
    str: "a text in quotation marks",
    int: "a whole number",
    bool: "true or false",
    time: "a time of day like 13:20:00",
    datetime: "an instant in UTC like 2021-05-06T13:00:00Z",
    dict: "a table",
    list: "a list in square brackets",
}


class ContentError(Exception):
    """A file of the demo cannot be used; the message says which, where and why."""


class TranslatedText(dict[str, str]):
    """A text in each of `LANGUAGES`, by code. An empty line stands between its paragraphs."""


@dataclass(frozen=True)
class ContentLocation:
    """A file, by its name below `content/`, and the keys that lead to a value in it; list items count from 1."""

    file: str
    keys: tuple[str, ...] = ()

    def __truediv__(self, key: object) -> ContentLocation:
        return ContentLocation(self.file, (*self.keys, str(key)))

    def __str__(self) -> str:
        return ", ".join([f"content/{self.file}", *([" ".join(self.keys)] if self.keys else [])])

    def mistake(self, sentence: str) -> ContentError:
        return ContentError(f"{self}: {sentence}")

    def require_known(self, name: Any, among: Collection[str], what: str) -> None:
        """Refuse a name that is not one of these."""
        if not isinstance(name, str) or name not in among:
            choice = f"; there are {', '.join(among)}" if 0 < len(among) <= FEW else ""
            raise self.mistake(f"There is no {what} “{name}”{choice}.")

    @contextmanager
    def field_errors(self) -> Iterator[None]:
        """What a field refuses inside is a mistake here."""
        try:
            yield
        except ValidationError as error:
            raise self.mistake(" ".join(error.messages)) from error


def read_table(path: Path, location: ContentLocation) -> TomlTable:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise location.mistake("The file is missing.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise location.mistake(f"The file is not valid TOML: {error}.") from error


def convert(hint: Any, value: Any, location: ContentLocation) -> Any:
    """`value` as `hint` says: TranslatedText, a dataclass, a list or dict of these, one of several, or a plain type."""
    if hint is TranslatedText:
        return translated_text(value, location)
    if is_dataclass(hint):
        return convert_table(cast(Any, hint), value, location)
    if get_origin(hint) is UnionType:
        return convert(choose(get_args(hint), value), value, location)
    plain = get_origin(hint) or hint
    if type(value) is not plain or (plain is datetime and value.tzinfo is None):
        raise location.mistake(f"Write {MEANT[plain]} here.")
    if plain is list:
        return [convert(get_args(hint)[0], one, location / number) for number, one in enumerate(value, 1)]
    if plain is dict and get_args(hint)[1] is not Any:
        return {key: convert(get_args(hint)[1], one, location / key) for key, one in value.items()}
    return tidy(value) if plain is str else value


def choose(hints: tuple[Any, ...], value: Any) -> Any:
    """Of several hints the one for such a value: a dataclass for a table, else the plain type."""
    kinds = [hint for hint in hints if hint is not NoneType]
    return next((kind for kind in kinds if is_dataclass(kind) == isinstance(value, dict)), kinds[0])


def convert_table(kind: type[T], value: Any, location: ContentLocation) -> T:
    """An instance of a dataclass; every key of the table has to be one of its fields."""
    table, hints = convert(TomlTable, value, location), get_type_hints(kind)
    for key in table:
        (location / key).require_known(key, hints, "key")
    found = {key: convert(hints[key], one, location / key) for key, one in table.items()}
    for field in fields(cast(Any, kind)):
        if field.name not in found and field.default is MISSING and field.default_factory is MISSING:
            raise (location / field.name).mistake("This is missing.")
    return kind(**found)


def translated_text(value: Any, location: ContentLocation) -> TranslatedText:
    """A text in all languages, paragraph for paragraph and item for item."""
    if not isinstance(value, dict):
        raise location.mistake(f"Readers see this, so write it in each language: {', '.join(LANGUAGES)}.")
    for code in value:
        (location / code).require_known(code, LANGUAGES, "language")
    for code, name in LANGUAGES.items():
        if not isinstance(value.get(code), str) or not value[code].strip():
            raise (location / code).mistake(f"The {name} text is missing.")
    texts = TranslatedText({code: tidy(value[code]) for code in LANGUAGES})
    if len({shape(text) for text in texts.values()}) > 1:
        raise location.mistake("The languages differ in the number of their paragraphs or list items.")
    if len({tuple(sorted(TAG.findall(text))) for text in texts.values()}) > 1:
        raise location.mistake("The languages differ in their links or tags.")
    return texts


def tidy(text: str) -> str:
    """Without the line breaks of the file: one line for each paragraph and each list item ("- …")."""
    chunks = [chunk.strip() for chunk in re.split(r"\n\s*\n", text)]
    return "\n\n".join(
        "\n".join(" ".join(line.split()) for line in re.split(r"\n(?=- )", chunk)) for chunk in chunks if chunk
    )


def shape(text: str) -> tuple[tuple[bool, int], ...]:
    """For each paragraph or list, whether it is a list and how many lines it has."""
    return tuple((chunk.startswith("- "), chunk.count("\n")) for chunk in text.split("\n\n"))
