"""The file of a backup: a tar of `rows/<table>.jsonl.gz`, `media/<name>` and, last, `manifest.json`."""

import gzip
import hashlib
import io
import json
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

FORMAT_VERSION = 1
MANIFEST = "manifest.json"
MEDIA = "media/"


class DamagedArchive(Exception):
    """The archive is damaged; the message says where."""


class ArchiveWriter:
    """Adds members, recording the size and hash of each; of a name added twice the last one counts."""

    def __init__(self, target: IO[bytes]) -> None:
        self.tar = tarfile.open(fileobj=target, mode="w")  # noqa: SIM115  closed by finish()
        self.members: dict[str, tuple[int, str]] = {}

    def add(self, name: str, content: IO[bytes]) -> int:
        """Copy the rest of `content`; returns how many bytes it was."""
        with TemporaryFile() as copy:  # it may grow or vanish while it is read, and tar asks for the size first
            shutil.copyfileobj(content, copy)
            size = copy.tell()
            copy.seek(0)
            hashed = hashlib.file_digest(copy, "sha256").hexdigest()
            copy.seek(0)
            self._add(name, size, copy)
        self.members[name] = size, hashed
        return size

    def add_lines(self, name: str, lines: Iterator[str]) -> None:
        with TemporaryFile() as copy:
            with gzip.open(copy, "wt", compresslevel=5, encoding="utf-8", newline="\n") as packed:
                packed.writelines(f"{line}\n" for line in lines)
            copy.seek(0)
            self.add(name, copy)

    def finish(self, manifest: dict[str, Any]) -> None:
        whole = json.dumps({"form": FORMAT_VERSION, "members": self.members, **manifest}, indent=1).encode()
        self._add(MANIFEST, len(whole), io.BytesIO(whole))
        self.tar.close()

    def _add(self, name: str, size: int, content: IO[bytes]) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        self.tar.addfile(member, content)


class ArchiveReader:
    """Opens a complete archive; raises DamagedArchive for any other."""

    def __init__(self, path: Path) -> None:
        with ExitStack() as on_failure:
            try:
                self.tar = on_failure.enter_context(tarfile.open(path))
                self.found = {member.name: member for member in self.tar.getmembers()}
                self.manifest: dict[str, Any] = json.load(self._open(MANIFEST))
            except (tarfile.TarError, OSError, KeyError, ValueError) as error:
                raise DamagedArchive(f"{path} is not a whole backup: {error}") from error
            if self.manifest["form"] != FORMAT_VERSION:
                raise DamagedArchive(f"{path} was made by another version of the portal.")
            on_failure.pop_all()

    def __enter__(self) -> "ArchiveReader":
        return self

    def __exit__(self, *args: object) -> None:
        self.tar.close()

    def verify(self) -> None:
        """Read every member again."""
        for name, (size, hashed) in self.manifest["members"].items():
            if name not in self.found or self.found[name].size != size:
                raise DamagedArchive(f"{name} is missing or cut short.")
            if hashlib.file_digest(self._open(name), "sha256").hexdigest() != hashed:
                raise DamagedArchive(f"{name} has changed.")

    def lines(self, name: str) -> Iterator[str]:
        with gzip.open(self._open(name), "rt", encoding="utf-8", newline="\n") as unpacked:
            for line in unpacked:
                yield line.rstrip("\n")

    def sizes(self) -> list[tuple[str, int]]:
        """Name and bytes of each upload."""
        members = self.manifest["members"].items()
        return [(name.removeprefix(MEDIA), size) for name, (size, _hash) in members if name.startswith(MEDIA)]

    def media(self) -> Iterator[tuple[str, IO[bytes]]]:
        for name, _size in self.sizes():
            yield name, self._open(MEDIA + name)

    def _open(self, name: str) -> Any:
        return self.tar.extractfile(self.found[name])
