"""The modules of our apps and what they import, read from their source. Migrations are left out."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
APPS = ("portal", "home", "events", "search")


@dataclass(frozen=True)
class Import:
    """`name` is the imported object, with its module: "home.clock.now"."""

    name: str
    line: int
    in_function: bool


@dataclass(frozen=True)
class Module:
    name: str
    source: str
    package: str = ""  # the package that contains it; its own name if it is an __init__.py

    @cached_property
    def imports(self) -> list[Import]:
        return list(self._imports())

    def _imports(self) -> Iterator[Import]:
        tree = ast.parse(self.source)
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
        inside = {part for function in functions for part in ast.walk(function)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from (Import(alias.name, node.lineno, node in inside) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):  # ruff refuses `from ..` (TID252)
                where = ".".join(part for part in (node.level and self.package, node.module) if part)
                yield from (Import(f"{where}.{alias.name}", node.lineno, node in inside) for alias in node.names)


def python_files() -> list[Path]:
    return [path for app in APPS for path in sorted((ROOT / app).rglob("*.py"))]


@cache
def modules() -> tuple[Module, ...]:
    found = []
    for path in python_files():
        parts = path.relative_to(ROOT).with_suffix("").parts
        if "migrations" not in parts:
            package = ".".join(parts[:-1])
            name = package if parts[-1] == "__init__" else ".".join(parts)
            found.append(Module(name, path.read_text(encoding="utf-8"), package))
    return tuple(found)


def module_graph(modules: Iterable[Module]) -> dict[str, set[str]]:
    """Module → the modules of ours that it imports, inside functions too."""
    graph: dict[str, set[str]] = {module.name: set() for module in modules}
    for module in modules:
        named = {found.name if found.name in graph else found.name.rpartition(".")[0] for found in module.imports}
        graph[module.name] = named & graph.keys() - {module.name}
    return graph


def with_packages(graph: dict[str, set[str]]) -> dict[str, set[str]]:
    """With the packages that contain the imported module (they run first), without those of the importing module."""
    around = {name: {parent for parent in parents(name) if parent in graph} for name in graph}
    return {
        name: {part for target in targets for part in {target, *around[target]} - around[name] - {name}}
        for name, targets in graph.items()
    }


def parents(name: str) -> list[str]:
    """The packages around a module: "a.b.c" → ["a.b", "a"]."""
    parts = name.split(".")
    return [".".join(parts[:end]) for end in range(len(parts) - 1, 0, -1)]


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Modules that reach each other (strongly connected components of more than one)."""
    reached = {name: reach(graph, name) for name in graph}
    found = {tuple(sorted(other for other in reached[name] if name in reached[other])) for name in graph}
    return [list(circle) for circle in sorted(found) if circle]


def reach(graph: dict[str, set[str]], start: str) -> set[str]:
    """All modules that importing one needs."""
    seen: set[str] = set()
    waiting = list(graph[start])
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(graph[name])
    return seen
