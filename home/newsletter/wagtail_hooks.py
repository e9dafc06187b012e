from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from home.newsletter.admin.views import (
    SEND_PERMISSION,
    VIEW_SUBSCRIBERS_PERMISSION,
    IssuesView,
    IssueView,
    SubscribersView,
)
from home.newsletter.admin.viewsets import IssueTemplateViewSet
from home.newsletter.enums import UNDER_WAY_STATES
from home.newsletter.models import Mailing, NewsletterIssuePage
from home.newsletter.queries import unsent_prepared_issues

register_snippet(IssueTemplateViewSet)


class PermissionMenuItem(MenuItem):
    def __init__(self, *args: Any, permission: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission)


@permission_required(SEND_PERMISSION)
def issue_mail(request: HttpRequest, pk: int) -> HttpResponse:
    """The mail of an issue in one language, as its readers get it."""
    page = get_object_or_404(NewsletterIssuePage, pk=pk)
    return page.serve_preview(request, "text" if request.GET.get("as") == "text" else "mail")


@hooks.register("register_admin_urls")
def newsletter_urls() -> list[Any]:
    return [
        path("newsletter/", IssuesView.as_view(), name="newsletter_issues"),
        path("newsletter/issues/<int:pk>/", IssueView.as_view(), name="newsletter_issue"),
        path("newsletter/issues/<int:pk>/mail/", issue_mail, name="newsletter_mail"),
        path("newsletter/readers/", SubscribersView.as_view(), name="newsletter_subscribers"),
    ]


@hooks.register("register_admin_menu_item")
def newsletter_menu() -> MenuItem:
    templates = reverse("wagtailsnippets_newsletter_issuetemplate:list")
    items = [
        PermissionMenuItem(
            _("Issues"), reverse("newsletter_issues"), icon_name="mail", order=1, permission=SEND_PERMISSION
        ),
        PermissionMenuItem(
            _("Subscribers"),
            reverse("newsletter_subscribers"),
            icon_name="group",
            order=2,
            permission=VIEW_SUBSCRIBERS_PERMISSION,
        ),
        PermissionMenuItem(
            _("Templates"), templates, icon_name="doc-empty", order=3, permission="newsletter.change_issuetemplate"
        ),
    ]
    return SubmenuMenuItem(_("Newsletter"), Menu(items=items), name="newsletter", icon_name="comment", order=160)


@hooks.register("register_page_header_buttons")
def send_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Any:
    if isinstance(page.specific_deferred, NewsletterIssuePage) and user.has_perm(SEND_PERMISSION):
        yield Button(_("Send by email"), reverse("newsletter_issue", args=[page.pk]), icon_name="mail", priority=5)


@hooks.register("before_delete_page", order=-2)
def keep_issues_under_way(request: HttpRequest, *pages: Page) -> HttpResponse | None:
    """The mails of an issue are made from its page, shortly before they go out."""
    under_way = Mailing.objects.filter(state__in=UNDER_WAY_STATES)
    for page in pages:
        here = Q(issue__path__startswith=page.path) | Q(languages__page__path__startswith=page.path)
        mailing = under_way.filter(here).first()
        if mailing:
            text = _("“%(issue)s” is being sent or scheduled. Cancel the sending first, under Newsletter.")
            messages.error(request, text % {"issue": mailing.issue.title})
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


@hooks.register("before_bulk_action", order=-2)
def keep_issues_under_way_in_bulk(request: HttpRequest, action: str, objects: Any, view: Any) -> HttpResponse | None:
    pages = [item for item in objects if isinstance(item, Page)]
    return keep_issues_under_way(request, *pages) if action == "delete" else None


class PreparedIssuesPanel(Component):
    """On the dashboard: issues prepared for milestones, until somebody has sent them."""

    name = "newsletter_prepared"
    template_name = "newsletter/admin/prepared_panel.html"
    order = 90

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"issues": unsent_prepared_issues()}


@hooks.register("construct_homepage_panels")
def prepared_issues(request: HttpRequest, panels: list[Any]) -> None:
    if request.user.has_perm(SEND_PERMISSION):
        panels.append(PreparedIssuesPanel())


@hooks.register("insert_global_admin_css")
def admin_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("newsletter/css/admin.css"))


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action("newsletter.send", _("Send issue"), _("Approved the sending of this issue"))
    actions.register_action("newsletter.pause", _("Pause sending"), _("Paused the sending of this issue"))
    actions.register_action("newsletter.resume", _("Resume sending"), _("Resumed the sending of this issue"))
    actions.register_action("newsletter.cancel", _("Cancel sending"), _("Cancelled the sending of this issue"))
