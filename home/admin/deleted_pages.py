"""The list of text pages that can be brought back."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from home.i18n.languages import native_name
from home.models import DeletedPage, StandardPage, deleted_pages
from home.row_ids import row_id


def may_bring_back(user: Any) -> bool:
    return bool(page_permission_policy.user_has_permission(user, "add"))


class DeletedPagesView(WagtailAdminTemplateMixin, TemplateView):
    page_title = gettext_lazy("Deleted pages")
    header_icon = "bin"
    template_name = "home/admin/deleted_pages.html"
    breadcrumbs_items = [{"url": "", "label": gettext_lazy("Deleted pages")}]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_bring_back(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [
            (row, native_name(row.language), row.deleted_at + deleted_pages.KEPT_FOR)
            for row in DeletedPage.objects.defer("content")[:500]
        ]
        return {**super().get_context_data(**kwargs), "rows": rows}

    def post(self, request: HttpRequest) -> HttpResponse:
        row = DeletedPage.objects.filter(pk=row_id(request.POST.get("page"))).first()
        if row is None:
            return self.say_that_it_is_gone(request)
        parent = deleted_pages.parent_of(row)
        if parent is None or not parent.permissions_for_user(request.user).can_add_subpage():
            raise PermissionDenied
        back = deleted_pages.bring_back(row=row, parent=parent, user=request.user)
        if back is None:
            return self.say_that_it_is_gone(request)
        text = _("“%(title)s” is back as a draft below “%(parent)s”. Publish it to show it to readers again.")
        messages.success(request, text % {"title": back.page.title, "parent": parent.title})
        for note in back.notes:
            messages.warning(request, note)
        return redirect("wagtailadmin_pages:edit", back.page.pk)

    def say_that_it_is_gone(self, request: HttpRequest) -> HttpResponse:
        text = _("This page is no longer in the list: somebody has brought it back, or its 30 days are over.")
        messages.warning(request, text)
        return redirect("deleted_pages")


def say_that_it_can_be_brought_back(request: HttpRequest, page: Page) -> None:
    """After a page was deleted (after_delete_page)."""
    if page.specific_class is StandardPage:
        link = messages.button(reverse("deleted_pages"), _("Deleted pages"))
        messages.info(request, _("You can bring it back for 30 days."), buttons=[link])
