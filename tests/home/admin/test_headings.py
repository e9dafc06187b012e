"""Pages of the admin that Wagtail gives no main heading."""

import pytest
from django.urls import reverse
from wagtail.snippets.models import get_snippet_models

pytestmark = pytest.mark.django_db


def test_each_form_for_something_new_has_one_main_heading(admin_client):
    for model in get_snippet_models():
        address = reverse(model.snippet_viewset.get_url_name("add"))
        assert admin_client.get(address, follow=True).content.decode().count("<h1") == 1, model
