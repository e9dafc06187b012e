"""The house rules that a syntax tree or a look at the files can hold us to."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
APPS = ("portal", "home", "events", "search")

# Whom a package of ours may import besides itself; the longest name that fits counts. Templates may mix.
MAY_IMPORT: dict[str, set[str]] = {
    "home": set(),
    "home.outbox": {"home"},
    "home.translations": {"home", "home.outbox"},
    "home.newsletter": {"home", "home.outbox"},
    "events": {"home", "home.outbox"},
    "search": {"home"},
    "portal": {"home", "home.outbox", "home.translations", "home.newsletter", "events", "search"},
}


def python_files() -> list[Path]:
    return [path for app in APPS for path in sorted((ROOT / app).rglob("*.py"))]


def package_of(module: str) -> str | None:
    """The package of ours a dotted module name belongs to; None for anything else."""
    fitting = [name for name in MAY_IMPORT if module == name or module.startswith(f"{name}.")]
    return max(fitting, key=len, default=None)


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def trespasses(module: str, source: str) -> list[str]:
    """What a module of ours imports although its package may not."""
    mine = package_of(module) or ""
    theirs = {name: package_of(name) for name in imports(ast.parse(source))}
    return [name for name, package in theirs.items() if package and package not in {mine, *MAY_IMPORT[mine]}]


def test_nobody_imports_whom_they_may_not():
    found = {}
    for path in python_files():
        relative = path.relative_to(ROOT)
        if wrong := trespasses(".".join(relative.with_suffix("").parts), path.read_text(encoding="utf-8")):
            found[str(relative)] = wrong
    assert found == {}


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("home.models.pages", "from events.models import Event"),
        ("home.jobs.registry", "from home import outbox"),
        ("home.views.site", "def view():\n    import home.newsletter.actions"),
        ("events.timetable.release", "from home.newsletter.models import Subscriber"),
        ("home.newsletter.actions", "from events.models import Event"),
        ("search.views", "from portal.settings import base"),
    ],
)
def test_the_rule_sees_a_trespass(module, source):
    assert trespasses(module, source)


def test_the_rule_lets_pass_what_is_allowed():
    assert trespasses("events.timetable.release", "from home.outbox import actions\nfrom django.db import models") == []


def test_no_file_is_longer_than_anybody_reads():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in [*python_files(), *(ROOT / "tests").rglob("*.py")]
        if "migrations" not in path.parts and (lines := path.read_text(encoding="utf-8").count("\n")) > 400
    }
    assert long == {}


def test_no_module_is_named_for_nothing():
    assert [path for path in python_files() if path.stem in {"utils", "helpers", "common", "misc"}] == []


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
    "templates/outbox/letter.html",  # mail has neither a content policy nor files beside it
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
