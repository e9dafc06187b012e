import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from home.translations.sync.tree_problems import find_tree_problems
from tests import factories
from tests.translations.helpers import opened, target


def reread(page):
    return Page.objects.filter(pk=page.pk).first()


@pytest.fixture
def post(as_editor, django_capture_on_commit_callbacks):
    def send(name, page, *more, **data):
        with django_capture_on_commit_callbacks(execute=True):
            return as_editor.post(reverse(f"wagtailadmin_pages:{name}", args=[page.pk, *more]), data)

    return send


def test_trap_unpublishing_the_source_leaves_a_live_spanish_orphan(about, spanish, post):
    post("unpublish", about)
    assert not reread(spanish).live


def test_unpublishing_may_keep_the_translations(about, spanish, post, as_editor):
    html = as_editor.get(reverse("wagtailadmin_pages:unpublish", args=[about.pk])).content.decode()
    assert "Sobre nosotros" in html and "keep_translations" in html

    post("unpublish", about, keep_translations="on")
    assert reread(spanish).live
    post("unpublish", about)


@pytest.mark.parametrize("action", ["unpublish", "delete", "move"])
def test_a_bulk_action_says_to_how_many_translations_it_also_applies(about, spanish, as_editor, action):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    sentence = "The same will happen to 1 translation of these pages."
    assert sentence in as_editor.get(address, {"id": about.pk}).content.decode()
    assert sentence not in as_editor.get(address, {"id": spanish.pk}).content.decode()


def test_unpublishing_a_translation_leaves_the_original(about, spanish, post):
    post("unpublish", spanish)
    assert reread(about).live


def test_trap_deleting_the_source_leaves_a_live_spanish_orphan(about, spanish, post):
    post("delete", about)
    assert reread(spanish) is None


def test_deleting_may_keep_the_translations(about, spanish, post, as_editor):
    html = as_editor.get(reverse("wagtailadmin_pages:delete", args=[about.pk])).content.decode()
    assert "Sobre nosotros" in html and "keep_translations" in html

    post("delete", about, keep_translations="on")
    assert reread(about) is None and reread(spanish) is not None
    assert [finding.kind for finding in find_tree_problems() if finding.page.pk == spanish.pk] == ["orphan"]


def test_deleting_a_branch_deletes_its_translations(spanish, about, post):
    child = factories.standard_page(about, title="Child", slug="child")
    below = target(opened(child))
    post("delete", Page.objects.get(pk=about.pk))
    assert reread(spanish) is None and reread(below) is None


def test_deleting_a_translation_leaves_the_original(about, spanish, post):
    post("delete", spanish)
    assert reread(about) is not None


def test_trap_moving_the_source_does_not_move_its_translations(about, spanish, post):
    elsewhere = factories.standard_page(title="Elsewhere", slug="elsewhere")
    there = target(opened(elsewhere))

    post("move_confirm", about, elsewhere.pk)

    assert reread(spanish).get_parent().pk == there.pk


def test_a_move_below_a_page_without_translation_opens_it(about, spanish, post):
    elsewhere = factories.standard_page(title="Elsewhere", slug="elsewhere")
    post("move_confirm", about, elsewhere.pk)

    parent = reread(spanish).get_parent()
    assert (parent.translation_key, parent.live) == (elsewhere.translation_key, False)


def test_a_move_may_keep_the_translations_where_they_are(about, spanish, post):
    elsewhere = factories.standard_page(title="Elsewhere", slug="elsewhere")
    opened(elsewhere)
    before = spanish.get_parent().pk

    post("move_confirm", about, elsewhere.pk, keep_translations="on")

    assert reread(spanish).get_parent().pk == before
    assert [finding.kind for finding in find_tree_problems() if finding.page.pk == spanish.pk] == ["misplaced"]


def test_trap_a_new_view_restriction_is_not_applied_in_spanish(
    about, spanish, django_capture_on_commit_callbacks, client
):
    with django_capture_on_commit_callbacks(execute=True):
        PageViewRestriction.objects.create(page=about, restriction_type="password", password="open")
    assert "Nos encontramos" not in client.get(spanish.get_url()).content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        PageViewRestriction.objects.filter(page=about).first().delete()
    assert "Nos encontramos" in client.get(spanish.get_url()).content.decode()


def test_groups_of_a_restriction_follow_too(about, spanish, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        restriction = PageViewRestriction.objects.create(page=about, restriction_type="groups")
        restriction.groups.set(Group.objects.filter(name="Editors"))

    copy = PageViewRestriction.objects.get(page=spanish)
    assert [group.name for group in copy.groups.all()] == ["Editors"]


def test_a_new_translation_starts_as_restricted_as_its_original(about, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        PageViewRestriction.objects.create(page=about, restriction_type="login")
    copy = target(opened(about))
    assert PageViewRestriction.objects.get(page=copy).restriction_type == "login"


@pytest.mark.parametrize("deleted", ["the page", "its parent"])
def test_a_private_page_is_deleted_with_its_translations(about, spanish, post, deleted):
    with_children = about if deleted == "its parent" else None
    page = factories.standard_page(with_children, title="Minutes", slug="minutes") if with_children else about
    post("set_privacy", page, restriction_type="password", password="secret")
    assert post("delete", about).status_code == 302
    assert not Page.objects.filter(translation_key__in=[about.translation_key, page.translation_key]).exists()
    assert not PageViewRestriction.objects.exists()


def test_one_keeping_does_not_outlive_its_request(about, spanish, post):
    other = factories.standard_page(title="Other", slug="other")
    post("unpublish", other, keep_translations="on")
    post("unpublish", about)
    assert not reread(spanish).live


def test_moving_asks_first_and_names_the_translations(about, spanish, as_editor):
    elsewhere = factories.standard_page(title="Elsewhere", slug="elsewhere")
    html = as_editor.get(reverse("wagtailadmin_pages:move_confirm", args=[about.pk, elsewhere.pk])).content.decode()
    assert "move this page below" in html
    assert "keep_translations" in html
    assert spanish.title in html
