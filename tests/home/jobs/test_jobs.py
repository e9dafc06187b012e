"""The registry of jobs and their leases."""

import re
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone
from wagtail.models import Page, Revision

from home.jobs import background, portions, registry, tasks
from home.models import BackgroundTask, JobRun, StandardPage
from tests.home.jobs.work import Work

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def test_a_decorated_function_is_registered_under_the_given_name_once(registered):
    @registry.job("remind-people", every=MINUTE)
    def remind(*, now):
        return 0

    assert registered == {"remind-people": registry.Job("remind-people", remind, MINUTE)}
    with pytest.raises(ValueError, match="remind-people"):
        registry.job("remind-people", every=MINUTE)(Work(0))


# Names of rows in the database. Add the name of a new job; a changed name needs a migration.
NAMES = """announce-open-calls apply-imports background-tasks delete-old-imports delete-orphaned-photos
erase-old-helpers erase-old-proposals find-missing-renditions forget-deleted-pages forget-invitations
forget-old-counters forget-old-logins forget-old-mail forget-old-revisions forget-old-sessions
forget-reports forget-saved-programmes forget-unconfirmed forget-unknown-addresses look-at-certificate
machine-drafts mail-speakers-the-day-before make-good-missed-bumps publish-scheduled publish-together
remind-helpers remind-to-confirm remind-translators report-status send-issues send-mail suggest-timetables
sync-translations tell-helpers-of-changes thank-helpers translation-memory"""


def test_names_of_jobs_stay():
    assert sorted(registry.registered) == NAMES.split()


names = import_module("home.migrations.0008_job_names")


@pytest.mark.django_db
def test_rows_named_for_functions_keep_their_times_under_the_stable_name():
    now = timezone.now()
    JobRun.objects.create(name="home.jobs.publish_scheduled", due_at=now, started_at=now - MINUTE)
    JobRun.objects.create(name="home.jobs.registry.publish_scheduled", due_at=now)  # from a worker that never began
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
def test_a_job_without_waiting_rows_has_a_turn_once_a_minute_and_otherwise_as_soon_as_there_are_some(add):
    now, second = timezone.now(), timedelta(seconds=1)
    job = add("a", Work(), every=second, waiting=BackgroundTask.objects.due)
    JobRun.objects.update(due_at=now)
    assert registry.due_jobs(now=now + MINUTE - second) == []
    assert registry.due_jobs(now=now + MINUTE) == [job]

    background.run_later("note", now=now)
    assert registry.due_jobs(now=now - second) == []
    assert registry.due_jobs(now=now) == [job]


def test_jobs_that_are_due_every_few_seconds_say_what_they_wait_for():
    often = [job for job in registry.registered.values() if job.every < timedelta(seconds=20)]
    assert len(often) == 6 and all(job.waiting for job in often)


@pytest.mark.django_db
def test_a_lease_keeps_others_out_until_it_expires(add):
    job = add("a", Work(1))
    now = timezone.now()
    assert JobRun.objects.claim("a", now=now, pause=job.every, lease=job.lease, worker="that was killed")

    assert registry.due_jobs(now=now) == []
    assert registry.run_portion(job, now=now + job.lease - timedelta(seconds=1), worker="two") == 0
    assert registry.run_portion(job, now=now + job.lease, worker="two") == 1


@pytest.mark.django_db
def test_a_worker_that_lost_its_lease_changes_nothing(add):
    add("a", Work())
    now = timezone.now()
    for name, lease in (("slow", timedelta(0)), ("next", MINUTE)):
        JobRun.objects.claim("a", now=now, pause=MINUTE, lease=lease, worker=name)

    JobRun.objects.release("a", worker="slow", now=now, due_at=now + MINUTE)

    assert JobRun.objects.get(name="a").worker == "next"


@pytest.mark.django_db
def test_an_exception_is_logged_noted_and_retried_later(add, caplog):
    job = add("a", Work(ValueError("no such address")), every=timedelta(seconds=1))

    with pytest.raises(registry.JobFailed, match="a"):
        registry.run_portion(job, now=timezone.now(), worker="one")

    row = JobRun.objects.get(name="a")
    assert re.fullmatch(r"ValueError, home/jobs/registry\.py:\d+|ValueError, tests/\S+:\d+", row.error), (
        "without its text"
    )
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
    assert registry.last_worker_activity(now=timezone.now()) is None
    job = add("a", Work())
    now = timezone.now()

    registry.run_portion(job, now=now, worker="one")

    assert registry.last_worker_activity(now=now) == now


@pytest.mark.django_db
def test_after_a_clock_that_was_a_day_ahead_jobs_run_at_once_and_no_worker_counts_as_active(add):
    """Also after a worker was killed while the clock was ahead."""
    now, job = timezone.now(), add("a", Work())
    JobRun.objects.update(due_at=now - MINUTE)
    registry.run_portion(job, now=now + DAY, worker="one")
    JobRun.objects.update(due_at=now + DAY + MINUTE, lease_until=now + DAY + job.lease, worker="killed")
    assert registry.last_worker_activity(now=now) is None

    assert registry.due_jobs(now=now) == [job]
    registry.run_portion(job, now=now, worker="two")

    assert registry.last_worker_activity(now=now) == now
    assert registry.due_jobs(now=timezone.now()) == []


