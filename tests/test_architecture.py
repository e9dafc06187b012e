"""House rules that can be checked in syntax trees and files."""

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterable

import pytest

from tests.source_tree import ROOT, Module, modules, python_files


def test_no_file_is_longer_than_anybody_reads():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in [*python_files(), *(ROOT / "tests").rglob("*.py")]
        if "migrations" not in path.parts and (lines := path.read_text(encoding="utf-8").count("\n")) > 400
    }
    assert long == {}


def test_no_module_is_named_for_nothing():
    assert [path for path in python_files() if path.stem in {"utils", "helpers", "common", "misc"}] == []


MOST_IN_A_FOLDER = 20


def test_no_folder_holds_more_modules_than_one_sees_at_a_glance():
    """Migrations and __init__ are not counted."""
    counted = [path for path in python_files() if path.stem != "__init__" and "migrations" not in path.parts]
    folders = Counter(str(path.parent.relative_to(ROOT)) for path in counted)
    assert {folder: count for folder, count in folders.items() if count > MOST_IN_A_FOLDER} == {}


# Names that Django requires, or that mean the same thing: portal.demo.schema describes rows of the models.
ONE_MEANING = {"Command", "EmailBackend", "Recording", "Room", "Slot", "Speaker", "Theme", "Timetable"}


def classes_of_one_name(found: Iterable[Module]) -> dict[str, list[str]]:
    """Name of a public class → the modules that define it, where there are several."""
    defined: dict[str, list[str]] = defaultdict(list)
    for module in found:
        for node in ast.parse(module.source).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                defined[node.name].append(module.name)
    return {name: places for name, places in defined.items() if len(places) > 1}


def test_no_name_of_a_class_means_two_things():
    found = classes_of_one_name(modules())
    assert {name: places for name, places in found.items() if name not in ONE_MEANING} == {}


def test_the_rule_sees_two_classes_of_one_name():
    sources = {"a": "class Row: pass\nclass _Own: pass", "b.c": "class Row(Base): pass", "d": "class _Own: pass"}
    assert classes_of_one_name([Module(*item) for item in sources.items()]) == {"Row": ["a", "b.c"]}


INLINE = re.compile(
    r"""<[^>]*\sstyle\s*=             # a style attribute
      | <[^>]*\son[a-z]+\s*=          # a handler
      | <style\b
      | <script\b(?![^>]*\ssrc=)(?![^>]*type="application/(?:ld\+)?json")
      | (?:\ssrc|<link\b[^>]*\shref)\s*=\s*["'](?:https?:)?//  # somebody else's file
    """,
    re.VERBOSE | re.IGNORECASE,
)


@pytest.mark.parametrize(
    "markup",
    [
        '<p style="x">',
        "<a onclick='x'>",
        "<style>",
        "<script>",
        "<script defer>x",
        '<img src="//cdn.example.org/a.png">',
    ],
)
def test_the_rule_sees_what_is_inline(markup):
    assert INLINE.search(markup)


ELSEWHERE = {
    "templates/outbox/email.html",  # mail has neither a content policy nor files beside it
    "templates/events/admin/slots_panel.html",  # Wagtail starts its inline panels like this
}


def test_templates_hold_nothing_inline_and_nothing_of_others():
    found = {}
    for path in sorted((ROOT / "templates").rglob("*.html")):
        if str(path.relative_to(ROOT)) in ELSEWHERE:
            continue
        if matches := [match.group() for match in INLINE.finditer(path.read_text(encoding="utf-8"))]:
            found[str(path.relative_to(ROOT))] = matches
    assert found == {}


def test_no_line_of_a_template_is_longer_than_a_diff_shows():
    long = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted((ROOT / "templates").rglob("*.*"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > 160
    ]
    assert long == []


INDENTED = re.compile(
    r"""<(pre|textarea)\b(?:[^>"]|"[^"]*")*>(?:(?!</\1).)*\n
      | \{%\ blocktranslate\b(?![^%]*\ trimmed\b)[^%]*%\}(?:(?!endblocktranslate).)*\n
    """,
    re.VERBOSE | re.DOTALL,
)


@pytest.mark.parametrize(
    "markup",
    [
        '<pre class="x">\n  x</pre>',
        "<textarea\n>\n</textarea>",
        "{% blocktranslate with a=b %}\n x{% endblocktranslate %}",
    ],
)
def test_the_rule_sees_what_depends_on_its_indentation(markup):
    assert INDENTED.search(markup)


def test_no_template_depends_on_its_indentation():
    """portal/template_loader.py drops it."""
    html = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "templates").rglob("*.html"))}
    assert [str(path.relative_to(ROOT)) for path, text in html.items() if INDENTED.search(text)] == []


MAKES_RENDITIONS = re.compile(r"\{%\s*(?:image|image_url|srcset_image|picture_image)\b|\bget_renditions?\(")


def test_no_template_and_no_view_makes_renditions():
    """Requests write nothing: home.design.renditions uses existing renditions, home.jobs.renditions makes them."""
    sources = [*(ROOT / "templates").rglob("*.html"), *python_files()]
    assert MAKES_RENDITIONS.search("{% image photo fill-160x160 %}") and MAKES_RENDITIONS.search("own.get_rendition(x)")
    found = [str(path.relative_to(ROOT)) for path in sources if MAKES_RENDITIONS.search(path.read_text("utf-8"))]
    assert found == []
