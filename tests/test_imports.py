"""Allowed imports: between apps, between the packages of an app, and in templates; and no cycles."""

import re
from pathlib import Path

import pytest

from tests.source_tree import ROOT, Module, circles, module_graph, modules, parents, reach, with_packages

# What a package of ours may import besides itself; the longest matching name counts.
MAY_IMPORT: dict[str, set[str]] = {
    "home": set(),
    "home.outbox": {"home"},
    "home.translations": {"home", "home.outbox"},
    "home.newsletter": {"home", "home.outbox"},
    "home.accounts": {"home", "home.outbox"},
    "events": {"home", "home.outbox"},
    "search": {"home"},
    "portal": {"home", "home.outbox", "home.translations", "home.newsletter", "home.accounts", "events", "search"},
}

# The rooms of an app: a module, or a folder with all that is in it but what has a line of its own. A room imports
# rooms of the lines above it.
ROOMS = {
    "home": """
        characters row_ids clock outages registry signals listings analysis
        caching
        page_privacy
        design
        i18n
        times roles blocks status
        page_permissions publication
        models
        forms frame initial_site search_index caching.cdn caching.generation
        admission
        jobs caching.middleware after_migrate checks
        admin views offline templatetags management
        apps wagtail_hooks""",
    "home.outbox": """
        enums addresses signals provider files smtp
        address_fields
        models
        kinds
        actions rendering
        claims reports publications
        sending
        jobs admin_views suppression_view status templatetags
        apps wagtail_hooks""",
    "home.newsletter": """
        enums consent blocks
        models
        tokens queries archive issue_translations search_facts
        mail forms issue_templates milestone_issues
        actions
        jobs
        admin views templatetags signal_handlers
        urls apps wagtail_hooks""",
    "home.accounts": """
        models adapter limits session_marks devices
        factors guessing
        policy
        links
        mail forms
        actions
        middleware jobs checks views admin templatetags management
        urls apps wagtail_hooks""",
    "home.translations": """
        enums models access left_out tables
        strings desk sync.sources
        memory glossary talk machine
        publishing
        sync
        publishing.joint queries
        overview
        mail panels status
        jobs views viewsets templatetags signal_handlers
        guards
        urls apps wagtail_hooks""",
    "events": """
        enums
        fields
        ways_in blocks panels
        models
        keeping of_request
        consents live.models
        programme
        live.windows
        choosers
        feeds timetable
        my_programme submissions
        consents.speaking
        roster
        imports
        editions
        admin templatetags jobs signal_handlers
        live live.public
        urls apps wagtail_hooks""",
}


def package_of(name: str) -> str | None:
    """The package of ours a dotted name belongs to; None for anything else."""
    return next((part for part in [name, *parents(name)] if part in MAY_IMPORT), None)


def trespasses(module: Module) -> list[str]:
    """What a module of ours imports although its package may not."""
    mine = package_of(module.name) or ""
    theirs = {found.name: package_of(found.name) for found in module.imports}
    return [name for name, package in theirs.items() if package and package not in {mine, *MAY_IMPORT[mine]}]


def test_no_app_imports_one_that_it_may_not():
    assert {module.name: wrong for module in modules() if (wrong := trespasses(module))} == {}


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
    assert trespasses(Module(module, source))


def test_the_rule_lets_pass_what_is_allowed():
    source = "from home.outbox import actions\nfrom django.db import models"
    assert trespasses(Module("events.timetable.release", source)) == []


# --- rooms


def room_of(name: str, levels: dict[str, int]) -> str | None:
    return next((part for part in [name, *parents(name)] if part in levels), None)


def levels_of(app: str) -> dict[str, int]:
    """Dotted name of a room → the number of its line."""
    lines = ROOMS[app].strip().splitlines()
    return {f"{app}.{room}": number for number, line in enumerate(lines) for room in line.split()}


def climbs(app: str, graph: dict[str, set[str]]) -> list[str]:
    """Imports of an app that do not lead to an earlier line of its rooms."""
    levels, wrong = levels_of(app), []
    for name in sorted(graph):
        mine = room_of(name, levels)
        for target in sorted(graph[name]) if mine and package_of(name) == app else []:
            theirs = room_of(target, levels) if package_of(target) == app else mine
            if theirs and theirs != mine and levels[theirs] >= levels[mine]:
                wrong.append(f"{name} -> {target}")
    return wrong


@pytest.mark.parametrize("app", ROOMS)
def test_rooms_import_only_what_is_before_them(app):
    assert climbs(app, module_graph(modules())) == []


@pytest.mark.parametrize("app", ROOMS)
def test_every_module_has_a_room_and_every_room_is_there(app):
    levels, names = levels_of(app), {module.name for module in modules()}
    own = {name for name in names if package_of(name) == app and name not in ROOMS and name not in MAY_IMPORT}
    assert {name for name in own if room_of(name, levels) is None} == set()
    assert set(levels) - names == set()


def test_the_rule_sees_a_room_that_climbs():
    graph = {"events.feeds.ical": {"events.timetable.forms"}, "events.timetable.forms": {"events.models.events"}}
    graph["events.models.events"] = {"events.programme.queries"}
    assert climbs("events", graph) == [
        "events.feeds.ical -> events.timetable.forms",
        "events.models.events -> events.programme.queries",
    ]


# --- circles


def test_no_modules_import_each_other():
    assert circles(with_packages(module_graph(modules()))) == []


