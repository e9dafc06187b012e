"""What the portal sees about its worker, who is told, and the admin page that shows it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone, translation

from home.jobs import background, registry, status
from home.jobs.alerts import report_status
from home.models import BackgroundTask, JobRun, StatusAlert
from home.roles import EDITORS, PROGRAMME_TEAM
from home.status import Status
from tests.home.admin.test_dashboard import logged_in, menu, person
from tests.home.jobs.work import Work

pytestmark = pytest.mark.django_db
NOW = timezone.now()
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def found(name: str, now=NOW) -> Status:
    return next(one for one in status.job_statuses(now=now) if one.name == name)


@pytest.mark.parametrize(
    ("every", "ago", "is_fine"),
    [
        (timedelta(seconds=1), timedelta(minutes=4), True),
        (timedelta(seconds=1), timedelta(minutes=6), False),
        (timedelta(hours=1), timedelta(hours=3), True),
        (timedelta(hours=1), timedelta(hours=3, minutes=1), False),
    ],
)
@pytest.mark.parametrize("has_run", [True, False])
def test_a_job_that_has_not_run_for_three_times_its_period_is_named(registered, every, ago, is_fine, has_run):
    registered["a"] = registry.Job("a", Work(), every)
    JobRun.objects.create(name="a", due_at=NOW - ago, finished_at=NOW - ago if has_run else None)
    JobRun.objects.create(name="of an app that was removed", due_at=NOW - 99 * DAY)
    assert found("jobs").is_fine is is_fine
    assert [str(detail)[:20] for detail in found("jobs").details] == ([] if is_fine else ["a: has not run since"])


def test_a_job_under_way_is_not_missed_and_a_failed_one_says_why(registered):
    registered["a"] = registry.Job("a", Work(), MINUTE, lease=timedelta(hours=1))
    JobRun.objects.create(name="a", due_at=NOW - DAY, finished_at=NOW - DAY, lease_until=NOW + MINUTE)
    assert found("jobs").is_fine
    JobRun.objects.update(lease_until=NOW + DAY)
    assert not found("jobs").is_fine, "the lease is of a clock that was ahead"
    JobRun.objects.update(finished_at=NOW, error="ValueError, a.py:1")
    assert found("jobs").details == ["a: ValueError, a.py:1"]


def test_a_job_that_finds_nothing_to_do_is_not_late_and_one_that_gets_no_turn_is_named(registered):
    registered["a"] = registry.Job("a", Work(), timedelta(seconds=1), waiting=BackgroundTask.objects.due)
    JobRun.objects.create(name="a", due_at=NOW)
    with time_machine.travel(NOW, tick=False) as clock:
        for _look in range(60):
            for job in registry.due_jobs(now=timezone.now()):
                registry.run_portion(job, now=timezone.now(), worker="one")
            assert found("jobs", timezone.now()).is_fine
            clock.shift(10)
        clock.shift(5 * 60)
        assert not found("jobs", timezone.now()).is_fine


def test_a_task_that_keeps_failing_is_shown_with_its_reason(monkeypatch):
    def fail(*, now):
        raise ValueError("no such page")

    monkeypatch.setitem(background._registered, "draw", fail)
    background.run_later("draw", now=NOW)
    for failure in range(1, 4):
        assert found("tasks").is_fine
        background.do_background_tasks(now=NOW + failure * DAY)
    assert not found("tasks").is_fine
    [detail] = found("tasks").details
    assert re.fullmatch(r"draw: ValueError, tests/home/jobs/test_status\.py:\d+", detail), "without its text"


@pytest.fixture
def wrong(monkeypatch) -> list[Status]:
    """What is not fine: nothing but what the test puts here."""
    found: list[Status] = []
    for where in ("home.jobs.alerts", "home.admin.status"):
        monkeypatch.setattr(f"{where}.statuses", lambda now: list(found))
    return found


DISK = Status("disk", "Disk", False, "It is full.", ["/srv"])


def test_what_is_wrong_is_logged_and_mailed_once_and_again_after_a_day(wrong, settings, caplog):
    settings.ALERT_EMAIL = "help@example.org"
    report_status(now=NOW)
    assert (mail.outbox, caplog.text) == ([], "")
    wrong.append(DISK)
    wrong.append(Status("backup", "Backup", False, "None.", urgent=False))
    for minutes in (0, 1, 2):
        report_status(now=NOW + minutes * MINUTE)
    assert caplog.text.count("not fine: disk: It is full. /srv") == 1
    assert [(one.to, "Disk: It is full. /srv" in one.body) for one in mail.outbox] == [(["help@example.org"], True)]
    assert "Backup" not in mail.outbox[0].body
    report_status(now=NOW + DAY + MINUTE)
    assert len(mail.outbox) == 2
    wrong.clear()
    report_status(now=NOW + DAY + 2 * MINUTE)
    report_status(now=NOW + DAY + 3 * MINUTE)
    assert len(mail.outbox) == 3 and "is fine again" in mail.outbox[2].subject and "disk" in mail.outbox[2].body
    assert not StatusAlert.objects.exists()


def test_what_is_not_urgent_is_mailed_once_it_has_lasted_a_day_and_again_after_a_week(wrong, settings, caplog):
    caplog.set_level("WARNING")
    settings.ALERT_EMAIL = "help@example.org"
    wrong.append(Status("backup", "Backup", False, "None.", urgent=False))
    for days in (0, 0.9, 1, 1.1, 7.9, 8, 8.1):
        report_status(now=NOW + days * DAY)
        assert len(mail.outbox) == (days >= 1) + (days >= 8), days
    assert "Backup: None." in mail.outbox[0].body
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    wrong.clear()
    report_status(now=NOW + 9 * DAY)
    assert "is fine again" in mail.outbox[2].subject


def test_what_passes_within_a_day_and_is_not_urgent_is_mailed_to_nobody(wrong, settings):
    settings.ALERT_EMAIL = "help@example.org"
    for minutes in range(3):
        wrong[:] = [Status("passwords", "Passwords", False, "Somebody tries.", urgent=False)] * (minutes != 1)
        report_status(now=NOW + minutes * MINUTE)
    assert mail.outbox == []


def test_without_an_address_it_is_logged_only(wrong, caplog):
    wrong.append(DISK)
    report_status(now=NOW)
    assert mail.outbox == [] and "not fine: disk" in caplog.text


def test_an_alert_that_could_not_be_sent_is_tried_again(wrong, settings):
    settings.ALERT_EMAIL = "help@example.org"
    settings.ALERT_CONNECTION = {"backend": "django.core.mail.backends.smtp.EmailBackend", "port": 1, "timeout": 1}
    wrong.append(DISK)
    with pytest.raises(ConnectionRefusedError):
        report_status(now=NOW)
    settings.ALERT_CONNECTION = {}
    report_status(now=NOW)
    assert len(mail.outbox) == 1


def test_the_page_says_that_all_is_well_or_what_is_not(wrong, admin_client):
    wrong.append(Status("worker", "Worker", True, "It is running."))
    html = admin_client.get("/admin/status/").content.decode()
    assert "All is well" in html and "needs a hand" not in html
    assert "The portal needs a hand" not in admin_client.get("/admin/").content.decode()
    wrong.append(DISK)
    html = admin_client.get("/admin/status/").content.decode()
    assert "1 thing needs a hand." in html and html.index("It is full.") < html.index("It is running.")
    assert "/srv" in html
    assert "The portal needs a hand" in admin_client.get("/admin/").content.decode()


def test_the_page_in_spanish(admin_client):
    with translation.override("es"):
        html = admin_client.get("/admin/status/", headers={"accept-language": "es"}).content.decode()
    assert "¿Cómo está el portal?" in html


def test_who_cares_for_mail_sees_the_page_and_nobody_else():
    editor, team = logged_in(person(EDITORS)), logged_in(person(PROGRAMME_TEAM, "bo"))
    assert (editor.get("/admin/status/").status_code, team.get("/admin/status/").status_code) == (200, 302)
    assert ["status" in menu(client) for client in (editor, team)] == [True, False]


def test_reasons_may_name_addresses_so_they_are_for_who_may_see_those(wrong):
    wrong.append(DISK)
    assert "/srv" not in logged_in(person(EDITORS)).get("/admin/status/").content.decode()


def test_an_administrator_has_a_stuck_task_tried_again_or_deletes_it(admin_client):
    tasks = [BackgroundTask.objects.create(name="draw", due_at=NOW + DAY, failures=n, error="no") for n in (0, 3, 4)]
    html = admin_client.get("/admin/status/").content.decode()
    assert [f'value="{task.pk}"' in html for task in tasks] == [False, True, True]
    admin_client.post("/admin/status/", {"task": tasks[1].pk, "action": "again"})
    admin_client.post("/admin/status/", {"task": tasks[2].pk, "action": "delete"})
    admin_client.post("/admin/status/", {"task": tasks[0].pk, "action": "delete"})
    admin_client.post("/admin/status/", {"task": "x", "action": "delete"})
    assert sorted(BackgroundTask.objects.values_list("pk", "failures")) == [(tasks[0].pk, 0), (tasks[1].pk, 0)]
    team = logged_in(person(PROGRAMME_TEAM))
    assert team.post("/admin/status/", {"task": tasks[0].pk, "action": "delete"}).status_code == 302
    assert BackgroundTask.objects.count() == 2
