"""The roster of an edition for the programme team. Every view requires a right on shifts or helpers."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from events.models import Event
from events.of_request import event_of, events_of
from events.roster import actions
from events.roster.actions.placing import split
from events.roster.admin.forms import HelperForm, ShiftForm
from events.roster.admin.rows import Candidate, Row, obstacles_for, rows_of, taken_by
from events.roster.enums import ShiftKind
from events.roster.models import Assignment, Helper, Shift
from events.roster.promises import add_promised_shifts
from events.roster.queries import shifts_and_lost_ones, shifts_of, shifts_of_helper
from events.roster.tokens import private_link
from events.roster.words import describe, title_of
from events.submissions.actions import ActionRefused
from home.clock import now as instant
from home.row_ids import row_id

may_view = permission_required("roster.view_shift", raise_exception=True)
may_change = permission_required("roster.change_shift", raise_exception=True)
may_change_helpers = permission_required("roster.change_helper", raise_exception=True)


def require_right_to_change(request: HttpRequest) -> None:
    if not request.user.has_perm("roster.change_shift"):
        raise PermissionDenied


def index(request: HttpRequest) -> HttpResponse:
    """Of the current edition."""
    if not request.user.has_perm("roster.view_shift"):
        raise Http404
    event = Event.objects.current(instant(request))
    if event is None:
        messages.warning(request, _("There is no edition yet."))
        return redirect("wagtailadmin_home")
    return redirect("roster_admin:roster", event.pk)


@may_view
def roster(request: HttpRequest, pk: str) -> HttpResponse:
    """The shifts of an edition by day, with their gaps and offers."""
    event = event_of(request, pk)
    if request.method == "POST":
        require_right_to_change(request)
        _perform_on_roster(request, event)
        return redirect("roster_admin:roster", event.pk)
    shifts, lost = shifts_and_lost_ones(event, draft=True)
    rows = rows_of(shifts)
    only_gaps = "gaps" in request.GET
    days: dict[date, list[Row]] = defaultdict(list)
    for row in rows:
        if not only_gaps or row.placed.is_gap or row.problems:
            days[row.placed.starts_at.astimezone(event.tz).date()].append(row)
    context = {
        "event": event,
        "events": events_of(request),
        "days": list(days.values()),
        "only_gaps": only_gaps,
        "count": len(shifts),
        "gaps": sum(one.is_gap for one in shifts),
        "offers": sum(len(one.offers) for one in shifts if one.is_gap),
        "lost": [(describe(one), one) for one in lost],
        "may_change": request.user.has_perm("roster.change_shift"),
        "breadcrumbs_items": crumbs(event),
        "header_title": _("Roster: %(event)s") % {"event": event},
        "header_icon": "group",
    }
    return TemplateResponse(request, "roster/admin/roster.html", context)


def crumbs(event: Event, *last: Any) -> list[dict[str, Any]]:
    url = reverse("roster_admin:roster", args=[event.pk]) if last else ""
    return [
        {"url": url, "label": _("Roster: %(event)s") % {"event": event}},
        *({"url": "", "label": one} for one in last),
    ]


def _perform_on_roster(request: HttpRequest, event: Event) -> None:
    """What the pressed button asks for: about one offer, or all shifts."""
    do, now, user = request.POST.get("do", ""), instant(request), request.user
    rows = Assignment.objects.filter(pk=row_id(request.POST.get("assignment")), shift__event=event)
    assignment = rows.select_related("shift__event", "helper").first()
    if do == "promised":
        count = add_promised_shifts(event)
        text = ngettext("%(count)d shift was added.", "%(count)d shifts were added.", count)
        messages.success(request, text % {"count": count})
    elif do in ("open", "close"):
        for shift in Shift.objects.filter(event=event, is_open=do == "close"):
            shift.is_open = do == "open"
            shift.save(update_fields=["is_open"])
        messages.success(request, _("All gaps are public now.") if do == "open" else _("No gap is public any more."))
    elif do == "confirm" and assignment:
        _try(
            request,
            lambda: actions.confirm(shift=assignment.shift, helper=assignment.helper, now=now, user=user),
            _("Confirmed. An email tells the helper."),
        )
    elif do == "refuse" and assignment:
        actions.refuse_offer(assignment=assignment)
        messages.success(request, _("The offer was put aside. Nobody is told."))


def _try(request: HttpRequest, action: Any, done: Any) -> bool:
    try:
        action()
    except ActionRefused as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, done)
    return True


@may_change
def add_shift(request: HttpRequest, pk: str) -> HttpResponse:
    event = event_of(request, pk)
    initial = {"starts_at": event.starts_at, "ends_at": event.ends_at, "kind": ShiftKind.INTERPRET}
    form = ShiftForm(request.POST or None, event=event, initial=initial)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The shift was added."))
        return redirect("roster_admin:shift", form.instance.pk)
    title = _("Add a shift")
    context = {"form": form, "event": event, "breadcrumbs_items": crumbs(event, title), "header_title": title}
    return TemplateResponse(request, "roster/admin/form.html", context)


DONE = {
    "assign": gettext_lazy("Confirmed. An email tells the helper."),
    "invite": gettext_lazy("Invited. An email asks the helper."),
    "release": gettext_lazy("It is a gap again. If the helper was confirmed, an email tells them."),
    "split": gettext_lazy("The shift is two shifts now: a pair hands over."),
}


@may_view
def shift(request: HttpRequest, pk: str) -> HttpResponse:
    """One shift, and who could do it: those without an obstacle first."""
    row = get_object_or_404(Shift.objects.select_related("event", "session"), pk=row_id(pk))
    event = row.event
    if request.method == "POST":
        require_right_to_change(request)
        return _perform_on_shift(request, row)
    shifts = shifts_of(event, draft=True)
    placed = next((one for one in shifts if one.shift.pk == row.pk), None)
    taken = taken_by(shifts)
    states = {one.helper_id: one.get_state_display() for one in placed.assignments} if placed else {}
    candidates = [
        Candidate(helper, obstacles_for(helper, placed, taken[helper.pk]), states.get(helper.pk, ""))
        for helper in Helper.objects.known().filter(event=event)
        if placed
    ]
    candidates.sort(key=lambda one: (not one.state, one.is_prevented, len(one.obstacles), one.helper.name))
    task = capfirst(describe(row))
    context = {
        "shift": row,
        "placed": placed,
        "event": event,
        "title": title_of(placed) if placed else str(row.session or ""),
        "candidates": candidates,
        "may_change": request.user.has_perm("roster.change_shift"),
        "breadcrumbs_items": crumbs(event, task),
        "header_title": task,
        "header_icon": "time",
    }
    return TemplateResponse(request, "roster/admin/shift.html", context)


def _perform_on_shift(request: HttpRequest, row: Shift) -> HttpResponse:
    """What the pressed button asks for."""
    do, now, user = request.POST.get("do", ""), instant(request), request.user
    helper = Helper.objects.known().filter(event=row.event, pk=row_id(request.POST.get("helper"))).first()
    assignment = row.assignments.filter(helper=helper).select_related("helper").first() if helper else None
    if do == "assign" and helper:
        _try(request, lambda: actions.confirm(shift=row, helper=helper, now=now, user=user), DONE[do])
    elif do == "invite" and helper:
        _try(request, lambda: actions.invite(shift=row, helper=helper, now=now, user=user), DONE[do])
    elif do == "release" and assignment:
        _try(request, lambda: actions.release(assignment=assignment, now=now, user=user), DONE[do])
    elif do == "split":
        _try(request, lambda: split(shift=row, minute=row_id(request.POST.get("minute"))), DONE[do])
    elif do in ("is_open", "is_needed"):
        setattr(row, do, not getattr(row, do))
        row.save(update_fields=[do])
    elif do == "delete":
        done = _("The shift was deleted. Whoever was confirmed is told by email.")
        if _try(request, lambda: actions.delete_shift(shift=row, now=now, user=user), done):
            return redirect("roster_admin:roster", row.event_id)
    return redirect("roster_admin:shift", row.pk)


@may_change_helpers
def helpers(request: HttpRequest, pk: str) -> HttpResponse:
    """All helpers of an edition, and a form for one more."""
    event = event_of(request, pk)
    form = HelperForm(request.POST or None, event=event)
    if request.method == "POST" and form.is_valid():
        values = {"address": form.cleaned_data["email"], "language": form.cleaned_data["language"]}
        done = _("%(name)s was added and gets a private link by email.") % {"name": form.cleaned_data["name"]}
        if _try(
            request,
            lambda: actions.add_helper(
                event=event, data=form.helper_data(), now=instant(request), user=request.user, **values
            ),
            done,
        ):
            return redirect("roster_admin:helpers", event.pk)
    taken = taken_by(shifts_of(event, draft=True))
    rows = [(one, len(taken[one.pk])) for one in Helper.objects.known().filter(event=event)]
    title = _("Helpers")
    context = {"rows": rows, "form": form, "event": event, "breadcrumbs_items": crumbs(event, title)}
    return TemplateResponse(request, "roster/admin/helpers.html", {**context, "header_title": title})


@may_change_helpers
def helper(request: HttpRequest, pk: str) -> HttpResponse:
    """One helper: what they said, what they do."""
    row = get_object_or_404(Helper.objects.known().select_related("event"), pk=row_id(pk))
    event, now = row.event, instant(request)
    if request.POST.get("do") == "renew":
        done = _("The private link was replaced and sent.")
        _try(request, lambda: actions.renew_link(helper=row, user=request.user, now=now), done)
        return redirect("roster_admin:helper", row.pk)
    if request.POST.get("do") == "delete":
        actions.erase_helper(helper=row, now=now)
        messages.success(request, _("This helper’s data were deleted. Their shifts are gaps again."))
        return redirect("roster_admin:helpers", event.pk)
    shifts = shifts_of_helper(row, draft=True)
    states = {one.shift_id: one.get_state_display() for one in row.assignments.all()}
    context = {
        "helper": row,
        "tasks": [ShiftKind(kind).label for kind in row.tasks if kind in ShiftKind.values],
        "rows": [(one, describe(one.shift), title_of(one), states.get(one.shift.pk, "")) for one in shifts],
        "private_link": private_link(row),
        "event": event,
        "breadcrumbs_items": crumbs(event, row.name),
        "header_title": row.name,
        "header_icon": "user",
    }
    return TemplateResponse(request, "roster/admin/helper.html", context)
