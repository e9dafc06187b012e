"""The worker that runs the jobs."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import checks
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from home.jobs import registry
from home.management.commands import worker
from home.models import JobRun, StandardPage
from tests.home.jobs.work import Work

ROOT = settings.BASE_DIR
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch):
    """The worker may run inside a test: its signal handlers are undone, and the test's transaction stays open."""
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.django_db
def test_mail_has_its_turn_after_each_slow_turn_of_another_job(add, monkeypatch):
    turns = []

    def work(name, seconds, rounds):
        def run(*, now):
            turns.append(name)
            clock[0] += seconds
            return turns.count(name) < rounds

        return run

    clock = [0.0]
    monkeypatch.setattr(worker.time, "monotonic", lambda: clock[0])
    for name, seconds in (("slow", 4), ("long", 4), ("quick", 0.1)):
        add(name, work(name, seconds, 3))
    add("mail", work("mail", 5, 99), every=timedelta(0), urgent=True)
    JobRun.objects.filter(name="slow").update(due_at=timezone.now() - 5 * MINUTE)
    command = worker.Command()
    command.stopping, command.name = False, "one"

    for _round in range(8):
        command.run_due_jobs()

    others = [name for name in turns if name != "quick"]
    assert others[::2] == ["mail"] * len(others[::2])
    assert {name: turns.count(name) for name in ("slow", "long", "quick")} == {"slow": 3, "long": 3, "quick": 3}


@pytest.mark.django_db
def test_with_nothing_to_do_it_looks_writes_nothing_and_keeps_its_connection(monkeypatch):
    closed = []
    monkeypatch.setattr(worker, "close_old_connections", lambda: closed.append(True))
    now = timezone.now()
    registry.ensure_rows(now=now + MINUTE)
    often = [job.name for job in registry.registered.values() if job.every < timedelta(seconds=20)]
    JobRun.objects.filter(name__in=often).update(due_at=now)
    command = worker.Command()
    command.stopping, command.name = False, "one"

    with CaptureQueriesContext(connection) as queries:
        assert command.run_due_jobs() == 0

    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []
    assert len(queries) == 1 + len(often)
    assert closed == []


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


def test_it_refuses_settings_that_would_lose_data_without_building_every_form(monkeypatch):
    """The checks of forms hold 80 MB, which the worker would keep."""
    asked = []
    monkeypatch.setattr(worker.Command, "run_until_idle", lambda self: None)
    monkeypatch.setattr(checks, "run_checks", lambda **given: asked.append(given["tags"]) or [checks.Error("no")])

    with pytest.raises(SystemCheckError):
        call_command("worker", once=True, skip_checks=False)

    assert asked == [["portal"]]
