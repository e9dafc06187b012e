"""The registry of jobs, and how a worker runs one.

A job does a bounded portion of what is due and returns how much it did. It always finds what is due in the database,
so a worker may be killed at any instant and nothing is lost: the job is run again.
Any number of workers may run. Each turn is claimed with one conditional update of the job's JobRun row, a lease that
holds until it expires. Leases and due times are real time, also where PORTAL_AT freezes the portal for its readers.
"""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from home.models import JobRun
from home.models.worker import CLOCK_SKEW, is_due

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
RETRY_AFTER = timedelta(minutes=1)
TURN_ANYWAY = timedelta(minutes=1)  # that a turn was due: it is taken, whatever `waiting` says


class JobFunction(Protocol):
    """Do a portion of what is due at `now` (aware, real time) and return how much; 0 when nothing is left."""

    def __call__(self, *, now: datetime) -> int: ...


Waiting = Callable[[datetime], QuerySet[Any]]


@dataclass(frozen=True)
class Job:
    """`every`: the pause after a turn that found nothing left. `lease`: longer than one portion can ever take.

    A lease of zero lets several workers take turns at once, for work that claims its rows one by one.
    An `urgent` job has a turn again after each slow turn of another.
    `waiting`: the rows without which a turn at that instant finds nothing. While there are none, turns are skipped, as
    each writes to the database twice; a look takes less than a millisecond.
    """

    name: str
    function: JobFunction
    every: timedelta
    lease: timedelta = timedelta(seconds=90)
    urgent: bool = False
    waiting: Waiting | None = None

    @property
    def retry_after(self) -> timedelta:
        """The pause after a turn that failed, which is never shorter than that after a good one."""
        return max(self.every, RETRY_AFTER)

    def may_find_work(self, *, now: datetime, due_at: datetime) -> bool:
        """Whether a turn that is due since `due_at` is worth taking."""
        is_quiet = self.waiting is not None and due_at <= now < due_at + TURN_ANYWAY and not self.waiting(now).exists()
        return not is_quiet


registered: dict[str, Job] = {}


def job(
    name: str,
    *,
    every: timedelta,
    lease: timedelta = Job.lease,
    urgent: bool = False,
    waiting: Waiting | None = None,
) -> Callable[[JobFunction], JobFunction]:
    """Register the decorated function; apps import theirs in AppConfig.ready(). Raises ValueError: the name is taken.

    The name is that of the job's row, so it stays when the function is moved or renamed.
    """

    def register(work: JobFunction) -> JobFunction:
        if name in registered:
            raise ValueError(f"{name!r} is already registered")
        registered[name] = Job(name, work, every, lease, urgent, waiting)
        return work

    return register


def ensure_rows(*, now: datetime) -> None:
    """Every registered job has its row; a new one is due at once."""
    JobRun.objects.bulk_create([JobRun(name=name, due_at=now) for name in registered], ignore_conflicts=True)


def due_jobs(*, now: datetime) -> list[Job]:
    """The registered jobs that are due, free and not without work: urgent ones, then the longest waiting.

    One that a clock that was ahead has put off comes before the others: it may have waited longest.
    """
    found, put_off = [], []
    for name, due_at, lease_until in JobRun.objects.order_by("due_at").values_list("name", "due_at", "lease_until"):
        job = registered.get(name)
        if (
            job is not None
            and is_due(due_at, lease_until, now=now, pause=job.retry_after, lease=job.lease)
            and job.may_find_work(now=now, due_at=due_at)
        ):
            (found if due_at <= now else put_off).append(job)
    return sorted(put_off + found, key=lambda job: not job.urgent)


class JobFailed(Exception):
    """A job raised an error, which is logged and stored in its row. It is tried again later."""


def what_failed(error: Exception) -> str:
    """The kind of error and the last line of the portal's code. Not its text, which may quote what a person typed."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(ROOT) and ".venv" not in frame.filename]
    last = f"{Path(ours[-1].filename).relative_to(ROOT)}:{ours[-1].lineno}" if ours else "?"
    return f"{type(error).__name__}, {last}"


def run_portion(job: Job, *, now: datetime, worker: str) -> int:
    """Run one portion of `job` if it is due and no other worker has it; returns how much it did.

    Raises JobFailed when the job raised anything. `worker` names who holds the lease and must be unique.
    """
    if not JobRun.objects.claim(job.name, now=now, pause=job.retry_after, lease=job.lease, worker=worker):
        return 0
    try:
        done = job.function(now=now)
    except Exception as error:
        logger.exception("job %s failed", job.name)
        finished = timezone.now()
        JobRun.objects.release(
            job.name, worker=worker, now=finished, due_at=finished + job.retry_after, error=what_failed(error)
        )
        raise JobFailed(job.name) from error
    finished = timezone.now()
    JobRun.objects.release(job.name, worker=worker, now=finished, due_at=finished if done else finished + job.every)
    return done


def last_worker_activity(*, now: datetime) -> datetime | None:
    """When any worker last began a turn (aware); None when none ever did. Not what a clock said that was ahead."""
    begun = Max("started_at", filter=Q(started_at__lte=now + CLOCK_SKEW))
    latest: datetime | None = JobRun.objects.aggregate(latest=begun)["latest"]
    return latest
