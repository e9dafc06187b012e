"""Checks that the files of the demo fit each other and the model fields, before anything is loaded."""

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page

from portal.demo.blocks import BlockWriter
from portal.demo.check_facts import accept, check_facts, keys_of, unique
from portal.demo.files import translated_fields
from portal.demo.kinds import Entry
from portal.demo.pictures import picture_files
from portal.demo.read import Demo
from portal.demo.tables import LANGUAGES


def check(demo: Demo) -> None:
    """Raises `ContentError` at the first mistake."""
    entries = list(demo.entries())
    unique((entry.place, entry.key) for entry in entries)
    pages = dict.fromkeys(keys_of(entry for entry in entries if issubclass(entry.model, Page)), 1)
    pictures = dict.fromkeys(picture_files(), 1)
    for entry in entries:
        (entry.place / "original").known(entry.facts.original, LANGUAGES, "language")
        check_texts(entry)
        for language in LANGUAGES:
            writer = BlockWriter(entry, language, pages, pictures)
            for name in entry.blocks:
                writer.write(name)
    check_addresses(demo)
    check_facts(demo)


def check_texts(entry: Entry[Any]) -> None:
    """Required texts exist, and none is longer than its field."""
    needed = [field.name for field in translated_fields(entry.model).values() if not field.blank]
    for name in [*needed, "search_description"] if issubclass(entry.model, Page) else needed:
        if name not in entry.words:
            raise (entry.place / name).mistake("This is missing.")
    for name, text in entry.words.items():
        for language in LANGUAGES:
            accept(entry.model, name, text[language], entry.place / name / language)


def check_addresses(demo: Demo) -> None:
    """No two pages below one share a slug."""
    below: list[Entry[Any]] = [*demo.calls, *demo.programmes]
    editions = [[page for page in below if page.facts.event == event.key] for event in demo.events]
    top: list[Entry[Any]] = [*demo.pages, *demo.events, demo.speakers_page, demo.newsletter]
    families: list[Iterable[Entry[Any]]] = [top, demo.speakers, demo.sessions, demo.issues, *editions]
    for family in families:
        for language in LANGUAGES:
            unique((page.place / "slug" / language, page.words["slug"][language]) for page in family)
