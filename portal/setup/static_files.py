"""Whether static files must be collected again: compressing all of them takes longer than the rest of a start."""

import hashlib
import inspect
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage


def fingerprint() -> str:
    """Changes whenever a static file, the storage that collects it, or the set of files does."""
    return hashlib.sha256("\n".join(sorted(_sources())).encode()).hexdigest()


def changed() -> bool:
    note_path = _note_path()
    return not note_path.exists() or note_path.read_text() != fingerprint()


def note() -> None:
    """Remember that everything has been collected as it is now."""
    _note_path().write_text(fingerprint())


def _note_path() -> Path:
    return Path(settings.STATIC_ROOT) / ".fingerprint"


def _sources() -> Iterator[str]:
    paths = [inspect.getfile(type(staticfiles_storage._wrapped))]  # type: ignore[attr-defined]
    for finder in get_finders():
        paths += [storage.path(name) for name, storage in finder.list(ignore_patterns=[])]
    for path in paths:
        stat = Path(path).stat()
        yield f"{path} {stat.st_size} {stat.st_mtime_ns}"
