"""The page of one shift that a helper prints the day before."""

from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from events.roster.models import Helper
from events.roster.pack import pack_of
from events.roster.public.views import private_page
from events.roster.words import describe
from events.submissions.emails.messages import event_title
from home.clock import now
from home.i18n.localized import absolute


@private_page
def pack(request: HttpRequest, helper: Helper, token: str, shift_pk: int) -> HttpResponse:
    language = get_language() or helper.language
    found = pack_of(helper, min(shift_pk, 2**62), language, now=now(request))
    if found is None:
        raise Http404
    others = [(one.helper.name, describe(one.shift), one.starts_at, one.ends_at) for one in found.others if one.helper]
    context = {
        "pack": found,
        "task": describe(found.placed.shift),
        "others": others,
        "zone": ZoneInfo(helper.zone),
        "event": helper.event,
        "event_title": event_title(helper.event, language),
        "address": absolute(found.slot.entry.url) if found.slot else "",
    }
    return render(request, "roster/pack.html", context)
