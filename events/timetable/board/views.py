"""The board's page, and the one address that it sends its changes to."""

import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.permissions import page_permission_policy

from events.models import Event, Slot, Timetable, programme_pages
from events.timetable.board.changes import SlotChange, read_changes
from events.timetable.board.data import board_sessions, facts_json, sessions_json, slots_json
from events.timetable.board.new_session import NewSessionForm, SessionRefused, make_session
from events.timetable.board.proposals import is_proposal, plan_changes, proposals_json
from events.timetable.board.rows import BadChanges
from events.timetable.board.saving import Saved, save_changes, version_of
from events.timetable.board.state import awake_json, blocked_json, state_json
from events.timetable.board.texts import board_texts
from events.timetable.drafts import slots_of_draft
from events.timetable.lookups import look_up_sessions
from events.timetable.planned import proposals_waiting_in, times_planned_in
from events.timetable.validation import ProblemKind
from events.ways_in.forms import WaysInFormField, WaysInWidget
from home.i18n.languages import native_name
from home.row_ids import row_id


def timetable_for(request: HttpRequest, pk: Any) -> Timetable:
    """Raises PermissionDenied."""
    if not request.user.has_perm("events.change_timetable"):
        raise PermissionDenied
    rows = Timetable.objects.select_related("event", "latest_revision__user")
    return get_object_or_404(rows, pk=row_id(pk))


def board(request: HttpRequest, pk: Any) -> HttpResponse:
    timetable = timetable_for(request, pk)
    lock = timetable.get_lock()
    data = board_json(timetable, request.user) | {"locked": bool(lock and lock.for_user(request.user))}
    if run_pk := row_id(request.GET.get("suggestion")):
        args = [timetable.pk, run_pk]
        data["suggestion_url"] = reverse("wagtailsnippets_events_timetable:suggestion_data", args=args)
    context = {
        "timetable": timetable,
        "data": data,
        "header_title": str(timetable),
        "header_icon": "calendar-alt",
        "locked": data["locked"],
        "lock_message": lock.get_message(request.user) if lock else "",
        "has_changes": timetable.has_unpublished_changes or not timetable.live,
        "may_publish": request.user.has_perm("events.publish_timetable"),
        "ways_in": _free_way_in(data["languages"]),
        "breadcrumbs_items": timetable_crumbs(timetable, request.user),
        "new_session": None,
        "preview_languages": [(code, native_name(code)) for code in timetable.event.language_codes],
    }
    if page_permission_policy.user_has_permission(request.user, "add"):
        context["new_session"] = NewSessionForm(event=timetable.event, auto_id="board-new-%s")
    return TemplateResponse(request, "events/admin/board.html", context)


def _free_way_in(languages: Iterable[str]) -> dict[str, Any]:
    """What panel.js copies for each way into a slot."""
    widget = WaysInWidget()
    widget.codes = list(languages)
    return {"media": widget.media, "rows": [widget.shown_row("way", 0, {})], "label": WaysInFormField.ROW}


def timetable_crumbs(timetable: Timetable, user: Any, *last: Any) -> list[dict[str, Any]]:
    """From the edition, by its name, to its timetable and a page of it; from all timetables for who runs no edition."""
    event, own = timetable.event, reverse("wagtailsnippets_events_timetable:edit", args=[timetable.pk])
    above = [{"url": reverse("wagtailsnippets_events_timetable:list"), "label": _("Timetables")}]
    label = event.name
    if user.has_perm("events.change_event"):
        edition = {"url": reverse("events_admin:overview", args=[event.pk]), "label": event.name}
        above = [{"url": reverse("wagtailsnippets_events_event:list"), "label": _("Events")}, edition]
        label = _("Timetable")
    return [*above, {"url": own if last else "", "label": label}, *({"url": "", "label": one} for one in last)]


def add_session(request: HttpRequest, pk: Any) -> HttpResponse:
    """Go to the form of a new session, which leads back to the board."""
    timetable = timetable_for(request, pk)
    back = reverse("wagtailsnippets_events_timetable:edit", args=[timetable.pk])
    parent = next(iter(programme_pages(timetable.event)), None)
    if parent is None or not parent.permissions_for_user(request.user).can_add_subpage():
        text = _("There is no programme page yet.") if parent is None else _("You may not add sessions here.")
        messages.error(request, text)
        return redirect(back)
    url = reverse("wagtailadmin_pages:add", args=["events", "sessionpage", parent.pk])
    return redirect(f"{url}?{urlencode({'next': back})}")


@require_POST
def new_session(request: HttpRequest, pk: Any) -> JsonResponse:
    """Make what the small form asks for; answers with all sessions and speakers, or with what is wrong by field."""
    timetable = timetable_for(request, pk)
    form, made = NewSessionForm(request.POST, event=timetable.event), None
    if form.is_valid():
        try:
            made = make_session(event=timetable.event, user=request.user, **form.cleaned_data)
        except SessionRefused as refusal:
            form.add_error("language", str(refusal))
    if form.errors:
        return JsonResponse(
            {"errors": {name: " ".join(map(str, found)) for name, found in form.errors.items()}}, status=400
        )
    lookup = board_sessions(timetable.event, _stored_slots(timetable))
    facts = sessions_json(lookup, proposals_waiting_in(timetable.event, request.user))
    return JsonResponse({"session": made and made.pk, "facts": facts})


