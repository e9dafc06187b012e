"""The registry of jobs, their leases, and the worker that runs them."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from home.jobs import registry
from home.management.commands import worker
from home.models import JobRun, StandardPage

ROOT = Path(__file__).resolve().parents[2]
MINUTE = timedelta(minutes=1)


class Work:
    """A job whose turns return what is given, or raise it."""

    def __init__(self, *results: int | Exception) -> None:
        self.results = list(results)
        self.seen: list = []

    def __call__(self, *, now):
        self.seen.append(now)
        result = self.results.pop(0) if self.results else 0
        if isinstance(result, Exception):
            raise result
        return result


@pytest.fixture
def registered(monkeypatch) -> Iterator[dict[str, registry.Job]]:
    """No job but those of the test, and a clock that stands still."""
    empty: dict[str, registry.Job] = {}
    monkeypatch.setattr(registry, "registered", empty)
    with time_machine.travel(datetime(2021, 3, 15, 12, tzinfo=UTC), tick=False):
        yield empty


@pytest.fixture
def add(registered):
    """Register a job that is due since a minute ago."""

    def add(name: str, work: Work, every: timedelta = MINUTE) -> registry.Job:
        registered[name] = registry.Job(name, work, every)
        registry.ensure_rows(now=timezone.now() - MINUTE)
        return registered[name]

    return add


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch):
    """The worker may run inside a test: its signal handlers are undone, and the test's transaction stays open."""
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_a_decorated_function_is_registered_under_the_given_name_once(registered):
    @registry.job("remind-people", every=MINUTE)
    def remind(*, now):
        return 0

    assert registered == {"remind-people": registry.Job("remind-people", remind, MINUTE)}
    with pytest.raises(ValueError, match="remind-people"):
        registry.job("remind-people", every=MINUTE)(Work(0))


# Rows bear these names. Add that of a new job; one that changes needs a migration.
NAMES = """announce-open-calls background-tasks erase-old-proposals find-missing-renditions forget-invitations
forget-old-counters forget-old-mail forget-unconfirmed forget-unknown-addresses make-good-missed-bumps publish-scheduled
publish-together remind-to-confirm remind-translators send-issues send-mail sync-translations"""


def test_names_of_jobs_stay():
    assert sorted(registry.registered) == NAMES.split()


names = import_module("home.migrations.0008_job_names")


@pytest.mark.django_db
def test_rows_named_for_functions_keep_their_times_under_the_stable_name():
    now = timezone.now()
    JobRun.objects.create(name="home.jobs.publish_scheduled", due_at=now, started_at=now - MINUTE)
    JobRun.objects.create(name="home.jobs.registry.publish_scheduled", due_at=now)  # of a worker that never began
    JobRun.objects.create(
        name="home.rate_limit.forget_old_counters", due_at=now + MINUTE, lease_until=now, worker="one"
    )
    JobRun.objects.create(name="somebody.elses", due_at=now)
    names.name_rows(apps, None)
    rows = JobRun.objects.order_by("name").values_list("name", "due_at", "started_at", "worker")
    assert list(rows) == [
        ("forget-old-counters", now + MINUTE, None, "one"),
        ("publish-scheduled", now, now - MINUTE, ""),
        ("somebody.elses", now, None, ""),
    ]
    names.name_rows_for_functions(apps, None)
    assert set(JobRun.objects.values_list("name", flat=True)) == {
        "home.forms.rate_limit.forget_old_counters",
        "home.jobs.registry.publish_scheduled",
        "somebody.elses",
    }


def test_every_job_of_then_had_its_rows_renamed():
    assert len(names.NAMES) == 13 and names.NAMES.keys() <= registry.registered.keys()


@pytest.mark.django_db
def test_a_turn_that_found_nothing_left_waits_for_its_pause(add):
    job = add("a", Work(0))

    assert registry.run_portion(job, now=timezone.now(), worker="one") == 0

    row = JobRun.objects.get(name="a")
    assert row.due_at == row.finished_at + job.every
    assert (row.worker, row.lease_until, row.error) == ("", None, "")
    assert registry.due_jobs(now=timezone.now()) == []


@pytest.mark.django_db
def test_a_turn_that_did_something_is_followed_at_once(add):
    job = add("a", Work(3))

    assert registry.run_portion(job, now=timezone.now(), worker="one") == 3

    assert registry.due_jobs(now=timezone.now()) == [job]


@pytest.mark.django_db
def test_a_job_that_is_not_due_does_not_run(add):
    job = add("a", Work(1))
    JobRun.objects.update(due_at=timezone.now() + MINUTE)

    assert registry.run_portion(job, now=timezone.now(), worker="one") == 0

    assert job.function.seen == []


@pytest.mark.django_db
def test_the_longest_waiting_job_comes_first_and_unknown_rows_are_left_alone(add):
    late, later = add("late", Work()), add("later", Work())
    JobRun.objects.filter(name="later").update(due_at=timezone.now() - 2 * MINUTE)
    JobRun.objects.create(name="of an app that was removed", due_at=timezone.now() - 3 * MINUTE)

    assert registry.due_jobs(now=timezone.now()) == [later, late]


@pytest.mark.django_db
def test_a_lease_keeps_others_out_until_it_expires(add):
    job = add("a", Work(1))
    now = timezone.now()
    assert JobRun.objects.claim("a", now=now, until=now + job.lease, worker="that was killed")

    assert registry.due_jobs(now=now) == []
    assert registry.run_portion(job, now=now + job.lease - timedelta(seconds=1), worker="two") == 0
    assert registry.run_portion(job, now=now + job.lease, worker="two") == 1


