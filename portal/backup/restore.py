"""Restore a backup into the database and storage of this installation."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.apps.registry import Apps
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model

from home.caching import generation
from home.outbox.enums import OPEN_STATES
from home.outbox.models import Delivery, Transport
from portal.backup import rows
from portal.backup.archive import ArchiveReader
from portal.backup.create import key_fingerprints
from portal.setup import search_index

Models = list[type[Model]]
HELD = """\
{waiting} mails were waiting when the backup was made and may have gone out since, and so may an issue of the newsletter
that was to be sent. No mail is sent until somebody resumes it in the admin, under Mail."""
OTHER_KEYS = """\
{names} differ from where the backup was made: links in mails already sent do not work, and erased addresses are not \
recognised. Copy them from the old installation's .env."""


class RestoreRefused(Exception):
    """The database is as before, the uploads too unless the storage refused one; the message says why."""


def restore(archive: ArchiveReader, *, overwrite: bool, now: datetime) -> list[str]:
    """Replace database and uploads; returns notes for the administrator.

    The archive is read through before anything changes. The database is filled in one transaction, which ends only when
    every table reads back as it was written; then newer migrations run and the search index is built again.
    """
    archive.verify()
    if not overwrite and (found := existing_content(archive)):
        raise RestoreRefused(f"This portal holds content ({found}). Nothing was changed. FORCE=1 replaces all of it.")
    models = rows.kept_models(schema(archive.manifest["migrations"]))
    compare(archive.manifest["columns"], models)
    with transaction.atomic():
        fill(archive, models)
        restore_media(archive)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("update_index", verbosity=0)
    search_index.mark_built()
    generation.bump()
    return [*hold_mail(archive.manifest["made_at"], now=now), *other_keys(archive.manifest["keys"])]


def existing_content(archive: ArchiveReader) -> str:
    """Content that would be lost; empty for a portal that has only been installed."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        found = []
        for name, table, condition in [
            ("users", "auth_user", "1 = 1"),
            ("pages", "wagtailcore_page", "depth > 2"),
            ("events", "events_event", "1 = 1"),
        ]:
            if table in tables:
                cursor.execute(f"SELECT COUNT(*) FROM {table} WHERE {condition}")  # noqa: S608  constants of ours
                found.append((name, cursor.fetchone()[0]))
    files = sum(default_storage.exists(name) and default_storage.size(name) != size for name, size in archive.sizes())
    return ", ".join(f"{name}: {count}" for name, count in [*found, ("other files of the same name", files)] if count)


def schema(migrations: Iterable[Iterable[str]]) -> Apps:
    """The models as they were after `migrations`; an empty database is brought to that state."""
    wanted = {(app, name) for app, name in migrations}
    executor = MigrationExecutor(connection)
    if unknown := wanted - executor.loader.graph.nodes.keys():
        raise RestoreRefused(f"The backup is of a newer version of the portal, which has the migration {min(unknown)}.")
    last = rows.last_migrations(executor.loader, wanted)
    applied = executor.loader.applied_migrations.keys() & executor.loader.graph.nodes.keys()
    if not applied:
        executor.migrate(last)
    elif applied != wanted:
        raise RestoreRefused(
            "The backup is of another version of the portal than this database. Empty the database and restore again; "
            "it is then brought up to date."
        )
    return executor.loader.project_state(last).apps


def compare(columns: dict[str, list[str]], models: Models) -> None:
    own = {model._meta.db_table: [field.column for field in rows.columns(model)] for model in models}
    if different := [table for table in own.keys() | columns.keys() if own.get(table) != columns.get(table)]:
        raise RestoreRefused(
            f"The backup has other columns than this version of the portal in: {', '.join(sorted(different))}."
        )


def fill(archive: ArchiveReader, models: Models) -> None:
    with connection.cursor() as cursor:
        # those of this version and, where a migration renames some, those of the backup's
        tables = {*connection.introspection.django_table_names(only_existing=True), *(m._meta.db_table for m in models)}
        for statement in connection.ops.sql_flush(no_style(), sorted(tables), allow_cascade=True):
            cursor.execute(statement)
    for model in models:
        rows.write(model, archive.lines(f"rows/{model._meta.db_table}.jsonl.gz"))
    rows.set_last_ids(archive.manifest["last_ids"])
    for model in models:
        digest = rows.Digest()
        for line in rows.read(model):
            digest.add(rows.canonical(model, line))
        if str(digest) != archive.manifest["digests"][model._meta.db_table]:
            raise RestoreRefused(
                f"{model._meta.db_table} does not read back as it was written; the database is as before."
            )


def restore_media(archive: ArchiveReader) -> None:
    for name, stored in archive.media():
        default_storage.delete(name)
        if default_storage.save(name, File(stored)) != name:
            raise RestoreRefused(f"The storage keeps {name} under another name; the database is as before.")


def hold_mail(made_at: str, *, now: datetime) -> list[str]:
    """Hold all mail: what was to be sent when the backup was made may have gone out since, so a person decides.

    Not only what waited as a mail: a mailing that had not begun, a task or a reminder becomes one as soon as the worker
    runs.
    """
    waiting = Delivery.objects.filter(state__in=OPEN_STATES).count()
    reason = f"Restored from the backup of {made_at[:16]} UTC"
    Transport.objects.current().stop(reason=reason, needs_person=True, now=now)
    return [HELD.format(waiting=waiting)]


def other_keys(marks: dict[str, Any]) -> list[str]:
    changed = [name for name, mark in key_fingerprints().items() if marks.get(name) != mark]
    return [OTHER_KEYS.format(names=" and ".join(changed))] if changed else []
