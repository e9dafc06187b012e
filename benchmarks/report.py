"""Rows of the report and its table in Markdown, to be copied into docs/performance.md."""

import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from platform import python_version

HEAD = "| What | Figure | Beside it | Ratio | Aim | Also |\n|---|---|---|---|---|---|"


@dataclass(frozen=True)
class Figure:
    value: float
    unit: str = ""

    def __str__(self) -> str:
        digits = 0 if isinstance(self.value, int) or self.value >= 100 else 1 if self.value >= 10 else 2
        if 0 < self.value < 0.1:
            digits = 3
        return f"{self.value:,.{digits}f} {self.unit}".rstrip()


@dataclass(frozen=True)
class Row:
    """One figure; its reference and ratio; the target, if there is one; notes."""

    what: str
    figure: Figure
    beside: str = ""
    ratio: float | None = None
    aim: str = ""
    also: str = ""

    def __str__(self) -> str:
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        return f"| {self.what} | {self.figure} | {self.beside} | {ratio} | {self.aim} | {self.also} |"


def compared(what: str, figure: Figure, with_what: str, other: Figure, aim: str = "", also: str = "") -> Row:
    return Row(what, figure, f"{with_what}: {other}", figure.value / other.value, aim, also)


def print_line(line: object = "") -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def table(rows: Iterable[Row]) -> None:
    """Each row as soon as it is measured."""
    print_line(HEAD)
    for row in rows:
        print_line(row)


def load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


def environment_summary() -> str:
    """What the figures depend on."""
    commit = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False)
    names = ("Django", "wagtail", "wagtail-localize", "gunicorn")
    parts = [f"{os.cpu_count()} cores", f"Python {python_version()}", *(f"{name} {version(name)}" for name in names)]
    if commit.stdout:
        parts.append(f"the portal at {commit.stdout.strip()}")
    return ", ".join(parts)
