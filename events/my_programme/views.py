"""The private calendar of a reader, and what the browser posts for it. The key is in no page and in no log."""

import re
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from events.feeds import ical
from events.feeds.following import FollowedCalendar
from events.feeds.responses import feed_response
from events.feeds.views import CALENDAR, PublishedProgramme
from events.models import Event
from events.my_programme import actions
from home.design.qr_code import qr_code
from home.forms.public import Limits, from_our_pages, public_form, refuse
from home.forms.rate_limit import Limit, allow
from home.i18n.localized import absolute

KEY = re.compile(r"[A-Za-z0-9_-]{32}")
HOUR = timedelta(hours=1)
STARTS = Limits(per_client=Limit(20, HOUR), total=Limit(1000, HOUR))
SAVES = Limit(600, HOUR)  # of one key


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The saved sessions of all editions; empty, and valid all the same, while none is saved."""
    rows = list(actions.saved_under(token).select_related("event").order_by("event__starts_at"))
    if not rows:
        raise Http404
    parts = []
    for row in rows:
        try:
            published = PublishedProgramme.get_or_404(request, row.event_id)
        except Http404:  # of an edition that is private now
            continue
        entries = [entry for entry in published.programme.entries if entry.original.pk in row.sessions]
        parts.append((published.programme, entries))
    body = ical.calendar(parts, _("My programme"), get_language(), alarm="alarm" in request.GET)
    return feed_response(request, body, CALENDAR, "my-programme.ics", is_public=False)


@require_POST
@public_form("my programme", STARTS)
def start(request: HttpRequest, event_id: int) -> HttpResponse:
    """A key that the browser has made, with the sessions saved there."""
    if not KEY.fullmatch(request.POST.get("key", "")):
        return private(JsonResponse({}, status=400))
    return saved(request, event_id, is_new=True)


@require_POST
@from_our_pages
def save(request: HttpRequest, event_id: int) -> HttpResponse:
    """What one device has changed; the answer is what is saved now. 410 where the key was deleted."""
    return saved(request, event_id, is_new=False)


@require_POST
@from_our_pages
def delete(request: HttpRequest) -> HttpResponse:
    actions.delete(key=request.POST.get("key", ""))
    return private(JsonResponse({}))


def saved(request: HttpRequest, event_id: int, *, is_new: bool) -> HttpResponse:
    event, key = get_object_or_404(Event, pk=event_id), request.POST.get("key", "")
    if not is_new and actions.saved_under(key).exists() and not is_within_limit(key):
        return refuse(request, keeps_typed=False)
    added, removed = (ids(request.POST.get(name, "")) for name in ("added", "removed"))
    now = timezone.now()
    sessions = actions.save(key=key, event=event, added=added, removed=removed, is_new=is_new, now=now)
    if sessions is None:
        return private(JsonResponse({}, status=410))
    answer: dict[str, object] = {"sessions": [str(pk) for pk in sessions]}
    if "shown" in request.POST:
        answer["address"] = address_shown(request, event_id, key)
    return private(JsonResponse(answer))


def address_shown(request: HttpRequest, event_id: int, key: str) -> str:
    """Markup with the calendar and the way to a further device; browsers do not send what follows the # in a link."""
    link = absolute(f"{reverse('events:my_programme', args=[event_id])}#key={key}")
    calendar = FollowedCalendar(reverse("my_programme:calendar", args=[key]), _("My programme"))
    context = {"calendar": calendar, "can_be_followed": True, "link": link, "code": qr_code(link)}
    return render_to_string("events/my_programme_address.html", context, request)


def is_within_limit(key: str) -> bool:
    return allow(f"my programme|{actions.hash_of(key)}", SAVES, now=timezone.now())


def ids(text: str) -> list[int]:
    """Ids with dots between them. More than an edition can have are left out."""
    return [int(part) for part in text.split(".") if re.fullmatch(r"[0-9]{1,9}", part)][:1000]


def private(response: HttpResponse) -> HttpResponse:
    """For answers to a key: nobody keeps them."""
    patch_cache_control(response, private=True, no_store=True)
    return response
