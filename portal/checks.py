"""System checks: settings that would lose data are refused before anything starts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

FIX = "Use the OPTIONS of portal/settings/base.py."


@register()
def sqlite_settings(**kwargs: Any) -> list[CheckMessage]:
    """SQLite with several writers needs IMMEDIATE transactions, WAL, FULL sync and a timeout (portal.E001-E004)."""
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        return []
    options = database.get("OPTIONS", {})
    pragmas = options.get("init_command", "").replace(" ", "").lower()
    wanted = [
        (options.get("transaction_mode") == "IMMEDIATE", "SQLite must use IMMEDIATE transactions: others lose writes."),
        ("journal_mode=wal" in pragmas, "SQLite must use the write-ahead log: readers would block writers."),
        ("synchronous=full" in pragmas, "SQLite must sync fully: a power cut could undo a mail noted as sent."),
        (options.get("timeout", 0) >= 5, "SQLite must wait at least 5 seconds for its lock."),
    ]
    return [
        Error(message, hint=FIX, id=f"portal.E{number:03}")
        for number, (ok, message) in enumerate(wanted, start=1)
        if not ok
    ]


@register()
def atomic_requests(**kwargs: Any) -> list[CheckMessage]:
    """A transaction around every request would hold SQLite's only write lock while it renders (portal.E005)."""
    if settings.DATABASES["default"].get("ATOMIC_REQUESTS"):
        return [Error("ATOMIC_REQUESTS must be off.", id="portal.E005")]
    return []
