"""Files named in the documents exist, and links have a target."""

import re
from importlib import import_module

import pytest

from tests.source_tree import ROOT

DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
FOLDERS = ["benchmarks", "deploy", "docs", "events", "home", "portal", "search", "templates", "tests"]
PATH = re.compile(rf"`((?:{'|'.join(FOLDERS)})/[\w./-]*)`")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
# Files that the recipes add, and files that an administrator writes.
EXAMPLES = {"templates/home/blocks/definition.html", "templates/home/circle_page.html", "deploy/.env"}


IMPORT = re.compile(r"^ *from ((?:events|home|portal|search)[\w.]*) import (\w+)$", re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_paths_and_links_of_documents_exist(document):
    text = document.read_text(encoding="utf-8")
    paths = [path for path in PATH.findall(text) if path not in EXAMPLES and not (ROOT / path).exists()]
    links = [link for link in LINK.findall(text) if not (document.parent / link).exists()]
    assert paths + links == []


def test_what_the_recipes_import_is_there():
    found = [pair for document in DOCUMENTS for pair in IMPORT.findall(document.read_text(encoding="utf-8"))]
    assert found
    assert [pair for pair in found if not hasattr(import_module(pair[0]), pair[1])] == []
