"""Write a backup while the portal is running."""

import hashlib
import hmac
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files.storage import Storage, default_storage
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from portal.backup import note, rows
from portal.backup.archive import MEDIA, ArchiveReader, ArchiveWriter

PATTERN = "portal-*.tar"


def create(*, folder: Path, now: datetime) -> Path:
    """Write a new archive to `folder` and verify it.

    Rows are a snapshot. Uploads are copied before it, and those that are new or have grown again after it, so that no
    row lacks its file.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / f"portal-{now:%Y%m%dT%H%M%SZ}.tar"
    draft = target.with_suffix(".part")
    file = open(draft, "xb", opener=private)  # noqa: SIM115  two at a time never write to one file
    try:
        with file:
            writer = ArchiveWriter(file)
            copied = copy_media(writer, {})
            manifest = copy_rows(writer)
            copy_media(writer, copied)
            writer.finish({"made_at": now.isoformat(), "keys": key_fingerprints(), **manifest})
            file.flush()
            os.fsync(file.fileno())
        with ArchiveReader(draft) as archive:
            archive.verify()
        draft.replace(target)
        note.write(now)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return target


def delete_old(*, folder: Path, keep: int) -> list[Path]:
    """Delete all but the newest `keep` backups in `folder`; returns those deleted."""
    old = sorted(folder.glob(PATTERN), reverse=True)[keep:]
    for path in old:
        path.unlink()
    return old


def private(path: str, flags: int) -> int:
    """For open(): readable by its owner alone, since a backup holds everybody's addresses."""
    return os.open(path, flags, 0o600)


def copy_rows(writer: ArchiveWriter) -> dict[str, Any]:
    digests, named = {}, {}
    with snapshot():
        loader = MigrationLoader(connection)
        applied = loader.applied_migrations.keys() & loader.graph.nodes.keys()
        is_behind = loader.graph.nodes.keys() - applied  # the code has been upgraded, the database not yet
        registry = loader.project_state(rows.last_migrations(loader, applied)).apps if is_behind else apps
        for model in rows.kept_models(registry):
            digest, table = rows.Digest(), model._meta.db_table

            def counted(model: Any = model, digest: rows.Digest = digest) -> Iterator[str]:
                for line in rows.read(model):
                    digest.add(rows.canonical(model, line))
                    yield line

            writer.add_lines(f"rows/{table}.jsonl.gz", counted())
            digests[table] = str(digest)
            named[table] = [field.column for field in rows.columns(model)]
        return {"digests": digests, "columns": named, "last_ids": rows.last_ids(), "migrations": sorted(applied)}


@contextmanager
def snapshot() -> Iterator[None]:
    """A transaction with a snapshot of the database, which blocks no writer."""
    connection.ensure_connection()
    database: Any = connection
    if connection.vendor == "sqlite":
        mode, database.transaction_mode = database.transaction_mode, "DEFERRED"  # IMMEDIATE would take the write lock
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            database.transaction_mode = mode


def copy_media(writer: ArchiveWriter, copied: dict[str, int]) -> dict[str, int]:
    """Add every upload that is not among `copied` (name → size) in its present size; returns all that are there."""
    for name in names(default_storage):
        try:
            if copied.get(name) != default_storage.size(name):
                with default_storage.open(name) as file:
                    copied[name] = writer.add(MEDIA + name, file)
        except FileNotFoundError:
            continue  # deleted a moment ago
    return copied


def names(storage: Storage, folder: str = "") -> Iterator[str]:
    """All files of a storage, in every folder."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    for name in files:
        if name:
            yield prefix + name
    for name in folders:
        yield from names(storage, prefix + name)


def key_fingerprints() -> dict[str, str]:
    """A hash to compare the secrets of two installations without revealing them."""
    secrets = {"SECRET_KEY": settings.SECRET_KEY, "ADDRESS_HASH_KEY": settings.ADDRESS_HASH_KEY}
    return {name: hmac.new(key.encode(), b"backup", hashlib.sha256).hexdigest()[:16] for name, key in secrets.items()}
