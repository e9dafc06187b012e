"""Menus, lists and search of the admin: what stands there can be told apart and read."""

from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils import translation
from lxml import html
from wagtail.admin.menu import admin_menu

from home.models import Announcement, Footer
from tests import factories

pytestmark = pytest.mark.django_db

AT = datetime(2021, 5, 6, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "6 May 2021, 13:00 UTC"), ("es", "6 de mayo de 2021, 13:00 UTC")]
)
def test_dates_name_their_zone_and_are_not_american(language, shown):
    with translation.override(language):
        assert Template("{{ at }}").render(Context({"at": AT})) == shown


def test_no_list_says_true_or_false(admin_client):
    Announcement.objects.create(text="Hello", locale=factories.locale("en"), live=False)
    Footer.objects.create(name="Footer", locale=factories.locale("en"))
    factories.timetable(event=factories.event(), live=False)
    for name in ("home_announcement", "home_footer", "events_timetable"):
        page = admin_client.get(reverse(f"wagtailsnippets_{name}:list")).content
        cells = {cell.text_content().strip() for cell in html.fromstring(page).xpath("//tbody//td")}
        assert not {"True", "False"} & cells
        assert {"draft", "published"} & cells


def test_each_menu_item_has_an_icon_of_its_own(rf, admin_user):
    request = rf.get("/admin/")
    request.user = admin_user
    icons = [item.icon_name for item in admin_menu.menu_items_for_request(request)]
    assert len(icons) > 8
    assert len(icons) == len(set(icons))


def test_the_search_of_the_admin_finds_words_in_texts(admin_client):
    factories.standard_page(title="About us", intro="We answer within the hour, says Wilhelmina.")
    factories.standard_page(title="Other", slug="other")
    for query in ("wilhelmina", "wilhel"):
        page = html.fromstring(admin_client.get(reverse("wagtailadmin_pages:search"), {"q": query}).content)
        titles = [" ".join(cell.text_content().split()) for cell in page.xpath("//td[contains(@class, 'title')]")]
        assert len(titles) == 1 and "About us" in titles[0]
