import pytest
from django.utils import timezone

from home.jobs import background
from home.jobs.background import background_task, do_background_tasks, run_later

pytestmark = pytest.mark.django_db


def test_what_somebody_waits_for_is_done_before_what_was_asked_for_earlier(monkeypatch):
    """Hundreds of pictures are made after an upgrade, while somebody waits for the email with a link."""
    monkeypatch.setattr(background, "_registered", {})
    monkeypatch.setattr(background, "_awaited", set())
    monkeypatch.setattr(background, "PORTION", 3)
    done, now = [], timezone.now()
    background_task("picture")(lambda now, number: done.append(number))
    background_task("link", is_awaited=True)(lambda now: done.append("link"))
    for number in range(5):
        run_later("picture", now=now, number=number)
    run_later("link", now=now)
    assert do_background_tasks(now=now) == 3
    assert done == ["link", 0, 1]
