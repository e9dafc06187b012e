"""What one web process has read until something is published, in files, so that the others need not read it again.

Shared by the processes of one start of the web server, for one generation: an upgraded portal reads nothing that an
older one has written.
"""

import hashlib
import pickle
import shutil
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models

FOLDER = "reads"  # in VAR_DIR
MISSING = object()

server = ""  # a name that `portal.gunicorn` sets before it forks its processes; without one, nothing is shared


def path_of(make: Callable[..., Any], key: Any, generation: Any) -> Path | None:
    """The file for a result; None where arguments have no name of their own, or generation or server none."""
    if not server or not isinstance(generation, str | bytes | int | tuple):
        return None
    try:
        name = f"{make.__module__}.{make.__qualname__}:{_named(key)}"
    except TypeError:
        return None
    shelf = _digest(f"{server}:{generation!r}")
    return Path(settings.VAR_DIR) / FOLDER / shelf / _digest(name)


def load(path: Path) -> Any:
    """MISSING where nobody has stored it, or where the file is damaged."""
    try:
        return pickle.loads(path.read_bytes())  # noqa: S301  written by our own processes only
    except (OSError, EOFError, pickle.UnpicklingError):
        return MISSING


def store(path: Path, result: Any) -> None:
    """Nothing is stored that cannot be pickled, nor on a full disk: then each process reads for itself."""
    fresh = path.with_suffix(f".{uuid4().hex}")
    try:
        data = pickle.dumps(result)
        _make_shelf(path.parent)
        fresh.write_bytes(data)
        fresh.replace(path)
    except (OSError, pickle.PicklingError, TypeError, AttributeError):
        fresh.unlink(missing_ok=True)


def _make_shelf(shelf: Path) -> None:
    """With the first result of a generation those of older ones are dropped."""
    if shelf.is_dir():
        return
    shelf.mkdir(parents=True, exist_ok=True)
    for other in shelf.parent.iterdir():
        if other != shelf:
            shutil.rmtree(other, ignore_errors=True)


def _named(value: Any) -> str:
    """The same in every process for equal values. Raises TypeError for what has no such name."""
    if isinstance(value, models.Model) and value.pk is not None:
        return f"{value._meta.label}:{value.pk}"
    if isinstance(value, tuple):
        return f"({','.join(map(_named, value))})"
    if isinstance(value, frozenset):
        return f"{{{','.join(sorted(map(_named, value)))}}}"
    if isinstance(value, Enum):
        return f"{type(value).__qualname__}.{value.name}"
    if value is None or isinstance(value, str | int | UUID):
        return repr(value)
    raise TypeError(type(value))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
