from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from home.accounts.actions import reset
from home.accounts.admin.invitations import AdministratorsView


class ResetSecondFactorView(AdministratorsView, TemplateView):
    """For somebody who has lost their devices: asks first, then takes all of them and the recovery codes away."""

    page_title = gettext_lazy("Reset the second factor")
    template_name = "accounts/admin/reset.html"
    breadcrumbs_items = [{"url": "", "label": gettext_lazy("Reset the second factor")}]

    @cached_property
    def person(self) -> Any:
        return get_object_or_404(get_user_model(), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "person": self.person}

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        name = {"username": self.person.get_username()}
        if reset(user=self.person, by=request.user, now=timezone.now()):
            messages.success(request, _("%(username)s has no second factor any more, and is told by email.") % name)
        else:
            messages.warning(request, _("%(username)s had no second factor.") % name)
        return redirect("wagtailusers_users:edit", pk)
