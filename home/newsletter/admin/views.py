"""Views for editors: issues and their sending, subscribers."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from home.forms.rate_limit import Limit, allow
from home.newsletter.actions import mailings, subscriptions
from home.newsletter.admin.forms import SendForm
from home.newsletter.admin.preflight import preflight_findings
from home.newsletter.enums import AudienceChoice, MailingState, SubscriberState
from home.newsletter.mail.test_send import send_test
from home.newsletter.models import NewsletterIssuePage, Subscriber
from home.newsletter.queries import audiences, ready_pages
from home.outbox.addresses import normalise
from home.outbox.models import Transport
from home.row_ids import row_id

TESTS_OF_USER = Limit(20, timedelta(days=1))  # to an address that nobody has confirmed

SEND_PERMISSION, VIEW_SUBSCRIBERS_PERMISSION = "newsletter.send_mailing", "newsletter.view_subscriber"
INDEX = (reverse_lazy("newsletter_issues"), gettext_lazy("Newsletter"))


class NewsletterView(WagtailAdminTemplateMixin, TemplateView):
    permission = SEND_PERMISSION
    header_icon = "mail"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class IssuesView(NewsletterView):
    """Every issue with what became of it, the newest first."""

    page_title = gettext_lazy("Newsletter")
    template_name = "newsletter/admin/issues.html"
    breadcrumbs_items = [
        {"url": reverse_lazy("wagtailadmin_home"), "label": gettext_lazy("Home")},
        {"url": "", "label": gettext_lazy("Newsletter")},
    ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        every = NewsletterIssuePage.objects.prefetch_related("mailings").select_related("locale", "original_locale")
        originals = [page for page in every.order_by("-latest_revision_created_at", "-pk") if page.is_original]
        page = Paginator(originals, 30).get_page(self.request.GET.get("p"))
        readers = Subscriber.objects.confirmed().order_by("language").values("language").annotate(count=Count("pk"))
        return {**super().get_context_data(**kwargs), "issues": page, "readers": readers}


class IssueView(NewsletterView):
    """One issue: its audience, checks and the button to send it; afterwards the progress."""

    template_name = "newsletter/admin/issue.html"

    @property
    def page_title(self) -> str:
        return self.issue.title

    @property
    def breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": INDEX[0], "label": INDEX[1]}, {"url": "", "label": self.issue.title}]

    def dispatch(self, request: HttpRequest, pk: int, **kwargs: Any) -> Any:
        self.issue = get_object_or_404(NewsletterIssuePage, pk=pk).original
        self.mailing = self.issue.mailings.exclude(state=MailingState.CANCELLED).select_related("batch").first()
        return super().dispatch(request, pk=pk, **kwargs)

    def send_form(self, data: Any = None) -> SendForm:
        return SendForm(data, audiences=audiences(self.issue), now=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {**super().get_context_data(**kwargs), "issue": self.issue, "mailing": self.mailing}
        if self.mailing:
            counts = self.mailing.delivery_counts()
            late = self.mailing.languages.filter(choice=AudienceChoice.WAIT, content__isnull=True)
            transport = Transport.objects.stopped(timezone.now()) if self.mailing.is_under_way else None
            context |= {"transport": transport, "may_change": self.request.user.has_perm("outbox.change_delivery")}
            return {**context, "delivery_counts": counts, "late": late, **totals(counts)}
        lines = audiences(self.issue)
        pages = ready_pages(self.issue).values()
        context["preflight_findings"] = [finding for page in pages for finding in preflight_findings(page)]
        context.setdefault("form", self.send_form())
        ready = sum(line.count for line in lines if line.is_ready)
        return {**context, "audiences": lines, "ready_count": ready, "total_count": sum(line.count for line in lines)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        action = request.POST.get("action", "")
        if action == "test":
            return self.send_test_mail(request)
        if action == "send" and not self.mailing:
            return self.send(request)
        if self.mailing:
            self.change_state(request, action)
        return redirect("newsletter_issue", self.issue.pk)

    def send_test_mail(self, request: HttpRequest) -> HttpResponse:
        page = ready_pages(self.issue).get(request.POST.get("language", ""))
        address = getattr(request.user, "email", "")
        if page is None:
            messages.error(request, _("Nothing was sent: the issue is not published in this language."))
        elif not address:
            messages.error(
                request, _("Nothing was sent: your account has no email address. Add one in your account settings.")
            )
        elif not allow(f"newsletter test|{request.user.pk}", TESTS_OF_USER, now=timezone.now()):
            text = _("Nothing was sent: you sent %(count)d test emails today. Please go on tomorrow.")
            messages.error(request, text % {"count": TESTS_OF_USER.count})
        else:
            send_test(page=page, address=address, now=timezone.now())
            messages.success(request, _("A test email is on its way to %(address)s.") % {"address": address})
        return redirect("newsletter_issue", self.issue.pk)

    def send(self, request: HttpRequest) -> HttpResponse:
        form = self.send_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            mailing = mailings.approve(
                issue=self.issue,
                choices=form.choices(),
                send_at=form.cleaned_data["send_at"],
                user=request.user,
                now=form.now,
            )
        except mailings.IssueNotReady:
            messages.error(request, _("Not sent: please publish the issue first."))
        except mailings.AlreadySent:
            messages.error(request, _("Somebody else has already sent this issue."))
        else:
            log(self.issue, "newsletter.send", user=request.user, data={"mailing": mailing.pk})
            messages.success(request, _("Approved. Sending starts now, or at the time you chose."))
        return redirect("newsletter_issue", self.issue.pk)

    def change_state(self, request: HttpRequest, action: str) -> None:
        steps = {"pause": mailings.pause, "resume": mailings.resume, "cancel": mailings.cancel}
        if action in steps and steps[action](mailing=self.mailing, now=timezone.now()):
            log(self.issue, f"newsletter.{action}", user=request.user, data={"mailing": self.mailing.pk})
        elif action in (AudienceChoice.LEAVE_OUT, AudienceChoice.ORIGINAL):
            line = self.mailing.languages.filter(language=request.POST.get("language", "")).first()
            if line:
                mailings.stop_waiting(line=line, choice=AudienceChoice(action))


def totals(counts: list[Any]) -> dict[str, int]:
    total = sum(line.total for line in counts)
    waiting = sum(line.waiting for line in counts)
    return {"total": total, "processed": total - waiting, "in_doubt": sum(line.in_doubt for line in counts)}


class SubscribersView(NewsletterView):
    """Who is on the list; personal data, so for those who may see it. Erasing is the person's right."""

    permission = VIEW_SUBSCRIBERS_PERMISSION
    page_title = gettext_lazy("Subscribers")
    template_name = "newsletter/admin/subscribers.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The programme team looks after subscribers, but may not open the issues."""
        above = INDEX[0] if self.request.user.has_perm(SEND_PERMISSION) else ""
        return [{"url": above, "label": INDEX[1]}, {"url": "", "label": _("Subscribers")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET.get("q", "").replace("\0", "").strip()[:254]
        state = self.request.GET.get("state", "")
        readers = Subscriber.objects.filter(Q(address__icontains=normalise(query)) if query else Q())
        readers = readers.filter(state=state) if state in SubscriberState.values else readers
        page = Paginator(readers, 50).get_page(self.request.GET.get("p"))
        states = SubscriberState.choices
        return {**super().get_context_data(**kwargs), "readers": page, "query": query, "state": state, "states": states}

    def post(self, request: HttpRequest) -> HttpResponse:
        subscriber = get_object_or_404(Subscriber, pk=row_id(request.POST.get("subscriber")))
        subscriptions.erase(subscriber=subscriber, now=timezone.now())
        messages.success(
            request,
            _("This person’s data was deleted. Only a one-way fingerprint of the address remains."),
        )
        return redirect(reverse("newsletter_subscribers"))
