"""A new page whose draft was saved by itself while somebody clicked Publish, so that its address is taken."""

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import ValidationError
from django.urls import resolve, reverse
from wagtail.models import Page

from portal.validation_errors import ValidationErrorMiddleware
from tests import factories

TAKEN = ValidationError({"slug": ["The slug 'programme' is already in use."]})


@pytest.fixture
def answer(rf, admin_user, client):
    """What whoever clicks Publish gets."""

    def answer(parent, refusal=TAKEN, user=admin_user, **data):
        path = reverse("wagtailadmin_pages:add", args=["home", "standardpage", parent.pk])
        request = rf.post(path, data)
        request.user, request.resolver_match = user, resolve(path)
        request.session = client.session
        request._messages = FallbackStorage(request)
        found = ValidationErrorMiddleware(lambda request: None).process_exception(request, refusal)
        return found, [str(message) for message in get_messages(request)]

    return answer


def test_whoever_publishes_comes_to_the_draft_and_is_told(answer, admin_user):
    home = factories.home_page()
    page = factories.standard_page(title="Programme", slug="programme", live=False)
    page.save_revision()
    Page.objects.update(owner=admin_user)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])

    found, said = answer(home, title="Programme", next="/admin/")
    assert (found.status_code, found.url) == (302, f"{edit}?next=%2Fadmin%2F")
    assert "saved as a draft" in said[0]

    others = User.objects.create_superuser("other")
    for refused, _said in (
        answer(home, title="Another"),
        answer(page, title="Programme"),
        answer(home, title="Programme", user=others),
        answer(home, ValidationError({"title": ["Too long."]}), title="Programme"),
        answer(home, ValidationError("Not valid."), title="Programme"),
    ):
        assert refused.status_code == 400
