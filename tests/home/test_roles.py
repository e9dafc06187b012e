"""Groups have the rights of home.roles, no more and no fewer, as soon as the database is migrated."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.models import Page, TranslatableMixin
from wagtail.snippets.models import get_snippet_models

from home import after_migrate
from home.roles import EDITOR, EDITORS, PROGRAMME_TEAM, TRANSLATOR, ensure_groups, permissions, roles

pytestmark = pytest.mark.django_db


def rights_of(group: Group) -> set[str]:
    rights = set(group.permissions.values_list("content_type__app_label", "codename"))
    return {".".join(right) for right in rights}


def page_rights_of(group: Group) -> set[tuple[int, str]]:
    """Depth of the page, and what they may do there and below."""
    return set(group.page_permissions.values_list("page__depth", "permission__codename"))


def assert_as_listed() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == set(roles())
    for name, (role, code) in roles().items():
        group = Group.objects.get(name=name)
        listed = {permission for right in role.rights for permission in permissions(right)}
        assert set(group.permissions.all()) == listed
        tree = role.tree if Page.objects.filter(depth=2, locale__language_code=code).exists() else ()
        assert page_rights_of(group) == {
            *((1, f"{action}_page") for action in role.pages),
            *((2, f"{action}_page") for action in tree),
        }
        files = group.collection_permissions.values_list("permission__content_type__app_label", "permission__codename")
        assert {".".join(right) for right in files} == set(role.files)


def test_the_database_as_migrated_has_the_groups_and_rights_listed():
    """A database that CI makes with one migrate; `--reuse-db` keeps one that was migrated more often."""
    assert_as_listed()


def test_one_migrate_gives_all_rights():
    Group.objects.all().delete()
    call_command("migrate", verbosity=0)
    assert_as_listed()
    team = rights_of(Group.objects.get(name=PROGRAMME_TEAM))
    assert {"newsletter.view_subscriber", "outbox.view_address", "submissions.view_submission"} <= team
    assert not {"newsletter.view_subscriber", "outbox.view_address"} & rights_of(Group.objects.get(name=EDITORS))


def test_repeating_it_changes_nothing_and_keeps_what_an_administrator_added():
    added = Permission.objects.get(codename="view_subscriber")
    editors = Group.objects.get(name=EDITORS)
    editors.permissions.add(added)
    before = rights_of(editors)
    after_migrate.run()
    assert rights_of(editors) == before


def test_a_right_that_does_not_exist_is_an_error(monkeypatch):
    monkeypatch.setattr("home.roles.TEAM", type(EDITOR)(rights=("events.fly_event",)))
    with pytest.raises(Permission.DoesNotExist):
        ensure_groups()


def test_editors_and_translators_may_work_on_every_snippet():
    ours = [model for model in get_snippet_models() if model.__module__.startswith(("home.", "events."))]
    change = {f"{model._meta.app_label}.change_{model._meta.model_name}" for model in ours}
    assert change <= set(EDITOR.rights)
    translated = [model for model in ours if issubclass(model, TranslatableMixin)]
    change = {f"{model._meta.app_label}.change_{model._meta.model_name}" for model in translated}
    assert change == {right for right in TRANSLATOR.rights if ".change_" in right}
