from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.admin.views.home import RecentEditsPanel
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from home.admin.dashboard import HiddenPagesPanel, RecentChangesPanel
from home.admin.deleted_pages import DeletedPagesView, may_bring_back, say_that_it_can_be_brought_back
from home.admin.explorer import LanguagesPageViewSet
from home.admin.guide import guide
from home.admin.status import StatusPanel, StatusView, may_see_status
from home.admin.userbar import CheckerItem
from home.admin.viewsets import FrameViewSetGroup
from home.i18n.rich_text import ReaderPageLinkHandler
from home.roles import is_only_translator

register_snippet(FrameViewSetGroup)

TRANSLATOR_MENU_ITEMS = {"explorer", "translations", "guide"}
WAGTAIL_MENU_ITEMS = {
    "help",
    "snippets",
}  # links to another website, and a list of snippets that have their own menu items


@hooks.register("insert_global_admin_css")
def portal_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("home/admin/admin.css"))


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("guide/", guide, name="guide"),
        path("guide/<slug:name>/", guide, name="guide"),
        path("deleted-pages/", DeletedPagesView.as_view(), name="deleted_pages"),
        path("status/", StatusView.as_view(), name="portal_status"),
    ]


class StatusMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_status(request.user)


@hooks.register("register_admin_menu_item")
def status_menu_item() -> MenuItem:
    return StatusMenuItem(_("How is the portal?"), reverse("portal_status"), name="status", icon_name="view", order=890)


class DeletedPagesItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_bring_back(request.user)


@hooks.register("register_reports_menu_item")
def deleted_pages_item() -> MenuItem:
    return DeletedPagesItem(_("Deleted pages"), reverse("deleted_pages"), icon_name="bin", order=1200)


hooks.register("after_delete_page", say_that_it_can_be_brought_back)


@hooks.register("register_admin_menu_item")
def guide_menu_item() -> MenuItem:
    return MenuItem(_("Guide"), reverse("guide"), name="guide", icon_name="help", order=900)


@hooks.register("construct_main_menu", order=100)
def show_what_a_role_needs(request: HttpRequest, menu_items: list[Any]) -> None:
    kept = [item for item in menu_items if item.name not in WAGTAIL_MENU_ITEMS]
    if is_only_translator(request.user):
        kept = [item for item in kept if item.name in TRANSLATOR_MENU_ITEMS]
    menu_items[:] = kept


@hooks.register("construct_homepage_summary_items", order=1000)
def leave_counts_to_editors(request: HttpRequest, items: list[Any]) -> None:
    if is_only_translator(request.user):
        items.clear()


@hooks.register("construct_homepage_panels")
def portal_panels(request: HttpRequest, panels: list[Any]) -> None:
    panels[:] = [panel for panel in panels if not isinstance(panel, RecentEditsPanel)]
    panels.append(RecentChangesPanel())
    if may_see_status(request.user):
        panels.append(StatusPanel())
    if not is_only_translator(request.user) and page_permission_policy.user_has_permission(request.user, "change"):
        panels.append(HiddenPagesPanel())


@hooks.register("register_admin_viewset", order=100)
def pages_with_languages() -> LanguagesPageViewSet:
    return LanguagesPageViewSet()


@hooks.register("register_rich_text_features", order=100)
def links_for_readers(features: FeatureRegistry) -> None:
    features.register_link_type(ReaderPageLinkHandler)


@hooks.register("construct_wagtail_userbar")
def check_with_our_rules(request: HttpRequest, items: list[Any], page: Page | None) -> None:
    items[:] = [CheckerItem() if isinstance(item, ContentCheckerItem) else item for item in items]
