"""Groups and their rights, made from PORTAL_LANGUAGES after each migrate and when a language gets its tree.

Rights that an administrator added by hand stay; what is listed here is put back.
"""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, TranslatableMixin
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.models import Translation

from home.i18n.languages import own_name

EDITORS = "Editors"
TRANSLATORS = "Translators"
EDITOR_PAGE_RIGHTS = ("add", "change", "publish", "bulk_delete", "lock", "unlock")
TRANSLATOR_PAGE_RIGHTS = ("change", "publish")
# Alone it lets nobody edit or delete anything, but opens the explorer (tried; see docs/developers.md).
READ_ONLY = ("bulk_delete",)


def translators_group_name(code: str) -> str:
    return f"{TRANSLATORS} {own_name(code)}"


def languages_of_translator(user: Any) -> list[str]:
    """Codes of the languages a user translates into, by their groups."""
    return [code for code in settings.PORTAL_LANGUAGES if translators_group_name(code) in group_names(user)]


def group_names(user: Any) -> set[str]:
    """Asked once a request, however often needed."""
    if not hasattr(user, "_group_names"):
        user._group_names = set(user.groups.values_list("name", flat=True))
    names: set[str] = user._group_names
    return names


def ensure_groups() -> None:
    """Editors for every page, and translators for the tree of one language each. Repeating changes nothing."""
    root = Page.get_first_root_node()
    if root is None:
        return
    editors = _group(EDITORS)
    _grant_pages(editors, root, EDITOR_PAGE_RIGHTS)
    _grant_collection(editors, ["add_image", "change_image", "choose_image"], "wagtailimages")
    _grant_collection(editors, ["add_document", "change_document", "choose_document"], "wagtaildocs")
    editors.permissions.add(_submit_permission())
    own = [
        model
        for model in get_snippet_models()
        if apps.get_app_config(model._meta.app_label).name.split(".")[0] in {"home", "events"}
    ]
    for model in own:
        editors.permissions.add(*_model_permissions(model))
    translated = [model for model in own if issubclass(model, TranslatableMixin)]
    for code in settings.PORTAL_LANGUAGES:
        translators = _group(translators_group_name(code))
        _grant_pages(translators, root, READ_ONLY)
        for home in root.get_children().filter(locale__language_code=code):
            _grant_pages(translators, home, TRANSLATOR_PAGE_RIGHTS)
        _grant_collection(translators, ["choose_image"], "wagtailimages")
        for model in translated:  # in their language only: home.translations guards it
            translators.permissions.add(*_model_permissions(model, "change", "publish"))


def ensure_groups_after_migrate(**kwargs: Any) -> None:
    ensure_groups()


def ensure_groups_after_new_home(created: bool, **kwargs: Any) -> None:
    if created:
        ensure_groups()


def _group(name: str) -> Group:
    group, _created = Group.objects.get_or_create(name=name)
    group.permissions.add(_permission("wagtailadmin", "access_admin"))
    return group


def _permission(app_label: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def _submit_permission() -> Permission:
    """wagtail-localize makes it in a migration, so it is gone once a test has emptied the tables."""
    content_type = ContentType.objects.get_for_model(Translation)
    permission, _created = Permission.objects.get_or_create(
        content_type=content_type, codename="submit_translation", defaults={"name": "Can submit translations"}
    )
    return permission


def _model_permissions(model: type[Model], *actions: str) -> Any:
    """All permissions of a model, or those for the named actions."""
    found = Permission.objects.filter(content_type=ContentType.objects.get_for_model(model))
    return found.filter(codename__in=[f"{action}_{model._meta.model_name}" for action in actions]) if actions else found


def _grant_pages(group: Group, page: Page, rights: tuple[str, ...]) -> None:
    for right in rights:
        permission = _permission("wagtailcore", f"{right}_page")
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _grant_collection(group: Group, codenames: list[str], app_label: str) -> None:
    collection = Collection.get_first_root_node()
    for codename in codenames:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=_permission(app_label, codename)
        )
