"""Errors of a moment: the database is away, refuses writes or is locked, or the disk is full. Trying again may help."""

import errno

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpResponse

RETRY_AFTER = 10  # seconds
READ_ONLY_TRANSACTION = "25006"  # PostgreSQL's code


def is_outage(error: BaseException | None) -> bool:
    if isinstance(error, DatabaseError | InterfaceError):
        code = getattr(error.__cause__, "sqlstate", None)
        return isinstance(error, OperationalError | InterfaceError) or code == READ_ONLY_TRANSACTION
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


def unavailable(content: str) -> HttpResponse:
    response = HttpResponse(content, status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response
