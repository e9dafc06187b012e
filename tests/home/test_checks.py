import pytest
from wagtail_localize.fields import TranslatableField

from home.checks import own_models, translation_rules_declared
from home.models import StandardPage


def test_every_page_type_declares_its_translation_rules():
    assert translation_rules_declared() == []
    assert StandardPage in own_models()


def test_a_page_type_without_rules_is_refused(monkeypatch):
    monkeypatch.delattr(StandardPage, "translatable_fields")
    (error,) = translation_rules_declared()
    assert (error.id, error.obj) == ("home.E001", StandardPage)


@pytest.mark.parametrize("forgotten", ["intro", "body", "social_image"])
def test_a_forgotten_field_is_named(monkeypatch, forgotten):
    rules = [rule for rule in StandardPage.translatable_fields if rule.field_name != forgotten]
    monkeypatch.setattr(StandardPage, "translatable_fields", [*rules, TranslatableField("title")])
    (error,) = translation_rules_declared()
    assert error.id == "home.E002"
    assert forgotten in error.msg