@pytest.mark.django_db
def test_work_that_takes_long_keeps_no_job_waiting_that_a_clock_ahead_has_put_off(add):
    """After a slow turn the worker looks again, so what comes last would not have its turn while there is such work."""
    now, long, put_off = timezone.now(), add("long", Work()), add("put off", Work())
    JobRun.objects.filter(name="long").update(due_at=now - MINUTE)
    JobRun.objects.filter(name="put off").update(due_at=now + DAY)
    assert registry.due_jobs(now=now) == [put_off, long]


@pytest.mark.django_db
def test_a_failed_job_of_short_period_is_not_taken_for_one_with_a_clock_ahead(add):
    job = add("a", Work(ValueError("x")), every=timedelta(seconds=1))
    with pytest.raises(registry.JobFailed):
        registry.run_portion(job, now=timezone.now(), worker="one")
    assert registry.due_jobs(now=timezone.now()) == []


@pytest.mark.django_db
def test_tasks_of_a_longer_address_are_not_forgotten():
    for address in ("juana@example.org", "Ana@example.org", "ana@example.org.uk"):
        background.run_later("note", now=timezone.now(), asked=[{"address": address}])
    background.forget_tasks("ana@example.org")
    left = [task.arguments["asked"][0]["address"] for task in BackgroundTask.objects.order_by("pk")]
    assert left == ["juana@example.org", "ana@example.org.uk"]


@pytest.mark.django_db
def test_a_task_that_somebody_waits_for_comes_before_those_that_can_wait(monkeypatch):
    done, now = [], timezone.now()
    monkeypatch.setattr(background, "_registered", {})
    monkeypatch.setattr(background, "_can_wait", set())
    background.background_task("draw", can_wait=True)(lambda *, now: done.append("draw"))
    background.background_task("note")(lambda *, now: done.append("note"))
    for name, minutes in (("draw", 3), ("draw", 2), ("note", 1)):
        background.run_later(name, now=now - minutes * MINUTE)

    background.do_background_tasks(now=now)

    assert done == ["note", "draw", "draw"]


@pytest.mark.django_db
def test_a_task_of_a_clock_that_was_a_day_ahead_is_done_at_once(monkeypatch):
    done, now = [], timezone.now()
    monkeypatch.setitem(background._registered, "note", lambda *, now: done.append(now))
    background.run_later("note", now=now + DAY)
    BackgroundTask.objects.create(name="note", due_at=now + 2 * DAY, failures=3)
    BackgroundTask.objects.create(name="note", due_at=now + MINUTE, failures=1)

    background.do_background_tasks(now=now)

    assert done == [now, now]


def test_a_portion_ends_in_time_and_has_one_item_at_least(monkeypatch):
    clock = iter(range(0, 100, 1))
    monkeypatch.setattr(portions, "monotonic", lambda: next(clock))
    assert list(portions.in_portion("abcdef")) == ["a", "b"]
    monkeypatch.setattr(portions, "PORTION_SECONDS", 0)
    assert list(portions.in_portion("abc")) == ["a"]


@pytest.mark.django_db
def test_scheduled_pages_are_published_in_portions(monkeypatch):
    home, now = Page.objects.get(depth=2), timezone.now()
    for number in range(3):
        page = home.add_child(instance=StandardPage(title=f"Later {number}", live=False))
        page.save_revision(approved_go_live_at=now - MINUTE)
    monkeypatch.setattr(portions, "PORTION_SECONDS", 0)

    assert [tasks.publish_scheduled(now=now) for _turn in range(4)] == [1, 1, 1, 0]
    assert StandardPage.objects.live().count() == 3


@pytest.mark.django_db
def test_what_cannot_be_published_keeps_nothing_else_back(monkeypatch):
    home, now = Page.objects.get(depth=2), timezone.now()
    broken = home.add_child(instance=StandardPage(title="Broken", live=False))
    broken.save_revision(approved_go_live_at=now - 2 * MINUTE)
    home.add_child(instance=StandardPage(title="Later", live=False)).save_revision(approved_go_live_at=now - MINUTE)
    home.add_child(instance=StandardPage(title="Over", expire_at=now - MINUTE))
    publish = Revision.publish

    def publish_others(self, **kwargs):
        if self.object_id == str(broken.pk):
            raise ValueError("broken")
        publish(self, **kwargs)

    monkeypatch.setattr(Revision, "publish", publish_others)
    assert tasks.publish_scheduled(now=now) == 1
    with pytest.raises(ValueError, match="broken"):
        tasks.publish_scheduled(now=now)
    assert [page.title for page in StandardPage.objects.live()] == ["Later"]


@pytest.mark.django_db
def test_rows_are_made_once(add):
    add("a", Work())
    before = JobRun.objects.get().due_at

    registry.ensure_rows(now=timezone.now())

    assert JobRun.objects.get().due_at == before
