"""The screens of a suggestion: the form, the progress, what it suggests and what of it is taken."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from wagtail.admin import messages

from events.models import Event, Room, SchedulingRun, Timetable
from events.timetable.board.rows import BadChanges, Values
from events.timetable.board.views import timetable_crumbs, timetable_for
from events.timetable.suggestions import runs
from events.timetable.suggestions.forms import SuggestionForm
from home import times


def _url(name: str, *args: Any) -> str:
    return reverse(f"wagtailsnippets_events_timetable:{name}", args=args)


def suggestions(request: HttpRequest, pk: Any) -> HttpResponse:
    """The form, and the latest suggestions."""
    timetable = timetable_for(request, pk)
    form = SuggestionForm(request.POST or None, timetable=timetable, user=request.user)
    if request.method == "POST" and form.is_valid():
        run = runs.start(
            timetable=timetable,
            wishes=form.wishes,
            moves_few=form.moves_few,
            user=request.user,
            now=timezone.now(),
        )
        return redirect(_url("suggestion", timetable.pk, run.pk))
    earlier = timetable.scheduling_runs.defer("problem", "slots", "places", "reasons").select_related("created_by")
    return _render(request, "form", timetable, {"form": form, "runs": earlier})


def suggestion(request: HttpRequest, pk: Any, run_pk: int) -> HttpResponse:
    """Progress, then the suggestion. What is ticked is saved in the draft."""
    run = _run(request, pk, run_pk)
    if request.method == "POST":
        if "cancel" in request.POST:
            runs.cancel(run)
            return redirect(request.path)
        return _take(request, run)
    found = runs.suggestions(run, request.user)
    names = dict(Room.objects.filter(event=run.timetable.event_id).values_list("pk", "name"))
    event = run.timetable.event
    shown = [(one, _place(one.change.before, names, event), _place(one.change.after, names, event)) for one in found]
    return _render(request, "run", run.timetable, {"run": run, "shown": shown, "outdated": _outdated(run)})


def _outdated(run: SchedulingRun) -> str:
    if not runs.is_outdated(run):
        return ""
    return _("The times of the event have changed since then. Please ask for another suggestion.")


def _take(request: HttpRequest, run: SchedulingRun) -> HttpResponse:
    try:
        count, refused = runs.take(run=run, keys=request.POST.getlist("take"), user=request.user)
    except BadChanges as bad:
        messages.error(request, str(bad))
        return redirect(request.path)
    text = ngettext("%(count)d slot was saved in the draft.", "%(count)d slots were saved in the draft.", count)
    messages.success(request, text % {"count": count})
    if refused:
        names = ", ".join(one.title for one in refused)
        messages.warning(
            request, _("Somebody changed these slots meanwhile, so they stay: {titles}").format(titles=names)
        )
    return redirect(_url("edit", run.timetable_id))


def suggestion_data(request: HttpRequest, pk: Any, run_pk: int) -> JsonResponse:
    """For the board: `before` and `after` are what it sends to save a change."""
    run = _run(request, pk, run_pk)
    outdated = _outdated(run)
    found = [
        {
            "key": one.change.key,
            "title": one.title,
            "before": one.change.before,
            "after": one.change.after,
            "why": one.why,
        }
        for one in runs.suggestions(run, request.user)
    ]
    return JsonResponse(
        {
            "state": run.state,
            "steps": run.steps,
            "steps_done": run.steps_done,
            "changes": found,
            "not_kept": [outdated] if outdated else run.not_kept,
        }
    )


def _run(request: HttpRequest, pk: Any, run_pk: int) -> SchedulingRun:
    timetable = timetable_for(request, pk)
    run = get_object_or_404(SchedulingRun.objects.select_related("created_by"), pk=run_pk, timetable=timetable)
    run.timetable = timetable
    return run


def _place(values: Values | None, rooms: dict[int, str], event: Event) -> str:
    """ "Thu 6 May 13:00–13:45 UTC · Oak", on the clocks of the event."""
    if values is None:
        return ""
    begins, ends = (datetime.fromisoformat(values[name]).astimezone(event.tz) for name in ("starts_at", "ends_at"))
    language = get_language() or "en"
    zone = times.zone_mark(event.zone, language)
    time = f"{times.short_weekday(begins, language)} {times.hour(begins)}–{times.hour(ends)} {zone}"
    return f"{time} · {rooms.get(values['room'], _('all rooms'))}"


def _render(request: HttpRequest, name: str, timetable: Timetable, context: dict[str, Any]) -> HttpResponse:
    context = {
        **context,
        "timetable": timetable,
        "breadcrumbs_items": timetable_crumbs(timetable, request.user, _("Suggestions")),
        "header_title": _("Suggestions"),
        "header_icon": "calendar-alt",
    }
    return TemplateResponse(request, f"events/suggestions/{name}.html", context)
