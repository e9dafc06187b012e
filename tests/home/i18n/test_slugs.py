"""Addresses of new pages are readable in every script and never taken."""

import pytest
from django.urls import reverse
from lxml import html

from home.i18n.slugs import slug_from
from home.models import StandardPage
from tests import factories
from tests.events.timetable.test_forms import data_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("李明", "liming"),
        ("דוד לוי", "dvd-lvy"),
        ("Ødegård", "odegard"),
        ("¿Qué sigue?", "que-sigue"),
        ("…", "page"),
        ("x" * 100, "x" * 80),
    ],
)
def test_a_title_in_any_script_makes_an_address(title, slug):
    assert slug_from(title, "page") == slug


def add(client, title, slug=""):
    path = reverse("wagtailadmin_pages:add", args=["home", "standardpage", factories.home_page().pk])
    data = data_of(html.fromstring(client.get(path).content))
    return client.post(path, {**data, "title": [title], "slug": [slug], "action-publish": "1"})


def test_two_new_pages_may_have_one_title(admin_client):
    for _number in range(2):
        assert add(admin_client, "Next edition", slug="next-edition").status_code == 302
    assert sorted(StandardPage.objects.values_list("slug", flat=True)) == ["next-edition", "next-edition-2"]


def test_a_title_without_latin_letters_needs_no_address_typed(admin_client):
    assert add(admin_client, "李明").status_code == 302
    assert StandardPage.objects.get().slug == "liming"


def test_the_address_of_a_published_page_is_never_changed_by_itself(admin_client):
    page, _other = (factories.standard_page(title=title, slug=title.lower()) for title in ("One", "Two"))
    path = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = data_of(html.fromstring(admin_client.get(path).content))
    StandardPage.objects.filter(pk=page.pk).update(first_published_at=factories.utc(1))
    for slug in ("two", ""):
        assert admin_client.post(path, {**data, "slug": [slug], "action-publish": "1"}).status_code == 200
    assert StandardPage.objects.get(pk=page.pk).slug == "one"
