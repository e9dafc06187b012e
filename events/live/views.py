"""The page on which the team runs the day. Each press is a small form, so it works on a phone and without a script."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from wagtail.admin import messages

from events.admin.hub import crumbs
from events.live import actions
from events.live.forms import NoticeForm
from events.live.models import Notice
from events.live.rooms import live_rooms
from events.models import Event
from events.of_request import event_of
from events.programme.page_urls import programme_page_and_url
from events.programme.queries import Programme, load_programme
from events.roster.queries import shifts_of
from events.timetable.board.rows import BadChanges, read_key
from home.caching.dependencies import rendering_generation
from home.caching.generation import generation
from home.clock import now
from home.row_ids import row_id

LATE = (5, 10, 15, 30)


def day(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.has_perm("live.add_notice"):
        raise PermissionDenied
    event, language = event_of(request, pk), get_language() or "en"
    with rendering_generation(generation() if request.method == "GET" else None):  # what readers see, from memory
        programme = load_programme(event, language, programme_page_and_url(event, language)[1])
    ahead = [entry for entry in programme.entries if entry.is_session and entry.ends_at > now(request)]
    form = NoticeForm(request.POST if "notice" in request.POST else None, event=event, entries=ahead)
    if request.method == "POST" and ("notice" not in request.POST or form.is_valid()):
        _press(request, event, form)
        return redirect("live_admin:day", event.pk)
    return TemplateResponse(request, "events/live/day.html", _context(request, event, programme, form))


def _context(request: HttpRequest, event: Event, programme: Programme, form: NoticeForm) -> dict[str, Any]:
    instant = now(request)
    notices = Notice.objects.shown_at(instant).filter(event=event).select_related("session")
    may_open_hub = request.user.has_perm("events.change_event")
    return {
        "event": event,
        "rooms": live_rooms(programme, shifts_of(event), instant),
        "instant": instant,
        "form": form,
        "notices": [(notice, notice.text_for(get_language() or "en")) for notice in notices],
        "late_choices": LATE,
        "may_see_helpers": request.user.has_perm("roster.view_helper"),
        "breadcrumbs_items": crumbs(event, _("The day")) if may_open_hub else [{"url": "", "label": _("The day")}],
        "header_title": _("The day"),
        "header_icon": "date",
    }


def _press(request: HttpRequest, event: Event, form: NoticeForm) -> None:
    sent = request.POST
    if "notice" in sent:
        session = form.cleaned_data["session"]
        actions.send_notice(event=event, texts=form.texts, session_pk=session, lasts=form.lasts, now=now(request))
        messages.success(request, _("The notice is on the pages. Open pages get it within a minute."))
    elif "end" in sent:
        if actions.end_notice(event=event, notice_pk=row_id(sent["end"]), now=now(request)):
            messages.success(request, _("The notice was taken off the pages."))
    elif "here" in sent or "away" in sent:
        _note_presence(request, event)
    else:
        _start_late(request, event)


def _note_presence(request: HttpRequest, event: Event) -> None:
    if not request.user.has_perm("roster.change_assignment"):
        raise PermissionDenied
    pk, is_here = request.POST.get("here") or request.POST.get("away"), "here" in request.POST
    if not actions.note_presence(event=event, assignment_pk=row_id(pk), is_here=is_here, now=now(request)):
        messages.warning(request, _("This helper does not do this shift any more."))


def _start_late(request: HttpRequest, event: Event) -> None:
    minutes = request.POST.get("minutes", "")
    try:
        slot = read_key(request.POST.get("slot"))
    except BadChanges as error:
        messages.error(request, str(error))
        return
    late = int(minutes) if minutes.isdecimal() and len(minutes) < 5 else -1
    found = actions.start_late(event=event, slot=slot, minutes=late)
    if found is None:
        messages.error(request, _("This session does not take place at this time any more. Please reload the page."))
    elif late:
        text = ngettext("“%(title)s” starts %(count)d minute late.", "“%(title)s” starts %(count)d minutes late.", late)
        messages.success(request, text % {"title": found.session.title, "count": late})
    else:
        messages.success(request, _("“%(title)s” starts on time.") % {"title": found.session.title})
