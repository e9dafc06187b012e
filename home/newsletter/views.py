"""The public pages of a subscription. Links only show; changes need a button, that is a POST."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from home.forms.public import from_our_pages, may_send, public_form, refuse
from home.jobs.background import run_later
from home.newsletter import jobs, tokens
from home.newsletter.actions import subscriptions
from home.newsletter.forms import EraseForm, LanguageForm, LinkForm, SignUpForm
from home.newsletter.models import Mailing, Subscriber
from home.newsletter.queries import newsletter_page

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def unknown_link_response(request: HttpRequest) -> HttpResponse:
    return render(request, "newsletter/unknown_link.html", {"form": LinkForm()}, status=404)


@get_or_post
@public_form("newsletter sign-up")
def sign_up(request: HttpRequest) -> HttpResponse:
    """The same answer whether the address is new, known, erased or suppressed."""
    page = newsletter_page(get_language())
    if page is None:
        raise Http404
    if request.method != "POST":
        return redirect(page.get_url(request))
    form = SignUpForm(request.POST, consent_text=page.consent_text, consent_version=page.consent_version)
    if not form.is_valid():
        return render(request, "newsletter/sign_up.html", {"form": form, "newsletter": page}, status=400)
    run_later(
        jobs.SUBSCRIPTION,
        address=form.cleaned_data["address"],
        language=form.cleaned_data["language"],
        consent_text=page.consent_text,
        form_path=request.path,
        now=timezone.now(),
    )
    return redirect("newsletter:sign_up_done")


@require_GET
def sign_up_done(request: HttpRequest) -> HttpResponse:
    return render(request, "newsletter/sign_up_done.html")


@get_or_post
@from_our_pages
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    try:
        subscriber = tokens.read_token(tokens.CONFIRM, token)
    except tokens.InvalidToken:
        return unknown_link_response(request)
    if request.method == "POST":
        if not may_send(token):
            return refuse(request)
        subscriptions.confirm(subscriber=subscriber, now=timezone.now())
    preferences = tokens.make_token(tokens.PREFERENCES, subscriber)
    return render(request, "newsletter/confirm.html", {"subscriber": subscriber, "preferences": preferences})


@get_or_post
@public_form("newsletter link")
def request_link(request: HttpRequest) -> HttpResponse:
    """Mails the link of the private page; the same answer for every address."""
    form = LinkForm(request.POST or None)
    if form.is_valid():
        run_later(jobs.LINK, now=timezone.now(), address=form.cleaned_data["address"])
        return redirect("newsletter:link_sent")
    return render(request, "newsletter/request_link.html", {"form": form}, status=400 if form.errors else 200)


@require_GET
def link_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "newsletter/link_sent.html")


@get_or_post
@from_our_pages
def preferences(request: HttpRequest, token: str) -> HttpResponse:
    try:
        subscriber = tokens.read_token(tokens.PREFERENCES, token)
    except tokens.InvalidToken:
        return unknown_link_response(request)
    if request.method == "POST" and not may_send(token):
        return refuse(request)
    action = request.POST.get("action") if request.method == "POST" else None
    language = LanguageForm(request.POST if action == "language" else None, initial={"language": subscriber.language})
    erase = EraseForm(request.POST if action == "erase" else None)
    if action == "erase" and erase.is_valid():
        subscriptions.erase(subscriber=subscriber, now=timezone.now())
        return render(request, "newsletter/erased.html")
    if action == "leave":
        subscriptions.unsubscribe(subscriber=subscriber, now=timezone.now())
    if action == "language" and language.is_valid():
        chosen = language.cleaned_data["language"]
        subscriptions.change_language(subscriber=subscriber, language=chosen, now=timezone.now())
    context: dict[str, Any] = {"subscriber": subscriber, "token": token, "language_form": language, "erase_form": erase}
    context["done"] = action if action == "leave" or (action == "language" and language.is_valid()) else ""
    return render(request, "newsletter/preferences.html", context)


@require_GET
def export(request: HttpRequest, token: str) -> HttpResponse:
    try:
        subscriber = tokens.read_token(tokens.PREFERENCES, token)
    except tokens.InvalidToken:
        return unknown_link_response(request)
    answer = JsonResponse(
        subscriptions.export(subscriber=subscriber), json_dumps_params={"indent": 2, "ensure_ascii": False}
    )
    answer.headers["Content-Disposition"] = 'attachment; filename="newsletter-data.json"'
    return answer


@get_or_post
@never_cache
@csrf_exempt
def unsubscribe(request: HttpRequest, token: str, mailing: int = 0) -> HttpResponse:
    """One-click unsubscribe (RFC 8058): mail programs POST here from anywhere, without cookies or redirects.

    A GET only shows the button, because programs that scan mail follow links.
    """
    subscriber = Subscriber.objects.filter(unsubscribe_key=token).first()
    if subscriber is None:
        return unknown_link_response(request)
    if request.method == "POST":
        issue = Mailing.objects.filter(pk=mailing).first()
        subscriptions.unsubscribe(subscriber=subscriber, mailing=issue, now=timezone.now())
    context = {"subscriber": subscriber, "is_unsubscribed": request.method == "POST"}
    return render(request, "newsletter/unsubscribe.html", context)