@pytest.mark.django_db
def test_a_worker_that_lost_its_lease_changes_nothing(add):
    add("a", Work())
    now = timezone.now()
    JobRun.objects.claim("a", now=now, until=now, worker="slow")
    JobRun.objects.claim("a", now=now, until=now + MINUTE, worker="next")

    JobRun.objects.release("a", worker="slow", now=now, due_at=now + MINUTE)

    assert JobRun.objects.get(name="a").worker == "next"


@pytest.mark.django_db
def test_an_exception_is_logged_noted_and_retried_later(add, caplog):
    job = add("a", Work(ValueError("no such address")), every=timedelta(seconds=1))

    with pytest.raises(registry.JobFailed, match="a"):
        registry.run_portion(job, now=timezone.now(), worker="one")

    row = JobRun.objects.get(name="a")
    assert row.error == "ValueError('no such address')"
    assert row.due_at == row.finished_at + registry.RETRY_AFTER
    assert row.lease_until is None
    assert "no such address" in caplog.text


@pytest.mark.django_db
def test_the_next_good_turn_forgets_the_error(add):
    job = add("a", Work(ValueError("once"), 0))
    with pytest.raises(registry.JobFailed):
        registry.run_portion(job, now=timezone.now(), worker="one")

    registry.run_portion(job, now=timezone.now() + registry.RETRY_AFTER, worker="one")

    assert JobRun.objects.get(name="a").error == ""


@pytest.mark.django_db
def test_the_last_sign_of_life_is_the_latest_start(add):
    assert registry.last_worker_activity() is None
    job = add("a", Work())
    now = timezone.now()

    registry.run_portion(job, now=now, worker="one")

    assert registry.last_worker_activity() == now


@pytest.mark.django_db
def test_rows_are_made_once(add):
    add("a", Work())
    before = JobRun.objects.get().due_at

    registry.ensure_rows(now=timezone.now())

    assert JobRun.objects.get().due_at == before


@pytest.mark.django_db
def test_once_does_every_due_job_until_nothing_is_left(add):
    many, none = Work(5, 5, 0), Work(0)
    add("many", many)
    add("none", none)

    call_command("worker", once=True)

    assert len(many.seen) == 3
    assert len(none.seen) == 1


@pytest.mark.django_db
def test_once_says_which_jobs_failed_after_it_did_the_others(add):
    good = Work(0)
    add("bad", Work(ValueError("broken")))
    add("good", good)

    with pytest.raises(CommandError, match="These jobs failed: bad"):
        call_command("worker", once=True)

    assert len(good.seen) == 1


@pytest.mark.django_db
def test_a_failing_job_does_not_stop_the_worker(add, monkeypatch):
    good = Work(0)
    add("bad", Work(ValueError("broken")))
    add("good", good)
    command = worker.Command()
    monkeypatch.setattr(worker.time, "sleep", lambda seconds: command.stop())

    call_command(command)

    assert len(good.seen) == 1


@pytest.mark.django_db
def test_a_database_that_does_not_answer_does_not_stop_the_worker(monkeypatch, caplog):
    command = worker.Command()
    monkeypatch.setattr(worker.registry, "due_jobs", lambda now: connection.cursor().execute("SELECT nonsense"))
    monkeypatch.setattr(worker.time, "sleep", lambda seconds: command.stop())

    call_command(command)

    assert "the database does not answer" in caplog.text


@pytest.mark.django_db
def test_a_signal_lets_the_portion_under_way_finish_and_starts_no_other(add):
    def signalled(*, now):
        os.kill(os.getpid(), signal.SIGTERM)
        return 1

    first = add("first", signalled)
    second = Work(1)
    add("second", second)
    JobRun.objects.filter(name="first").update(due_at=timezone.now() - 2 * MINUTE)

    call_command("worker")

    assert JobRun.objects.get(name=first.name).finished_at is not None
    assert second.seen == []


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_only_one_runs_a_job(add):
    running, overlaps = threading.Semaphore(1), []

    def slow(*, now):
        overlaps.append(not running.acquire(blocking=False))
        time.sleep(0.05)
        running.release()
        return 1

    job = add("a", slow)
    done = {"one": 0, "two": 0}

    def run(name: str) -> None:
        while len(overlaps) < 20:
            done[name] += registry.run_portion(job, now=timezone.now(), worker=name)
        connection.close()

    threads = [threading.Thread(target=run, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not any(overlaps)
    assert len(overlaps) == sum(done.values())


@pytest.mark.django_db(transaction=True)
def test_a_worker_process_publishes_what_is_scheduled_and_ends_on_sigterm():
    home = Page.objects.get(depth=2)
    page = home.add_child(instance=StandardPage(title="Later", slug="later", live=False))
    page.go_live_at = timezone.now()
    page.save_revision(approved_go_live_at=page.go_live_at)
    name = connection.settings_dict["NAME"]
    url = os.environ.get("DATABASE_URL", "")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        "DATABASE_URL": url.replace("/postgres?", f"/{name}?") if url else f"sqlite:///{name}",
    }
    process = subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=ROOT, env=environment)
    try:
        deadline = time.monotonic() + 120
        while not StandardPage.objects.get(pk=page.pk).live and time.monotonic() < deadline:
            JobRun.objects.update(due_at=timezone.now())
            time.sleep(0.3)
        assert StandardPage.objects.get(pk=page.pk).live
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0
    finally:
        process.kill()
        process.wait()
