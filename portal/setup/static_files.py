"""Whether static files must be collected again, since compressing them takes longer than the rest of a start."""

import hashlib
import inspect
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import storages


def fingerprint() -> str:
    """Changes whenever a static file, the storage that collects it, or the set of files does."""
    return hashlib.sha256("\n".join(sorted(_sources())).encode()).hexdigest()


def saved_fingerprint() -> str:
    """The fingerprint of what was last collected, empty where nothing was."""
    path = _note_path()
    return path.read_text() if path.exists() else ""


def save_fingerprint(collected: str) -> None:
    """Remember the fingerprint of what has been collected."""
    _note_path().write_text(collected)


def _note_path() -> Path:
    return Path(settings.STATIC_ROOT) / ".fingerprint"


def _sources() -> Iterator[str]:
    paths = [inspect.getfile(type(storages["staticfiles"]))]
    for finder in get_finders():
        paths += [storage.path(name) for name, storage in finder.list(ignore_patterns=[])]
    for path in paths:
        stat = Path(path).stat()
        yield f"{path} {stat.st_size} {stat.st_mtime_ns}"
