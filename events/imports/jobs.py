from datetime import datetime, timedelta

from events.imports import actions, privacy
from events.imports.models import ImportRun
from home.jobs.registry import job


@job(
    "apply-imports",
    every=timedelta(seconds=2),
    lease=timedelta(minutes=10),
    waiting=lambda now: ImportRun.objects.waiting(),
)
def apply_imports(*, now: datetime) -> int:
    """Apply or undo some steps of an import."""
    return actions.do_portion(now=now)


@job("delete-old-imports", every=timedelta(hours=6))
def delete_old_imports(*, now: datetime) -> int:
    """Files that nobody applied, and imports whose edition is over for long."""
    return privacy.forget_old(now=now)
