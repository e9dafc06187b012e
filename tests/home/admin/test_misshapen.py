"""What no page of the admin sends is answered with 400 or 404, and faults of the portal still with 500."""

import pytest
from wagtail.models import Page

from home.admin.middleware import is_misshapen
from home.models import StandardPage
from home.roles import EDITORS
from tests import factories
from tests.translations.conftest import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_editor(client):
    client.force_login(member("editor", EDITORS))
    return client


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/admin/choose-external-link/", {}),
        ("/admin/pages/{page}/copy/", {}),
        ("/admin/pages/add/home/standardpage/{page}/", {}),
        ("/admin/pages/add/home/standardpage/{page}/", {"body-count": "x"}),
        ("/admin/snippets/home/footer/add/", {}),
        ("/admin/snippets/choose/events/room/create/", {}),
    ],
)
def test_a_form_that_no_page_sends_is_no_error_of_the_portal(as_editor, address, fields):
    page = factories.standard_page(title="About", slug="about")
    assert as_editor.post(address.format(page=page.pk), fields).status_code in (302, 400, 404)


@pytest.mark.parametrize("wanted", ["NaN", "9999-12-31T23:59:60Z"])
def test_a_next_page_that_is_no_address_is_no_error_of_the_portal(as_editor, wanted):
    page = factories.standard_page(title="About", slug="about")
    lock = f"/admin/pages/{page.pk}/lock/"
    assert as_editor.post(lock, {"next": wanted}).status_code == 400
    assert as_editor.get(f"/admin/login/?next={wanted}").status_code == 400
    assert as_editor.post(lock, {"next": "/admin/pages/"}).url == "/admin/pages/"


@pytest.mark.parametrize("number", ["x", "²", "9" * 400, "1e999"])
def test_an_id_that_is_none_is_no_error_of_the_portal(as_editor, number):
    for address in (f"/admin/images/chooser/chosen-multiple/?id={number}", f"/admin/event-overview/{number}/"):
        assert as_editor.get(address).status_code < 500, address  # PostgreSQL finds nothing, SQLite cannot look


def test_nobody_chooses_the_root_of_all_pages(as_editor):
    root = Page.objects.get(depth=1)
    assert as_editor.get(f"/admin/choose-page/chosen-multiple/?id={root.pk}").status_code == 400


def test_an_error_of_the_portal_stays_one():
    with pytest.raises(ValueError, match="x") as raised:
        int("x")
    assert not is_misshapen(raised.value)
    with pytest.raises(KeyError) as missing:
        {}["x"]
    assert not is_misshapen(missing.value)
    with pytest.raises(ValueError, match="number") as no_id:
        StandardPage.objects.filter(pk="x")
    assert is_misshapen(no_id.value)
