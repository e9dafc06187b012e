"""Health checks for monitoring: whether the process is alive, and whether it can serve."""

import logging
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from home.status import statuses

logger = logging.getLogger(__name__)


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and has every migration, else 503; the body says which check failed.

    `status` is "degraded" if only something else is wrong that is urgent, while readers are still served
    (home.status).
    """
    checks = {"database": False, "migrations": False}
    extras: dict[str, bool] = {}
    try:
        connection.ensure_connection()
        checks["database"] = True
        checks["migrations"] = last_migrations() <= MigrationRecorder(connection).applied_migrations().keys()
        if checks["migrations"]:
            extras = {status.name: status.is_fine for status in statuses(now=timezone.now()) if status.urgent}
    except DatabaseError:
        logger.exception("not ready")
        checks["database"] = False
    if not all(checks.values()):
        return JsonResponse({"status": "unavailable", **checks, **extras}, status=503)
    return JsonResponse({"status": "ready" if all(extras.values()) else "degraded", **checks, **extras})


@cache
def last_migrations() -> frozenset[tuple[str, str]]:
    """The last one of each app. Reading the files takes a good part of a second, so it is done once in a process."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())