def preview(request: HttpRequest, pk: Any) -> HttpResponse:
    """The programme page with the draft, as readers would see it, in one of the event's languages."""
    timetable = timetable_for(request, pk)
    code = request.GET.get("language", "")
    if code not in timetable.event.language_codes:
        raise Http404
    response: HttpResponse = timetable.get_latest_revision_as_object().make_preview_request(request, code)
    return response


def board_json(timetable: Timetable, user: Any) -> dict[str, Any]:
    event, stored = timetable.event, _stored_slots(timetable)
    lookup = board_sessions(event, stored)
    slots = [slot for slot in stored if slot.session_id in lookup.sessions]
    for slot in slots:
        slot.room_id = slot.room_id if slot.room_id in lookup.rooms else None
    waiting = proposals_waiting_in(event, user)
    planned = times_planned_in(event, user, waiting)
    return {
        **facts_json(timetable, slots, lookup, waiting),
        "blocked": [] if waiting else blocked_json(planned),
        "texts": board_texts(),
        "version": version_of(timetable),
        "slots": slots_json(slots) | proposals_json(waiting),
        "cities": awake_json(event, slots),
        "remedies": _remedies(event, user),
        "login_url": reverse("wagtailadmin_login"),
        "new_session_url": reverse("wagtailsnippets_events_timetable:board_new_session", args=[timetable.pk]),
        "save_url": reverse("wagtailsnippets_events_timetable:board_save", args=[timetable.pk]),
        "session_url": _session_url(user),
        **state_json(event, slots, lookup, planned),
    }


def _session_url(user: Any) -> str:
    """Of the form of session 0; empty for those who may not change pages."""
    may_change = page_permission_policy.user_has_permission(user, "change")
    return reverse("wagtailadmin_pages:edit", args=[0]) if may_change else ""


def _remedies(event: Event, user: Any) -> dict[str, dict[str, str]]:
    """Kind of a problem → the page where such problems are solved, for those who may open it."""
    rooms = {"url": reverse("events_admin:rooms", args=[event.pk]), "label": _("Ways into the rooms")}
    roster = {"url": reverse("roster_admin:roster", args=[event.pk]), "label": _("Name somebody in the roster")}
    found: dict[str, dict[str, str]] = {}
    if user.has_perm("events.change_room"):
        found[ProblemKind.UNHEARD.value] = rooms
    if user.has_perm("roster.view_shift"):
        found[ProblemKind.UNNAMED.value] = roster
    return found


def _stored_slots(timetable: Timetable) -> list[Slot]:
    """Of the draft where there is one. Ids are those of published slots."""
    return slots_of_draft(timetable) if timetable.has_unpublished_changes else list(timetable.slots.all())


@require_POST
def save(request: HttpRequest, pk: Any) -> JsonResponse:
    """Answers with what is wrong now, with what was refused, and with all slots where somebody else changed some."""
    timetable = timetable_for(request, pk)
    try:
        sent = _read(request)
        changes = read_changes(sent.get("changes"))
        with transaction.atomic():
            of_proposals = [change for change in changes if is_proposal(change)]
            of_slots = [change for change in changes if not is_proposal(change)]
            saved = save_changes(
                timetable=timetable, changes=of_slots, user=request.user, sitting=row_id(sent.get("sitting"))
            )
            refused = plan_changes(of_proposals, timetable.event, request.user)
    except BadChanges as bad:
        return JsonResponse({"error": str(bad)}, status=400)
    return JsonResponse(_answer(saved, refused, sent.get("version"), request.user))


def _read(request: HttpRequest) -> dict[str, Any]:
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError):
        sent = None
    if not isinstance(sent, dict):
        raise BadChanges(_("These changes cannot be read. Please reload the page."))
    return sent


def _answer(saved: Saved, refused: list[tuple[SlotChange, str]], version: Any, user: Any) -> dict[str, Any]:
    draft, event = saved.timetable, saved.timetable.event
    slots = list(draft.slots.all())
    refused = [*((change, "") for change in saved.applied.refused), *refused]
    is_merged = bool(refused) or saved.version_before != version
    lookup = board_sessions(event, slots) if is_merged else look_up_sessions(slots, event)
    answer = {
        "version": version_of(draft),
        "sitting": saved.sitting,
        "refused": [{"key": change.key, "text": text} for change, text in refused],
        **state_json(event, slots, lookup, times_planned_in(event, user)),
    }
    if is_merged:
        proposals = proposals_waiting_in(event, user)
        facts = sessions_json(lookup, proposals)  # a colleague may have made some
        answer |= {"slots": slots_json(slots) | proposals_json(proposals), "facts": facts, "who": saved.who_before}
    return answer
