"""Every page type can be added somewhere and has a template."""

import pytest
from django.template.loader import get_template
from wagtail.models import get_page_models

OURS = [model for model in get_page_models() if model.__module__.startswith(("home.", "events."))]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_it_has_a_template_and_a_place(model):
    get_template(model.template)
    assert model.allowed_parent_page_models()
