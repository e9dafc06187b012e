"""Health checks for monitoring: whether the process is alive, and whether it can serve."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from home.caching.generation import generation
from home.jobs.registry import last_worker_activity

logger = logging.getLogger(__name__)

WORKER_SILENCE = timedelta(minutes=5)


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and has every migration, else 503; the body says which check failed.

    `status` is "degraded" if only something else fails, without which readers are still served. `worker`: one took a
    turn within WORKER_SILENCE. `redis`, if configured: it answers."""
    checks = {"database": False, "migrations": False}
    extras = {"worker": False}
    try:
        connection.ensure_connection()
        checks["database"] = True
        executor = MigrationExecutor(connection)
        checks["migrations"] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        now = timezone.now()
        latest = last_worker_activity(now=now)
        extras["worker"] = latest is not None and now - latest < WORKER_SILENCE
    except DatabaseError:
        logger.exception("not ready")
    if settings.REDIS_URL:
        extras["redis"] = generation() is not None
    if not all(checks.values()):
        return JsonResponse({"status": "unavailable", **checks, **extras}, status=503)
    return JsonResponse({"status": "ready" if all(extras.values()) else "degraded", **checks, **extras})
