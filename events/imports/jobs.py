from datetime import datetime, timedelta

from events.imports import actions
from home.jobs.registry import job


@job("apply-imports", every=timedelta(seconds=2), lease=timedelta(minutes=10))
def apply_imports(*, now: datetime) -> int:
    """Apply or undo some steps of an import."""
    return actions.do_portion(now=now)
