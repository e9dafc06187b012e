"""System checks: settings that would lose data are refused before anything starts."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

FIX = "Use the OPTIONS of portal/settings/base.py."


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


@register()
def database_settings(**kwargs: Any) -> list[CheckMessage]:
    return database_errors(settings.DATABASES["default"])
