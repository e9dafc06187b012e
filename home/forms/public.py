"""The base of all public forms: they are on cached pages, set no cookie and need no script.

Against abuse, in order of cost: the request must come from a page of the portal, a field that nobody sees must be
empty, and whoever sends beyond the limits, of one client or of all, has to prove work.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from functools import wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from home.forms.client_address import client_address
from home.forms.proof import accept_proof, new_challenge
from home.forms.rate_limit import Limit, allow, give_back, is_used_up
from home.forms.typed import keeps_typed, typed_again

TRAP = "leave_empty"  # a name that no browser and no password manager fills in


class PublicForm(forms.Form):
    """Renders the field that nobody sees with {% public_form_trap %}."""

    def clean(self) -> dict[str, Any]:
        """Shows a form whose trap is filled once more, with all that was typed, for a person can send it again."""
        if self.data.get(TRAP):
            raise forms.ValidationError(_("Please check your answers and send the form once more."))
        return super().clean() or {}


@dataclass(frozen=True)
class Limits:
    per_client: Limit
    total: Limit


DEFAULT_LIMITS = Limits(per_client=Limit(20, timedelta(hours=1)), total=Limit(1000, timedelta(hours=1)))

PROVED = 10  # so many times as often one client may send with proofs, which a machine solves fast

FORMS: dict[str, Limits] = {}  # what each form of the portal is limited to, by its name

METHODS = ["GET", "HEAD", "POST"]

View = Callable[..., HttpResponse]


def public_form(name: str, limits: Limits = DEFAULT_LIMITS) -> Callable[[View], View]:
    """For views that such a form is posted to: refuses with a page that helps, 403 or 429, before the view runs.

    A flooded form is taken with a proof of work; without one `request.is_unproven` is true, and the view holds what
    was sent until the sender's address is confirmed.
    """
    FORMS[name] = limits

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            request.is_unproven = False
            if request.method == "POST":
                state = admit(name, request)
                request.is_unproven = state == Admission.UNPROVEN
                if state == Admission.REFUSED or (request.is_unproven and not may_be_held(name)):
                    return refuse(request, form=name)
            return view(request, *args, **kwargs)

        return from_our_pages(guarded)

    return decorate


def limited(name: str) -> Callable[[View], View]:
    """For Wagtail's forms that ask for a password, and lead on if it is right: only wrong ones count.

    A flooded one is taken with a proof of work only.
    """
    FORMS[name] = DEFAULT_LIMITS

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method != "POST":
                return view(request, *args, **kwargs)
            if admit(name, request, guesses=True) != Admission.FREE:
                return refuse(request, keeps_typed=False)
            response = view(request, *args, **kwargs)
            if response.status_code == HTTPStatus.FOUND:
                forget_attempt(name, request)
            return response

        return guarded

    return decorate


def from_our_pages(view: View) -> View:
    """For views that take a POST from pages of the portal only. No cookie is used, so CSRF tokens gain nothing.

    In an outage the answer keeps what was typed.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if request.method == "POST" and not is_from_our_pages(request):
            return render(request, "home/refused.html", {"reason": "foreign"}, status=403)
        return view(request, *args, **kwargs)

    return never_cache(csrf_exempt(keeps_typed(guarded)))


def is_from_our_pages(request: HttpRequest) -> bool:
    """By the headers that browsers send. Clients without them are let in: they send no cookie that could be abused."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    try:
        return not origin or urlsplit(origin).netloc == request.get_host()
    except ValueError:  # it is no address
        return False


class Admission(Enum):
    FREE = "within the limits, or with a proof of work"
    UNPROVEN = "the form is flooded, and there is no proof"
    REFUSED = "the client sends too often"


def admit(name: str, request: HttpRequest, *, guesses: bool = False) -> Admission:
    """Count a POST. Where it carries `guesses`, no proof of work lets one client go on."""
    now, limits, client = timezone.now(), FORMS[name], client_address(request)
    is_mine = allow(f"{name}|client|{client}", limits.per_client, now=now)
    if is_mine and allow(f"{name}|all", limits.total, now=now):
        return Admission.FREE
    if (is_mine or not guesses) and accept_proof(request.POST.get("proof", ""), now=now):
        proved = Limit(limits.per_client.count * PROVED, limits.per_client.per)
        if is_mine or allow(f"{name}|proved|{client}", proved, now=now):
            return Admission.FREE
    return Admission.UNPROVEN if is_mine else Admission.REFUSED


def forget_attempt(name: str, request: HttpRequest) -> None:
    """A right password is no guess. It is counted until then, so that many at once are no more than the limit."""
    now, limits = timezone.now(), FORMS[name]
    give_back(f"{name}|client|{client_address(request)}", limits.per_client, now=now)
    give_back(f"{name}|all", limits.total, now=now)


def may_be_held(name: str) -> bool:
    """What is held takes space, so it has a limit too."""
    return allow(f"{name}|held", FORMS[name].total, now=timezone.now())


def refuse(request: HttpRequest, *, form: str = "", keeps_typed: bool = True) -> HttpResponse:
    """With what was typed, to be sent again: later, or now with a proof of work where `form` names a public form."""
    context = {"reason": "often", "form": form, **(typed_again(request) if keeps_typed else {})}
    return render(request, "home/refused.html", context, status=429)


LINK_LIMIT = Limit(60, timedelta(hours=1))


def may_send(link: str) -> bool:
    """Count a POST to a page behind a valid private link: nobody else counts against it."""
    return allow(f"private link|{link}", LINK_LIMIT, now=timezone.now())


@never_cache
@require_safe
def form_challenge(request: HttpRequest) -> JsonResponse:
    """What a browser has to solve before it sends the form `form`; nothing unless it is flooded."""
    name, now = request.GET.get("form", ""), timezone.now()
    limits = FORMS.get(name)
    if limits is None:
        return JsonResponse({})
    mine = is_used_up(f"{name}|client|{client_address(request)}", limits.per_client, now=now)
    flooded = mine or is_used_up(f"{name}|all", limits.total, now=now)
    return JsonResponse(new_challenge(now=now) if flooded else {})
