from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from home.outbox import admin_views


class MailMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("outbox.view_delivery")


@hooks.register("register_admin_urls")
def outbox_urls() -> list[Any]:
    return [
        path("mail/", admin_views.MailsView.as_view(), name="outbox_mails"),
        path("mail/doubts/", admin_views.DoubtsView.as_view(), name="outbox_doubts"),
        path("mail/files/", admin_views.FilesView.as_view(), name="outbox_files"),
        path("mail/files/<slug:name>/", admin_views.FileView.as_view(), name="outbox_file"),
        path("mail/files/<slug:name>/html/", admin_views.FileHTMLView.as_view(), name="outbox_file_html"),
    ]


@hooks.register("register_admin_menu_item")
def mail_menu_item() -> MenuItem:
    return MailMenuItem(_("Mail"), reverse("outbox_mails"), name="mail", icon_name="mail", order=170)
