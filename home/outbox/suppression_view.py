"""The admin's page of addresses that get no list mail; administrators only. The portal keeps fingerprints of them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from home.outbox.actions import lift_suppression
from home.outbox.address_fields import AddressFormField
from home.outbox.addresses import readable
from home.outbox.enums import SuppressionReason
from home.outbox.models import Suppression


class AddressForm(forms.Form):
    address = AddressFormField(label=gettext_lazy("Email address"), max_length=254)


class SuppressionView(WagtailAdminTemplateMixin, FormView):
    """Look up one address, and lift what is there. An address is only ever posted: a log keeps no request's body."""

    page_title = gettext_lazy("Stopped addresses")
    template_name = "outbox/admin/suppression.html"
    header_icon = "mail"
    form_class = AddressForm
    breadcrumbs_items = [{"url": "", "label": gettext_lazy("Stopped addresses")}]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        address = form.cleaned_data["address"]
        found = Suppression.objects.of(address)
        if found and "lift" in self.request.POST:
            lift_suppression(address=address, reasons=SuppressionReason)
            messages.success(self.request, _("%(address)s can get emails again.") % {"address": readable(address)})
            found = None
        return self.render_to_response(self.get_context_data(form=form, found=found, asked=True))
