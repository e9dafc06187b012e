"""Health checks for monitoring: whether the process is alive, and whether it can serve."""

import logging

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
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
        executor = MigrationExecutor(connection)
        checks["migrations"] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        if checks["migrations"]:
            extras = {status.name: status.is_fine for status in statuses(now=timezone.now()) if status.urgent}
    except DatabaseError:
        logger.exception("not ready")
        checks["database"] = False
    if not all(checks.values()):
        return JsonResponse({"status": "unavailable", **checks, **extras}, status=503)
    return JsonResponse({"status": "ready" if all(extras.values()) else "degraded", **checks, **extras})