def test_the_rule_sees_circles_also_inside_functions_and_over_packages():
    sources = {
        "a.models": "import a.views",
        "a.views": "def view():\n    from a.forms import Form",
        "a.forms": "from a import models",
        "b": "from b.one import x",
        "b.one": "import c.two",
        "c": "",
        "c.two": "from b.three import y",
        "b.three": "y = 1",
    }
    graph = with_packages(module_graph([Module(*item) for item in sources.items()]))
    assert circles(graph) == [["a.forms", "a.models", "a.views"], ["b", "b.one", "c.two"]]


# --- imports inside functions: only for a reason of this list, named on their line

DEFERRED = {
    "models": "an app's configuration is imported before any model may be",
    "optional": "a library that most installations do not use, which would take memory in each process",
}
REASON = re.compile(r"#.*\bdeferred: (\w+)")


def undeclared(module: Module) -> list[int]:
    """Lines of imports inside functions that state no reason of the list."""
    lines = module.source.splitlines()
    wrong = []
    for found in module.imports:
        reason = REASON.search(lines[found.line - 1])
        if found.in_function and not (reason and reason[1] in DEFERRED):
            wrong.append(found.line)
    return sorted(set(wrong))


def test_imports_inside_functions_have_a_reason():
    assert {module.name: lines for module in modules() if (lines := undeclared(module))} == {}


def test_the_reason_models_is_for_configurations_of_apps():
    deferring = {module.name for module in modules() if "deferred: models" in module.source}
    assert {name for name in deferring if not name.endswith(".apps")} == set()


@pytest.mark.parametrize(
    ("line", "is_wrong"),
    [
        ("from a import b  # deferred: models", False),
        ("from a import b  # noqa: F401  deferred: models", False),
        ("from a import b", True),
        ("from a import b  # deferred: slow", True),
        ("from a import b  # a circle", True),
    ],
)
def test_the_rule_sees_an_import_without_a_reason(line, is_wrong):
    module = Module("home.apps", f"class Config:\n    def ready(self):\n        {line}\n")
    assert undeclared(module) == ([3] if is_wrong else [])
    assert undeclared(Module("home.apps", line)) == []


# --- what registers itself is imported when the apps are ready

REGISTERS = re.compile(r"^@job\(|= register\(Kind\(", re.MULTILINE)


def test_jobs_and_kinds_of_mail_are_imported_when_their_app_is_ready():
    graph, missing = with_packages(module_graph(modules())), []
    for module in modules():
        if REGISTERS.search(module.source):
            app = next(name for name in [*parents(module.name)] if f"{name}.apps" in graph)
            if module.name not in reach(graph, f"{app}.apps"):
                missing.append(module.name)
    assert missing == []


# --- templates

# A folder of templates belongs to an app and may load the tags of whatever that app may import.
TEMPLATES_OF = {
    "accounts": "home.accounts",
    "events": "events",
    "submissions": "events",
    "consents": "events",
    "roster": "events",
    "newsletter": "home.newsletter",
    "outbox": "home.outbox",
    "search": "search",
    "translations": "home.translations",
    "wagtail_localize": "home.translations",
    "wagtailusers": "home.accounts",
}  # any other folder, and templates in no folder, belong to the base

# Tags that an app offers to all templates. The others are its own.
OFFERED = {"event_tags", "newsletter_tags", "translation_tags"}
LOAD = re.compile(r"\{%\s*load\s+(?:\S+(?:\s+\S+)*?\s+from\s+)?(.+?)\s*%\}")


def libraries() -> dict[str, str]:
    """Tag library → the package that contains it."""
    found = {}
    for module in modules():
        folder, _dot, library = module.name.rpartition(".")
        if folder.endswith(".templatetags"):
            found[library] = package_of(folder) or ""
    return found


def borrowed(path: Path, text: str, known: dict[str, str]) -> list[str]:
    """Tag libraries that a template (a path below templates/) loads although its app may not use them."""
    app = TEMPLATES_OF.get(path.parts[0], "home")
    loaded = {library for names in LOAD.findall(text) for library in names.split()}
    allowed = {app, *MAY_IMPORT[app]}
    return sorted(one for one in loaded & known.keys() - OFFERED if known[one] not in allowed)


def test_templates_load_tags_of_their_own_app_and_those_on_offer():
    known, wrong = libraries(), {}
    assert known.keys() >= OFFERED
    for path in sorted((ROOT / "templates").rglob("*.*")):
        name = path.relative_to(ROOT / "templates")
        if found := borrowed(name, path.read_text(encoding="utf-8"), known):
            wrong[str(name)] = found
    assert wrong == {}


@pytest.mark.parametrize(
    ("path", "markup", "wrong"),
    [
        ("home/home_page.html", "{% load event_tags i18n %}", []),
        ("home/home_page.html", "{% load i18n programme_tags %}", ["programme_tags"]),
        ("base.html", "{% load cached_entry from entry_tags %}", ["entry_tags"]),
        ("newsletter/issue.html", "{% load site_tags mail_tags outbox_tags %}", []),
        ("outbox/email.html", "{% load mail_tags %}", ["mail_tags"]),
        ("events/call_page.html", "{% load proposal_tags newsletter_tags %}", []),
    ],
)
def test_the_rule_sees_borrowed_tags(path, markup, wrong):
    assert borrowed(Path(path), markup, libraries()) == wrong
