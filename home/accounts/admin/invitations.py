"""The admin's pages for invitations; administrators only."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from home.accounts.actions import invite, invite_again
from home.accounts.forms import InviteForm
from home.accounts.models import Invitation
from home.outbox.addresses import readable
from home.row_ids import row_id

LIST = {"url": reverse_lazy("accounts_invitations"), "label": gettext_lazy("Invitations")}


class AdministratorsView(WagtailAdminTemplateMixin):
    header_icon = "user"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class InvitationsView(AdministratorsView, TemplateView):
    """Whoever has not followed their link yet."""

    page_title = gettext_lazy("Invitations")
    template_name = "accounts/admin/invitations.html"
    breadcrumbs_items = [{"url": "", "label": gettext_lazy("Invitations")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Invitation.objects.select_related("group", "invited_by")
        page = Paginator(rows, 50).get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**kwargs), "invitations": page, "now": timezone.now()}

    def post(self, request: HttpRequest) -> HttpResponse:
        invitation = Invitation.objects.filter(pk=row_id(request.POST.get("invitation"))).first()
        if invitation is None:
            messages.error(request, _("Meanwhile, this invitation was accepted or withdrawn."))
        elif "again" in request.POST:
            invite_again(invitation=invitation, now=timezone.now())
            messages.success(request, _("A new link goes to %(address)s.") % {"address": readable(invitation.address)})
        elif "withdraw" in request.POST:
            invitation.delete()
            messages.success(
                request, _("The link sent to %(address)s no longer works.") % {"address": readable(invitation.address)}
            )
        return redirect("accounts_invitations")


class InviteView(AdministratorsView, FormView):
    page_title = gettext_lazy("Invite somebody")
    template_name = "accounts/admin/invite.html"
    form_class = InviteForm
    success_url = reverse_lazy("accounts_invitations")
    breadcrumbs_items = [LIST, {"url": "", "label": gettext_lazy("Invite somebody")}]

    def form_valid(self, form: Any) -> HttpResponse:
        invitation = invite(**form.cleaned_data, by=self.request.user, now=timezone.now())
        text = _("An invitation goes to %(address)s.") % {"address": readable(invitation.address)}
        messages.success(self.request, text)
        return super().form_valid(form)
