"""The mutants of a module, and putting one into a running process."""

import difflib
import gc
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from types import CodeType, FunctionType
from typing import cast

import libcst as cst
from mutmut.mutation.mutators import mutation_operators

from tests.source_tree import ROOT

# Calls whose arguments are words for people.
WORDS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "log", "logger"}


@dataclass(frozen=True, eq=False)
class Mutant:
    path: Path
    module: cst.Module
    function: str  # qualified, as in code objects: "Class.method", "outer.<locals>.inner"
    original: cst.CSTNode
    mutated: cst.CSTNode

    @cached_property
    def source(self) -> str:
        return cast(cst.Module, self.module.deep_replace(self.original, self.mutated)).code

    @property
    def change(self) -> str:
        name, before, after = self.function.split(".")[-1], self.original, self.mutated
        return f"{name} {self.module.code_for_node(before)} {self.module.code_for_node(after)}"

    @cached_property
    def diff(self) -> str:
        before, after = self.module.code.splitlines(), self.source.splitlines()
        lines = list(difflib.unified_diff(before, after, n=0, lineterm=""))[2:]
        return "\n".join(line for line in lines if not line.startswith("@@"))

    @property
    def where(self) -> str:
        return where(self.path, self.function)

    def __str__(self) -> str:
        return f"{self.where}\n{self.diff}\n"


def where(path: Path, function: str) -> str:
    return f"{path.relative_to(ROOT)} {function}"


class _Finder(cst.CSTVisitor):
    """Applies mutmut's operators inside functions, except to annotations, decorators, defaults and texts."""

    def __init__(self) -> None:
        super().__init__()
        self.around: list[str] = []  # the names of the classes and functions around
        self.found: list[tuple[str, cst.CSTNode, cst.CSTNode]] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.Annotation | cst.Decorator | cst.Parameters) or _is_words(node):
            return False
        name = ".".join(self.around)
        for kind, operator in mutation_operators:
            if ".<locals>" in name and isinstance(node, kind):
                # no variants of a string in capitals: one of them is often equivalent, as with headers
                others = islice(operator(node), 1 if isinstance(node, cst.SimpleString) else None)
                self.found += [(name.removesuffix(".<locals>"), node, other) for other in others]
        if isinstance(node, cst.FunctionDef | cst.ClassDef):
            self.around.append(node.name.value + (".<locals>" if isinstance(node, cst.FunctionDef) else ""))
        return True

    def on_leave(self, node: cst.CSTNode) -> None:
        if isinstance(node, cst.FunctionDef | cst.ClassDef):
            self.around.pop()


def _is_words(node: cst.CSTNode) -> bool:
    if isinstance(node, cst.Call):
        function = node.func.value if isinstance(node.func, cst.Attribute) else node.func
        return isinstance(function, cst.Name) and function.value in WORDS
    return isinstance(node, cst.SimpleString | cst.FormattedString) and " " in cst.Module([]).code_for_node(node)


def mutants_of(path: Path) -> list[Mutant]:
    module = cst.parse_module(path.read_text(encoding="utf-8")).deep_clone()  # so that no node is in two places
    finder = _Finder()
    module.visit(finder)
    return [Mutant(path, module, *found) for found in finder.found]


def put_in_place(mutant: Mutant) -> bool:
    """Replace the code of the function wherever it is in use, decorated or not; whether there was any place."""
    before, after = (codes(source, mutant.path) for source in (mutant.module.code, mutant.source))
    replacements = {code: after[key] for key, code in before.items() if key in after and after[key] != code}
    functions = [item for item in gc.get_objects() if type(item) is FunctionType and item.__code__ in replacements]
    for function in functions:
        if len(function.__code__.co_freevars) != len(replacements[function.__code__].co_freevars):
            return False  # a closure cannot lose a variable
        function.__code__ = replacements[function.__code__]
    return bool(functions)


def functions_by_line(path: Path) -> dict[int, set[str]]:
    """What runs when a line does, as in Mutant.where."""
    found: dict[int, set[str]] = defaultdict(set)
    for (name, _number), code in codes(path.read_text(encoding="utf-8"), path).items():
        for _start, _end, line in code.co_lines():
            if line and line != code.co_firstlineno:  # that one also runs when the module is imported
                found[line].add(where(path, name.partition(".<locals>.<")[0]))
    return found


def codes(source: str, path: Path) -> dict[tuple[str, int], CodeType]:
    """By qualified name, and which of that name it is: a property has a getter and a setter."""
    found: dict[tuple[str, int], CodeType] = {}
    for code in _codes_within(compile(source, str(path), "exec")):
        number = sum(name == code.co_qualname for name, _number in found)
        found[code.co_qualname, number] = code
    return found


def _codes_within(code: CodeType) -> Iterator[CodeType]:
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield part
            yield from _codes_within(part)
