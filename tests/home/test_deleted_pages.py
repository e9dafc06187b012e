"""Text pages come back for 30 days after they were deleted."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from home.jobs.cleanup import forget_deleted_pages
from home.models import DeletedPage, StandardPage
from home.models.deleted_pages import KEPT_FOR
from home.models.deleted_pages import bring_back as bring_back_row
from tests import factories
from tests.translations.helpers import messages

pytestmark = pytest.mark.django_db


@pytest.fixture
def about():
    factories.home_page("es")
    page = factories.standard_page(title="About us", slug="about", intro="We meet.")
    below = factories.standard_page(parent=page, title="Team", slug="team")
    spanish = factories.translated(page, "es", title="Quiénes somos", slug="quienes")
    draft = page.get_latest_revision_as_object()
    draft.intro = "We meet online."
    draft.save_revision()
    return page, below, spanish


def bring_back(client, title):
    return client.post(reverse("deleted_pages"), {"page": DeletedPage.objects.get(title=title).pk})


def test_what_was_deleted_with_it_comes_back_in_its_place_as_a_draft(admin_client, about):
    page, _below, spanish = about
    said = messages(admin_client.post(reverse("wagtailadmin_pages:delete", args=[page.pk])))
    assert "You can bring it back for 30 days." in said
    assert not StandardPage.objects.filter(title__in=["About us", "Team"]).exists()
    shown = admin_client.get(reverse("deleted_pages")).content.decode()
    assert "About us" in shown and "Team" in shown
    assert "is back as a draft" in messages(bring_back(admin_client, "About us"))
    found = StandardPage.objects.get(title="About us")
    assert (found.live, found.slug, found.intro) == (False, "about", "We meet online.")
    assert found.translation_key == page.translation_key == spanish.translation_key
    bring_back(admin_client, "Team")
    assert StandardPage.objects.get(title="Team").get_parent().specific == found
    assert not DeletedPage.objects.filter(language="en").exists()
    found.get_latest_revision().publish()
    assert Page.objects.get(pk=found.pk).live
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize("restricted", ["page", "above"])
def test_it_comes_back_as_private_as_it_was(admin_client, about, restricted):
    page, below, _spanish = about
    group = Group.objects.create(name="Hosts")
    rule = PageViewRestriction.objects.create(page=below if restricted == "page" else page, restriction_type="groups")
    rule.groups.set([group])
    page.delete()
    assert not PageViewRestriction.objects.exists()
    bring_back(admin_client, "Team")
    again = StandardPage.objects.get(title="Team").get_view_restrictions().get()
    assert (again.restriction_type, list(again.groups.all())) == ("groups", [group])


def test_what_is_private_by_the_page_above_gets_no_rule_of_its_own(admin_client, about):
    page, below, _spanish = about
    rule = PageViewRestriction.objects.create(page=page, restriction_type="password", password="oak")
    below.delete()
    bring_back(admin_client, "Team")
    assert list(StandardPage.objects.get(title="Team").get_view_restrictions()) == [rule]


def test_it_comes_back_below_the_home_page_beside_what_has_its_address_now(admin_client, about):
    page, _below, _spanish = about
    page.delete()
    factories.standard_page(title="New", slug="team")
    bring_back(admin_client, "Team")
    assert StandardPage.objects.get(title="Team").slug == "team-2"


def test_it_comes_back_once_however_often_and_by_whom_it_is_asked_for(admin_client, admin_user, about):
    about[1].delete()
    row, again = DeletedPage.objects.get(), DeletedPage.objects.get()
    assert bring_back_row(row=row, parent=about[0], user=admin_user)
    assert bring_back_row(row=again, parent=about[0], user=admin_user) is None
    response = admin_client.post(reverse("deleted_pages"), {"page": row.pk})
    assert response.url == reverse("deleted_pages")
    assert "no longer in the list" in messages(response)
    assert StandardPage.objects.filter(title="Team").count() == 1


def test_after_a_month_it_is_forgotten(about):
    about[1].delete()
    row = DeletedPage.objects.get()
    assert forget_deleted_pages(now=row.deleted_at + KEPT_FOR - timedelta(hours=1)) == 0
    assert forget_deleted_pages(now=row.deleted_at + KEPT_FOR + timedelta(hours=1)) == 1


def test_pages_that_are_no_text_pages_are_not_kept(about):
    factories.programme_page().delete()
    assert not DeletedPage.objects.exists()
