"""Checks that the files of the demo fit each other and the model fields, before anything is loaded."""

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page

from portal.demo.blocks import BlockWriter
from portal.demo.check_facts import check_facts, check_field, keys_of, require_unique
from portal.demo.files import translated_fields
from portal.demo.parsing import LANGUAGES
from portal.demo.pictures import picture_files
from portal.demo.read import Demo
from portal.demo.schema import ContentItem


def check(demo: Demo) -> None:
    """Raises `ContentError` at the first mistake."""
    items = list(demo.items())
    require_unique((item.location, item.key) for item in items)
    pages = dict.fromkeys(keys_of(item for item in items if issubclass(item.model, Page)), 1)
    pictures = dict.fromkeys(picture_files(), 1)
    for item in items:
        (item.location / "original").require_known(item.facts.original, LANGUAGES, "language")
        check_texts(item)
        for language in LANGUAGES:
            writer = BlockWriter(item, language, pages, pictures)
            for name in item.blocks:
                writer.write(name)
    check_addresses(demo)
    check_facts(demo)


def check_texts(item: ContentItem[Any]) -> None:
    """Required texts exist, and none is longer than its field."""
    needed = [field.name for field in translated_fields(item.model).values() if not field.blank]
    for name in [*needed, "search_description"] if issubclass(item.model, Page) else needed:
        if name not in item.texts:
            raise (item.location / name).mistake("This is missing.")
    for name, text in item.texts.items():
        for language in LANGUAGES:
            check_field(item.model, name, text[language], item.location / name / language)


def check_addresses(demo: Demo) -> None:
    """No two pages below one share a slug."""
    below: list[ContentItem[Any]] = [*demo.calls, *demo.programmes]
    editions = [[page for page in below if page.facts.event == event.key] for event in demo.events]
    top: list[ContentItem[Any]] = [*demo.pages, *demo.events, demo.speakers_page, demo.newsletter]
    sibling_groups: list[Iterable[ContentItem[Any]]] = [top, demo.speakers, demo.sessions, demo.issues, *editions]
    for siblings in sibling_groups:
        for language in LANGUAGES:
            require_unique((page.location / "slug" / language, page.texts["slug"][language]) for page in siblings)
