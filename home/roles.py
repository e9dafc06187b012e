"""Who may do what in the admin: every group, and all of its rights.

Rights are written as Django writes them, "app_label.codename", so that no app has to be imported for its rights to be
named here. The groups are made after each migrate and when a language gets its tree. What is listed here is put back
then; rights that an administrator added by hand stay.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from home.i18n.languages import native_name

EDITORS = "Editors"
PROGRAMME_TEAM = "Programme team"
TRANSLATORS = "Translators"  # with the name of a language behind it: one group for each


def rights_on(models: str, actions: str) -> list[str]:
    """The rights to do something with some models: ("home.footer", "add change") → ["home.add_footer", …]."""
    return [
        f"{app_label}.{action}_{model}"
        for app_label, model in (name.split(".") for name in models.split())
        for action in actions.split()
    ]


@dataclass(frozen=True)
class Role:
    """`pages` are actions on every page, `tree` on the pages in the group's language, `files` rights on all uploads.

    "submissions.*" among `rights` are all rights that the app has.
    """

    rights: tuple[str, ...] = ("wagtailadmin.access_admin",)
    pages: tuple[str, ...] = ()
    tree: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


EDITOR = Role(
    rights=(
        "wagtailadmin.access_admin",
        "wagtail_localize.submit_translation",
        *rights_on(
            "home.announcement home.footer events.theme submissions.emailtemplate", "view add change delete publish"
        ),
        *rights_on("events.event events.room newsletter.issuetemplate", "view add change delete"),
        *rights_on("translations.glossaryterm", "view add change delete"),
        *rights_on("events.timetable", "view add change delete publish lock unlock"),
        "live.*",
        # They send issues and decide about mails in doubt; addresses are for those who may see personal data.
        "newsletter.send_mailing",
        "outbox.view_delivery",
        "outbox.change_delivery",
    ),
    pages=("add", "change", "publish", "bulk_delete", "lock", "unlock"),
    files=tuple(rights_on("wagtailimages.image wagtaildocs.document", "add change choose")),
)
TEAM = Role(
    rights=(
        "wagtailadmin.access_admin",
        *rights_on("events.timetable", "view change"),
        "submissions.*",
        "roster.*",
        "live.*",
        "newsletter.view_subscriber",
        "outbox.view_address",
    ),
)
TRANSLATOR = Role(
    rights=(
        "wagtailadmin.access_admin",
        # In their language only: home.translations guards it.
        *rights_on("home.announcement home.footer events.theme submissions.emailtemplate", "change publish"),
        *rights_on("newsletter.issuetemplate", "change"),
        *rights_on("translations.glossaryterm", "view add change delete"),
    ),
    pages=("bulk_delete",),  # lets nobody edit or delete a page by itself, but opens the explorer
    tree=("change", "publish"),
    files=("wagtailimages.choose_image",),
)


def translators_group_name(code: str) -> str:
    return f"{TRANSLATORS} {native_name(code)}"


def roles() -> dict[str, tuple[Role, str]]:
    """Name of a group → its role, and the language of its tree where it has one."""
    translators = {translators_group_name(code): (TRANSLATOR, code) for code in settings.PORTAL_LANGUAGES}
    return {EDITORS: (EDITOR, ""), PROGRAMME_TEAM: (TEAM, ""), **translators}


# --- making them


def ensure_groups() -> None:
    """Every group with its rights. Repeating changes nothing. Raises DoesNotExist for a right that nobody has."""
    root = Page.get_first_root_node()
    for name, (role, code) in roles().items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.add(*(permission for right in role.rights for permission in permissions(right)))
        _grant_pages(group, root, role.pages)
        for home in root.get_children().filter(locale__language_code=code):
            _grant_pages(group, home, role.tree)
        if code:
            _leave_other_regions(group, root, code)
        _grant_files(group, role.files)


def ensure_groups_after_new_home(created: bool, **kwargs: Any) -> None:
    """Receiver for saved home pages."""
    if created:
        ensure_groups()


def permissions(right: str) -> list[Permission]:
    """The one of this name, or all of an app."""
    app_label, codename = right.split(".")
    of_app = Permission.objects.filter(content_type__app_label=app_label)
    return list(of_app) if codename == "*" else [of_app.get(codename=codename)]


def _grant_pages(group: Group, page: Page, actions: tuple[str, ...]) -> None:
    for action in actions:
        (permission,) = permissions(f"wagtailcore.{action}_page")
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _leave_other_regions(group: Group, root: Page, code: str) -> None:
    """Take back the trees of a language's other regions, which shared one group with it before they had their own."""
    base = code.partition("-")[0]
    regions = [one for one in settings.PORTAL_LANGUAGES if one != code and one.partition("-")[0] == base]
    homes = root.get_children().filter(locale__language_code__in=regions)
    GroupPagePermission.objects.filter(group=group, page__in=homes).delete()


def _grant_files(group: Group, rights: tuple[str, ...]) -> None:
    collection = Collection.get_first_root_node()
    for right in rights:
        (permission,) = permissions(right)
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


# --- asking about somebody


def group_names(user: Any) -> set[str]:
    """The names of a user's groups; one query per request."""
    if not hasattr(user, "_group_names"):
        user._group_names = set(user.groups.values_list("name", flat=True))
    names: set[str] = user._group_names
    return names


def languages_of_translator(user: Any) -> list[str]:
    """Codes of the languages a user translates into, by their groups."""
    return [code for code in settings.PORTAL_LANGUAGES if translators_group_name(code) in group_names(user)]


def is_only_translator(user: Any) -> bool:
    """Whether a user is only a translator; the admin then shows little else, see also home.page_permissions."""
    return not user.has_perm("wagtail_localize.submit_translation") and bool(languages_of_translator(user))
