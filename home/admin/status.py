"""The admin page "How is the portal", and the panel of the dashboard that shows what is not fine."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from home.models import BackgroundTask
from home.row_ids import row_id
from home.status import statuses


def may_see_status(user: Any) -> bool:
    return bool(user.has_perm("outbox.change_delivery"))


class StatusView(WagtailAdminTemplateMixin, TemplateView):
    """What needs a hand comes first. Administrators may have tasks that keep failing tried again, or delete them."""

    page_title = gettext_lazy("How is the portal?")
    header_icon = "view"
    template_name = "home/admin/status.html"
    breadcrumbs_items = [{"url": "", "label": gettext_lazy("How is the portal?")}]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_see_status(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = sorted(statuses(now=timezone.now()), key=lambda status: status.is_fine)
        may_change = self.request.user.has_perm("home.change_backgroundtask")
        return {
            **super().get_context_data(**kwargs),
            "statuses": found,
            "shows_reasons": self.request.user.has_perm("outbox.view_address"),
            "wrong_count": sum(not status.is_fine for status in found),
            "stuck_tasks": BackgroundTask.objects.stuck()[:50] if may_change else [],
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm("home.change_backgroundtask"):
            raise PermissionDenied
        tasks = BackgroundTask.objects.stuck().filter(pk=row_id(request.POST.get("task")))
        if request.POST.get("action") == "delete":
            if tasks.delete()[0]:
                messages.success(request, _("The task has been deleted."))
        elif tasks.update(failures=0, due_at=timezone.now()):
            messages.success(request, _("The task will be tried again in a few seconds."))
        return redirect("portal_status")


class StatusPanel(Component):
    """On the dashboard: urgent things that are not fine."""

    name = "portal_status"
    template_name = "home/admin/status_panel.html"
    order = 70

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        found = statuses(now=timezone.now())
        return {"wrong": [status for status in found if status.urgent and not status.is_fine]}
