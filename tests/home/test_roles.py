"""Groups have the rights of home.roles, no more and no fewer, after each migrate."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.core.checks import Error
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page, TranslatableMixin
from wagtail.snippets.models import get_snippet_models

from home import after_migrate
from home.checks import no_group_of_wagtail_publishes
from home.roles import EDITOR, EDITORS, PROGRAMME_TEAM, TRANSLATOR, ensure_groups, permissions, roles
from home.translations.models import GlossaryTerm

pytestmark = pytest.mark.django_db

OURS = [model for model in get_snippet_models() if model.__module__.startswith(("home.", "events."))]
ACTIONS = ("view", "add", "change", "delete")

migration = import_module("home.migrations.0007_default_groups")


def rights_of(group: Group) -> set[str]:
    rights = set(group.permissions.values_list("content_type__app_label", "codename"))
    return {".".join(right) for right in rights}


def page_rights_of(group: Group) -> set[tuple[int, str]]:
    """Depth of the page, and the action allowed there and below."""
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
    """In CI the database was migrated once; with `--reuse-db` perhaps more often."""
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


def test_groups_of_the_portal_keep_their_names(admin_client):
    def errors(group: Group, name: str) -> list[str]:
        address = reverse("wagtailusers_groups:edit", args=[group.pk])
        panels = [panel.prefix for panel in admin_client.get(address).context["permission_panels"]]
        counts = {f"{prefix}-{count}_FORMS": 0 for prefix in panels for count in ("TOTAL", "INITIAL")}
        response = admin_client.post(address, {**counts, "name": name})
        return [] if response.status_code == 302 else response.context["form"].errors["name"]

    for name in roles():
        group = Group.objects.get(name=name)
        assert "cannot be renamed" in errors(group, "Others")[0]
        assert errors(group, name) == []
    own = Group.objects.create(name="Own")
    assert errors(own, "Others") == []
    own.refresh_from_db()
    assert own.name == "Others"


def test_a_right_that_does_not_exist_is_an_error(monkeypatch):
    monkeypatch.setattr("home.roles.TEAM", type(EDITOR)(rights=("events.fly_event",)))
    with pytest.raises(Permission.DoesNotExist):
        ensure_groups()


def test_editors_and_translators_may_work_on_every_snippet():
    change = {f"{model._meta.app_label}.change_{model._meta.model_name}" for model in OURS}
    assert change <= set(EDITOR.rights)
    translated = [model for model in OURS if issubclass(model, TranslatableMixin) or model is GlossaryTerm]
    change = {f"{model._meta.app_label}.change_{model._meta.model_name}" for model in translated}
    assert change == {right for right in TRANSLATOR.rights if ".change_" in right}


@pytest.mark.parametrize("name", roles())
def test_a_group_opens_what_its_rights_say_and_nothing_else(client, name):
    user = User.objects.create_user("ana")
    user.groups.add(Group.objects.get(name=name))
    client.force_login(user)
    for address in ("wagtailadmin_home", "guide"):
        assert client.get(reverse(address)).status_code == 200
    meta = [model._meta for model in OURS]
    may = {one.label for one in meta if any(user.has_perm(f"{one.app_label}.{do}_{one.model_name}") for do in ACTIONS)}
    lists = {one.label: reverse(f"wagtailsnippets_{one.app_label}_{one.model_name}:list") for one in meta}
    opened = {label for label, address in lists.items() if client.get(address).status_code == 200}
    assert opened == may


# --- the groups that Wagtail's migrations make


@pytest.fixture
def moderators() -> Group:
    """As Wagtail makes them."""
    group = Group.objects.create(name="Moderators")
    publish = Permission.objects.get(codename="publish_page")
    GroupPagePermission.objects.create(group=group, page=Page.get_first_root_node(), permission=publish)
    return group


def test_moderators_without_members_go(moderators):
    migration.adopt_editors_and_drop_moderators(apps, None)
    assert not Group.objects.filter(name="Moderators").exists()
    assert Group.objects.filter(name=EDITORS).exists()
    assert no_group_of_wagtail_publishes(databases=["default"]) == []


def test_moderators_with_members_stay_and_a_check_says_so(moderators, capsys):
    User.objects.create_user("ana").groups.add(moderators)
    migration.adopt_editors_and_drop_moderators(apps, None)
    assert Group.objects.filter(name="Moderators").exists()
    (warning,) = no_group_of_wagtail_publishes(databases=["default"])
    assert warning.id == "home.W001"
    assert no_group_of_wagtail_publishes(databases=None) == []  # a check without a database asks none
    call_command("upgrade")
    assert "home.W001" in capsys.readouterr().err


def test_a_group_of_ones_own_with_that_name_is_left_alone():
    Group.objects.create(name="Moderators")
    assert no_group_of_wagtail_publishes(databases=["default"]) == []
    after_migrate.run()
    assert Group.objects.filter(name="Moderators").exists()


def test_editors_lose_what_wagtail_gave_beyond():
    editors = Group.objects.get(name=EDITORS)
    editors.permissions.add(*Permission.objects.filter(codename__in=["delete_image", "delete_document"]))
    migration.adopt_editors_and_drop_moderators(apps, None)
    assert_as_listed()


def test_an_upgrade_is_refused_where_a_check_finds_an_error(monkeypatch):
    error = Error("no", id="test.E001")
    monkeypatch.setattr("django.core.management.base.checks.run_checks", lambda **kwargs: [error])
    with pytest.raises(CommandError, match=r"test\.E001"):
        call_command("upgrade")
