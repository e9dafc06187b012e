"""System checks: settings that would lose data are refused before anything starts."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, register

from portal.settings import environment

NETWORK_FILE_SYSTEMS = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "fuse.sshfs",
    "fuse.s3fs",
    "glusterfs",
    "ceph",
    "9p",
    "afs",
}
FIX = "Use the OPTIONS of portal/settings/storage.py."


def database_errors(database: Mapping[str, Any]) -> list[CheckMessage]:
    """What is wrong with one entry of DATABASES.

    SQLite with several writers needs IMMEDIATE transactions, WAL, FULL sync and a timeout (portal.E001-E004); a
    transaction around every request would hold its only write lock while the page renders (portal.E005).
    """
    options = database.get("OPTIONS", {})
    pragmas = options.get("init_command", "").replace(" ", "").lower()
    sqlite = database["ENGINE"].endswith("sqlite3")
    refused = [
        (sqlite and options.get("transaction_mode") != "IMMEDIATE", "SQLite must use IMMEDIATE transactions."),
        (sqlite and "journal_mode=wal" not in pragmas, "SQLite must use the write-ahead log."),
        (sqlite and "synchronous=full" not in pragmas, "SQLite must sync fully, or a power cut undoes a sent mail."),
        (sqlite and options.get("timeout", 0) < 5, "SQLite must wait at least 5 seconds for its lock."),
        (database.get("ATOMIC_REQUESTS", False), "ATOMIC_REQUESTS must be off."),
    ]
    return [
        Error(message, hint=FIX, id=f"portal.E{number:03}")
        for number, (wrong, message) in enumerate(refused, start=1)
        if wrong
    ]


def machine_errors(*, machines: int, engine: str, media: str, redis: str, mail: str) -> list[CheckMessage]:
    """Settings that would keep data on each of several machines separately (portal.E006-E009)."""
    several = machines > 1
    refused = [
        (several and engine.endswith("sqlite3"), "each would have a database of its own", "Set DATABASE_URL."),
        (several and media.endswith("FileSystemStorage"), "uploads would be on one of them only", "Set S3_BUCKET."),
        (several and not redis, "publishing on one would leave old pages on the others", "Set REDIS_URL."),
        (
            several and mail.endswith("files.EmailBackend"),
            "mail would stay in files",
            "Set EMAIL_URL or EMAIL_PROVIDER.",
        ),
    ]
    return [
        Error(
            f"The portal runs on {machines} machines (PORTAL_MACHINES), but {message}.",
            hint=hint,
            id=f"portal.E{number:03}",
        )
        for number, (wrong, message, hint) in enumerate(refused, start=6)
        if wrong
    ]


def webhook_errors(*, provider: str, secret: str) -> list[CheckMessage]:
    """Without a webhook secret anybody could report mail as bounced and end subscriptions (portal.E011)."""
    name, _colon, password = secret.partition(":")
    if not provider or (name and password):
        return []
    message = f"Reports of {provider} about our mail would be believed whoever sends them."
    hint = "Set ANYMAIL_WEBHOOK_SECRET=name:password, and the same in the addresses that the provider calls."
    return [Error(message, hint=hint, id="portal.E011")]


def file_system_of(path: Path, mounts: str) -> str:
    """The kind of file system that `path` lies on, from the lines of /proc/self/mounts; empty if unknown."""
    rows = [line.split(" ") for line in mounts.splitlines()]
    found = [(len(row[1]), row[2]) for row in rows if path.is_relative_to(row[1].replace("\\040", " "))]
    return max(found, default=(0, ""))[1]


def network_errors(database: Mapping[str, Any], mounts: str) -> list[CheckMessage]:
    """SQLite's write-ahead log works within one machine only; over a network it corrupts the database (portal.E010)."""
    if not database["ENGINE"].endswith("sqlite3"):
        return []
    kind = file_system_of(Path(database["NAME"]).resolve(), mounts)
    if kind not in NETWORK_FILE_SYSTEMS:
        return []
    message = f"The SQLite database lies on a network file system ({kind}), where it would be damaged."
    return [Error(message, hint="Set PORTAL_VAR_DIR to a disk of this machine, or DATABASE_URL.", id="portal.E010")]


@register("portal")
def database_settings(**kwargs: Any) -> list[CheckMessage]:
    mounts = Path("/proc/self/mounts")
    database = settings.DATABASES["default"]
    return database_errors(database) + network_errors(database, mounts.read_text() if mounts.exists() else "")


@register("portal")
def machine_settings(**kwargs: Any) -> list[CheckMessage]:
    return machine_errors(
        machines=settings.PORTAL_MACHINES,
        engine=settings.DATABASES["default"]["ENGINE"],
        media=settings.STORAGES["default"]["BACKEND"],
        redis=settings.REDIS_URL,
        mail=settings.EMAIL_BACKEND,
    )


@register("portal")
def mail_settings(**kwargs: Any) -> list[CheckMessage]:
    return webhook_errors(provider=settings.EMAIL_PROVIDER, secret=settings.ANYMAIL.get("WEBHOOK_SECRET", ""))


@register("portal")
def misspelt_settings(**kwargs: Any) -> list[CheckMessage]:
    """Variables that do nothing, probably because a letter is wrong (portal.W001)."""
    return [
        checks.Warning(
            f"{name} is no setting of the portal. Is {meant} meant?", hint="See .env.example.", id="portal.W001"
        )
        for name, meant in environment.misspelt(sorted(os.environ)).items()
    ]
