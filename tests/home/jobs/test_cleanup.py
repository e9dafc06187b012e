"""What grows is kept small, and nothing that is needed goes."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision
from wagtail_localize.models import TranslationLog

from home.jobs.cleanup import forget_old_revisions, forget_old_sessions
from tests import factories

pytestmark = pytest.mark.django_db
NOW = timezone.now()
YEAR = timedelta(days=365)


def test_sessions_that_are_over_are_deleted():
    for key, days in (("old", -1), ("new", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=NOW + timedelta(days=days))
    assert [forget_old_sessions(now=NOW), forget_old_sessions(now=NOW)] == [1, 0]
    assert [row.pk for row in Session.objects.all()] == ["new"]


@pytest.fixture
def versions():
    """A page with versions of every kind, all saved more than a year ago."""
    page = factories.standard_page()
    found = {}
    for name in ("first", "published", "scheduled", "draft", "latest"):
        page.title = name
        found[name] = page.save_revision(log_action=True)
        if name == "published":
            found[name].publish()
            page.refresh_from_db()
    Revision.objects.filter(pk=found["scheduled"].pk).update(approved_go_live_at=NOW + YEAR)
    Revision.objects.update(created_at=NOW - YEAR - timedelta(days=1))
    return found


def test_old_versions_go_but_those_that_are_needed(versions, settings):
    others = Revision.objects.exclude(pk__in=[one.pk for one in versions.values()]).count()
    history = PageLogEntry.objects.count()
    settings.REVISION_DAYS = 0
    assert forget_old_revisions(now=NOW) == 0
    settings.REVISION_DAYS = 365
    assert [forget_old_revisions(now=NOW), forget_old_revisions(now=NOW)] == [2, 0]
    left = {name for name, one in versions.items() if Revision.objects.filter(pk=one.pk).exists()}
    assert left == {"published", "scheduled", "latest"}
    assert Revision.objects.count() == others + 3 and PageLogEntry.objects.count() == history


def test_versions_of_less_than_a_year_stay(versions):
    Revision.objects.update(created_at=NOW - YEAR + timedelta(days=1))
    assert forget_old_revisions(now=NOW) == 0


def test_versions_that_translators_made_stay():
    page = factories.standard_page()
    page.save_revision().publish()
    factories.localized(page, {"About us": "Quiénes somos"})
    made = list(TranslationLog.objects.exclude(revision=None).values_list("revision", flat=True))
    Page.objects.get(translation_key=page.translation_key, locale__language_code="es").specific.save_revision()
    Revision.objects.update(created_at=NOW - 2 * YEAR)
    forget_old_revisions(now=NOW)
    assert made and Revision.objects.filter(pk__in=made).count() == len(made)
