"""No private API of other packages is used, since it may change with any version. Each exception has a reason."""

import ast
import sys
from collections.abc import Iterator

from tests.source_tree import APPS, Module, modules

DOCUMENTED = {"_meta", "_state", "_base_manager", "_default_manager", "_revisions"}  # the last by Wagtail

# Nothing public does the same; a test fails when it changes.
KEPT = {
    "home.views.site": {
        "_wagtail_site",  # spare each page four queries (test_uncached_page)
        "_wagtail_route_for_request",
    },
    "home.translations.memory.units": {
        "_get_data_hash",  # as wagtail-localize reckons the hash of a string
    },
    "home.translations.sync.sources": {
        "_get_data_hash",  # many rows at once, as wagtail-localize makes them one by one (test_opening)
        "_get_path_id",
    },
    "events.timetable.forms": {
        "_get_validation_exclusions",  # five queries a row (test_timetable_form)
    },
}


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and not name.endswith("_")


def reached_for(module: Module) -> Iterator[str]:
    """Private names that a module uses of other packages, or through super()."""
    tree = ast.parse(module.source)
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    own |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_private(node.attr):
            holder = ast.unparse(node.value)
            if holder == "super()" or (holder not in ("self", "cls") and node.attr not in own):
                yield node.attr
        elif isinstance(node, ast.ImportFrom) and node.module and not node.module.startswith("__"):
            yield from (alias.name for alias in node.names if is_private(alias.name))


def replaced(module: Module) -> Iterator[str]:
    """Private members of our classes that hide one of a class that is not ours."""
    loaded = sys.modules.get(module.name)
    for node in ast.parse(module.source).body:
        if not isinstance(node, ast.ClassDef) or loaded is None:
            continue
        bases = [base for base in getattr(loaded, node.name).__mro__ if base.__module__.split(".")[0] not in APPS]
        for name in members(node):
            if is_private(name) and any(name in vars(base) for base in bases):
                yield name


def members(node: ast.ClassDef) -> Iterator[str]:
    for part in node.body:
        if isinstance(part, ast.FunctionDef):
            yield part.name
        elif isinstance(part, ast.Assign):
            yield from (target.id for target in part.targets if isinstance(target, ast.Name))
        elif isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
            yield part.target.id


# Our own attributes of users and requests.
OURS = {"_group_names", "_page_versions"}


def test_no_private_api_of_others_is_used_but_what_has_a_reason():
    found = {}
    for module in modules():
        names = {*reached_for(module), *replaced(module)} - DOCUMENTED - OURS
        if names:
            found[module.name] = names
    assert found == KEPT


def test_the_rule_sees_what_is_private():
    source = """
from a import _b
class Own(Base):
    def _mine(self):
        return self._mine() or super()._theirs() or other._mine or response.headers._store
    def __len__(self): return self._meta
"""
    assert set(reached_for(Module("x", source))) == {"_b", "_theirs", "_store"}
