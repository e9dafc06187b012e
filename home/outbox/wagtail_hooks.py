from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from home.outbox import admin_views
from home.outbox.models import Delivery, Transport
from home.outbox.suppression_view import SuppressionView


class MailMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("outbox.view_delivery")


class MailTroublePanel(Component):
    """On the dashboard: mails in doubt, and a provider that refuses. Temporary problems are not shown."""

    name = "waiting_mail"
    template_name = "outbox/admin/trouble_panel.html"
    order = 80

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        transport = Transport.objects.stopped(timezone.now())
        in_doubt = Delivery.objects.in_doubt().count()
        return {
            "request": parent_context["request"],
            "csrf_token": parent_context.get("csrf_token"),
            "transport": transport if transport and transport.needs_person else None,
            "in_doubt_count": in_doubt,
        }


@hooks.register("construct_homepage_panels")
def waiting_mail(request: HttpRequest, panels: list[Any]) -> None:
    if request.user.has_perm("outbox.change_delivery"):
        panels.append(MailTroublePanel())


@hooks.register("register_admin_urls")
def outbox_urls() -> list[Any]:
    return [
        path("mail/", admin_views.MailsView.as_view(), name="outbox_mails"),
        path("mail/doubts/", admin_views.InDoubtView.as_view(), name="outbox_in_doubt"),
        path("mail/stopped/", SuppressionView.as_view(), name="outbox_suppression"),
        path("mail/files/", admin_views.FilesView.as_view(), name="outbox_files"),
        path("mail/files/<slug:name>/", admin_views.FileView.as_view(), name="outbox_file"),
        path("mail/files/<slug:name>/html/", admin_views.FileHTMLView.as_view(), name="outbox_file_html"),
    ]


class SuppressionMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)


@hooks.register("register_settings_menu_item")
def suppression_menu_item() -> MenuItem:
    address = reverse("outbox_suppression")
    return SuppressionMenuItem(
        _("Stopped addresses"), address, name="stopped-addresses", icon_name="circle-xmark", order=595
    )


@hooks.register("register_admin_menu_item")
def mail_menu_item() -> MenuItem:
    return MailMenuItem(_("Email"), reverse("outbox_mails"), name="mail", icon_name="mail", order=170)
