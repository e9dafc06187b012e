import pytest
from django.urls import reverse
from wagtail_localize.models import Translation

from home.translations.sync.tree_problems import find_tree_problems
from tests import factories
from tests.translations.helpers import opened, target

TREE = "/admin/translations/tree/"


def kinds() -> dict[int, str]:
    return {finding.page.pk: finding.kind for finding in find_tree_problems()}


@pytest.fixture
def put_right(as_editor):
    def send(page, kind):
        as_editor.post(TREE, {"page": page.pk, "kind": kind})
        page.refresh_from_db()

    return send


def test_an_orphan_becomes_an_original(about, put_right):
    copy = target(opened(about))
    type(about).objects.filter(pk=about.pk).delete()
    assert kinds()[copy.pk] == "orphan"

    put_right(copy, "orphan")
    assert copy.pk not in kinds()
    assert type(copy).objects.get(pk=copy.pk).is_original


def test_an_alias_becomes_a_draft(about, put_right):
    alias = about.copy_for_translation(factories.locale("es"), alias=True)
    assert kinds()[alias.pk] == "alias"

    put_right(alias, "alias")
    assert (alias.alias_of_id, alias.live) == (None, False)
    assert alias.pk not in kinds()


def test_a_copy_made_by_hand_is_opened(about, put_right):
    copy = factories.translated(about)
    assert kinds()[copy.pk] == "unmanaged"

    put_right(copy, "unmanaged")
    assert Translation.objects.filter(source__object_id=about.translation_key, enabled=True).exists()


def test_a_misplaced_translation_goes_to_its_place(about, put_right):
    copy = target(opened(about))
    elsewhere = target(opened(factories.standard_page(title="Elsewhere", slug="elsewhere")))
    copy.move(elsewhere, pos="last-child")
    copy.refresh_from_db()
    assert kinds()[copy.pk] == "misplaced"

    put_right(copy, "misplaced")
    assert copy.get_parent().pk == factories.home_page("es").pk


def test_what_is_in_order_is_not_touched(about, put_right):
    copy = target(opened(about))
    put_right(copy, "orphan")
    assert not type(copy).objects.get(pk=copy.pk).is_original


def test_nonsense_gives_no_error(about, as_editor, as_translator):
    for data in (
        {},
        {"page": "x", "kind": "orphan"},
        {"page": "²", "kind": "orphan"},
        {"page": "99999", "kind": "nonsense"},
    ):
        assert as_editor.post(TREE, data, follow=True).status_code in {200, 404}
    assert as_editor.get(TREE).status_code == 200
    assert as_translator.get(TREE).url == reverse("wagtailadmin_home")


def test_a_portal_in_order_has_no_findings(about, db):
    opened(factories.home_page())
    opened(about)
    assert not [finding for finding in find_tree_problems() if finding.page.depth > 2]
