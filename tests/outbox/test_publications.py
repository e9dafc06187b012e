"""Whoever schedules a publication is told if it fails."""

import logging
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from wagtail.models import Revision
from wagtail.users.models import UserProfile

from home.jobs.tasks import publish_scheduled
from home.outbox.models import Delivery
from tests import factories

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def editor():
    user = User.objects.create_user("ana", "ana@example.org")
    UserProfile.objects.create(user=user, preferred_language="es")
    return user


@pytest.fixture
def scheduled(editor, monkeypatch):
    """A page that was due long ago and cannot be published."""

    def refuse(self, **kwargs):
        raise ValueError("broken")

    monkeypatch.setattr(Revision, "publish", refuse)
    page = factories.standard_page(title="Wells & rivers", live=False)
    return page.save_revision(user=editor, approved_go_live_at=timezone.now() - timedelta(hours=1))


def attempt(at):
    logging.disable(logging.CRITICAL)
    try:
        with pytest.raises(ValueError, match="broken"):
            publish_scheduled(now=at)
    finally:
        logging.disable(logging.NOTSET)


def test_whoever_scheduled_a_page_is_told_once_that_it_was_not_published(scheduled):
    for minutes in (0, 1, 60 * 24):
        attempt(timezone.now() + minutes * MINUTE)
    mail = Delivery.objects.get()
    assert (mail.address, mail.language) == ("ana@example.org", "es")
    assert mail.subject == "«Wells & rivers» no se pudo publicar"
    assert f"/admin/pages/{scheduled.object_id}/edit/" in mail.text
    assert f"{scheduled.approved_go_live_at:%H:%M} UTC" in mail.text
    assert "publícala tú" in mail.text
    again = timezone.now() - timedelta(minutes=30)
    Revision.objects.update(approved_go_live_at=again)
    attempt(timezone.now())
    assert Delivery.objects.count() == 2, "it was scheduled again"


def test_nobody_is_told_of_what_fails_for_a_moment(scheduled):
    Revision.objects.update(approved_go_live_at=timezone.now() - MINUTE)
    attempt(timezone.now())
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("fields", [{"email": ""}, {"is_active": False}])
def test_who_cannot_be_told_keeps_nothing_back(scheduled, fields):
    User.objects.update(**fields)
    attempt(timezone.now())
    assert not Delivery.objects.exists()
    Revision.objects.update(user=None)
    attempt(timezone.now())
    assert not Delivery.objects.exists()
