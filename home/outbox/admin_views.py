"""The mail pages of the admin: sent mail, mail in doubt, problems of the transport."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from home.outbox import files
from home.outbox.actions import resolve_doubt, retry
from home.outbox.enums import DeliveryState
from home.outbox.kinds import all_kinds, names_hidden_from
from home.outbox.models import Delivery, Transport
from home.outbox.sending import NOT_COMPOSED
from home.row_ids import row_id

MAILS_BREADCRUMB = {"url": reverse_lazy("outbox_mails"), "label": gettext_lazy("Email")}
FRAME_CONTENT_POLICY = (
    "default-src 'none'; img-src *; style-src 'unsafe-inline'; frame-ancestors 'self'; "
    "sandbox allow-popups allow-top-navigation-by-user-activation"
)


def uses_mail_files() -> bool:
    return settings.EMAIL_BACKEND == "home.outbox.files.EmailBackend"


class MailView(WagtailAdminTemplateMixin, TemplateView):
    permission = "outbox.view_delivery"
    header_icon = "mail"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["shows_addresses"] = self.request.user.has_perm("outbox.view_address")
        context["hidden_kinds"] = names_hidden_from(self.request.user)
        context["may_change"] = self.request.user.has_perm("outbox.change_delivery")
        return context


class MailsView(MailView):
    """Every mail, the latest change first, by kind and state, below the state of the transport."""

    page_title = gettext_lazy("Email")
    template_name = "outbox/admin/mails.html"
    breadcrumbs_items = [{"url": "", "label": gettext_lazy("Email")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = {name: self.request.GET.get(name, "") for name in ("state", "kind")}
        kinds = {kind.name: kind.label for kind in all_kinds()}
        known = {"state": DeliveryState.values, "kind": kinds}
        mails = Delivery.objects.filter(**{name: value for name, value in asked.items() if value in known[name]})
        page = Paginator(mails.defer("text", "html", "headers"), 50).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            **asked,
            "mails": page,
            "states": DeliveryState.choices,
            "kinds": kinds.items(),
            "transport": Transport.objects.stopped(timezone.now()),
            "in_doubt_count": Delivery.objects.in_doubt().count(),
            "uses_mail_files": uses_mail_files(),
            "not_composed": NOT_COMPOSED,
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm("outbox.change_delivery"):
            raise PermissionDenied
        if "resume" in request.POST:
            Transport.objects.current().resume()
            messages.success(request, _("Sending has resumed."))
        elif retry(delivery=find_delivery(request), now=timezone.now()):
            messages.success(request, _("The email will be sent again."))
        return redirect("outbox_mails")


class InDoubtView(MailView):
    """Mails of which it is unknown whether the provider accepted them. A person decides about one or all."""

    permission = "outbox.change_delivery"
    page_title = gettext_lazy("Emails in doubt")
    template_name = "outbox/admin/in_doubt.html"
    breadcrumbs_items = [MAILS_BREADCRUMB, {"url": "", "label": gettext_lazy("In doubt")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        deliveries = Delivery.objects.in_doubt().defer("text", "html", "headers")
        page = Paginator(deliveries, 50).get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**kwargs), "mails": page}

    def post(self, request: HttpRequest) -> HttpResponse:
        delivery, again = find_delivery(request), request.POST.get("action") == "again"
        if resolve_doubt(delivery=delivery, again=again, now=timezone.now()):
            messages.success(request, _("The email will be sent again.") if again else _("The email counts as sent."))
        return redirect("outbox_in_doubt")


def find_delivery(request: HttpRequest) -> Delivery:
    return get_object_or_404(Delivery, pk=row_id(request.POST.get("mail")))


def read_mail_for(user: Any, name: str) -> files.StoredMail | None:
    """None also for a link to somebody's account, which administrators alone may see."""
    mail = files.read_mail(name)
    return mail if mail and (user.is_superuser or not mail.is_private) else None


class FilesView(MailView):
    """Without a mail server mails become files; the latest are shown, so that the portal can be tried out."""

    permission = "outbox.view_address"
    page_title = gettext_lazy("Latest emails")
    template_name = "outbox/admin/files.html"
    breadcrumbs_items = [MAILS_BREADCRUMB, {"url": "", "label": gettext_lazy("Latest emails")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(files.file_names(), 25).get_page(self.request.GET.get("p"))
        mails = [mail for name in page if (mail := read_mail_for(self.request.user, name))]
        return {**super().get_context_data(**kwargs), "page": page, "mails": mails}


class FileView(MailView):
    permission = "outbox.view_address"
    page_title = gettext_lazy("An email")
    template_name = "outbox/admin/file.html"
    breadcrumbs_items = [
        MAILS_BREADCRUMB,
        {"url": reverse_lazy("outbox_files"), "label": gettext_lazy("Latest emails")},
        {"url": "", "label": gettext_lazy("An email")},
    ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mail = read_mail_for(self.request.user, self.kwargs["name"])
        if mail is None:
            raise Http404
        return {
            **super().get_context_data(**kwargs),
            "mail": mail,
            "text": mail.part("plain"),
            "html": mail.part("html"),
        }


class FileHTMLView(FileView):
    """The HTML part alone, for the frame in the page. It may have styles, and nothing else."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = HttpResponse(self.get_context_data()["html"])
        response.headers["Content-Security-Policy"] = FRAME_CONTENT_POLICY
        return response
