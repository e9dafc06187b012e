"""The screens of an import: upload, what was understood, preview, progress, report."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.permission_policies import ModelPermissionPolicy

from events.imports import actions, example_tables, exporting
from events.imports.admin.forms import ReadingForm, UploadForm
from events.imports.admin.shown import Words, remarks, remarks_on
from events.imports.models import ImportRun, RunState
from events.imports.plan import Choices, Plan
from events.imports.records import Incoming, UnreadableFile
from events.models import Event, EventPage
from home.i18n.languages import language_of, native_name

PRIVATE = {"Cache-Control": "private, no-store"}


def _event(request: HttpRequest, pk: str) -> Event:
    """The event, for those who may edit events."""
    if not ModelPermissionPolicy(Event).user_has_permission(request.user, "change"):
        raise PermissionDenied
    return get_object_or_404(Event, pk=unquote(pk))


def _run(request: HttpRequest, pk: str, run_pk: int, *states: RunState) -> ImportRun:
    event = _event(request, pk)
    run = ImportRun.objects.of(event, run_pk)
    if run is None or (states and run.state not in states):
        raise Http404
    run.event = event
    return run


def _render(request: HttpRequest, name: str, event: Event, context: dict[str, Any], crumb: str = "") -> HttpResponse:
    imports = {"url": reverse("events_imports:list", args=[event.pk]) if crumb else "", "label": _("Import")}
    crumbs = [
        {"url": reverse("wagtailsnippets_events_event:list"), "label": _("Events")},
        {"url": reverse("events_admin:overview", args=[event.pk]), "label": event.name},
        imports,
        *([{"url": "", "label": crumb}] if crumb else []),
    ]
    title = crumb or _("Import")
    context = {**context, "event": event, "breadcrumbs_items": crumbs, "header_title": title, "page_title": title}
    return render(request, f"events/imports/{name}.html", context)


def imports(request: HttpRequest, pk: str) -> HttpResponse:
    """The imports of an event, and the form to upload a file."""
    event = _event(request, pk)
    form = UploadForm(request.POST or None, request.FILES or None, event=event)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            run = actions.upload(
                event=event,
                user=request.user,
                name=data["file"].name,
                content=data["file"].read(),
                now=timezone.now(),
                second_content=data["second"].read() if data.get("second") else b"",
                second_language=data.get("second_language", ""),
                photos=data["photos"].read() if data["photos"] else b"",
            )
        except UnreadableFile as reason:
            form.add_error("file", str(reason))
        else:
            return redirect("events_imports:reading", event.pk, run.pk)
    runs = ImportRun.objects.filter(event=event).defer("content", "second_content", "photos")
    return _render(request, "list", event, {"form": form, "runs": runs.select_related("created_by")})


def reading(request: HttpRequest, pk: str, run_pk: int) -> HttpResponse:
    """What was understood, and how the file is to be read."""
    run = _run(request, pk, run_pk, RunState.PREVIEW)
    incoming = actions.understand(run)
    options = actions.options_of(run)
    checks = run.choices.get("checks_translations", True)
    form = ReadingForm(
        request.POST or None,
        event=run.event,
        incoming=incoming,
        fields=options.kinds,
        initial={
            "zone": options.zone,
            "language": options.language,
            "checks_translations": "check" if checks else "done",
        },
    )
    if request.method == "POST" and form.is_valid():
        run.options = {**run.options, **form.options}
        if run.options["zone"] == (run.event.zone or "UTC"):
            del run.options["zone"]  # that of the event, also where it changes and for the next file
        run.choices = {**run.choices, "checks_translations": form.cleaned_data["checks_translations"]}
        try:
            actions.understand(run)
        except UnreadableFile as reason:
            form.add_error(None, str(reason))
        else:
            run.save(update_fields=["options", "choices"])
            return redirect("events_imports:run", run.event.pk, run.pk)
    breaks = sum(one.kind in ("break", "language_break") for one in incoming.sessions.values())
    context = {
        "run": run,
        "form": form,
        "incoming": incoming,
        "remarks": remarks_on(incoming),
        "breaks": breaks,
        "sessions": len(incoming.sessions) - breaks,
        "slots": sum(len(one.slots or []) for one in incoming.sessions.values()),
        "translations": sum(bool(one.translations) for one in incoming.sessions.values()),
        "speakers": len(incoming.people),
    }
    return _render(request, "reading", run.event, context, run.file_name)


def run_page(request: HttpRequest, pk: str, run_pk: int) -> HttpResponse:
    """The preview; once it is applied, the progress and the report."""
    run = _run(request, pk, run_pk)
    if run.state != RunState.PREVIEW:
        return _report(request, run)
    if request.method == "POST":
        run.choices = asdict(_choices(request, run))
        run.save(update_fields=["choices"])
        if "apply" not in request.POST:
            return redirect("events_imports:run", run.event.pk, run.pk)
    incoming = actions.understand(run)
    plan, present = actions.compare(run, incoming)
    missing = _missing_pages(run, plan)
    if request.method == "POST" and not missing and plan.items:
        actions.start(run)
        messages.success(request, _("The import has started. You may leave this page."))
        return redirect("events_imports:run", run.event.pk, run.pk)
    words = Words(incoming, present, run.event.zone or "UTC")
    shown = [words.shown(item) for item in plan.items]
    context = {
        "run": run,
        "incoming": incoming,
        "remarks": remarks_on(incoming),
        "plan": plan,
        "missing": missing,
        "outside": _outside(run.event, incoming),
        "new": words.groups(plan, "new"),
        "changed": words.groups(plan, "changed") + words.groups(plan, "cancelled"),
        "gone": [item for item in plan.of("gone") if item.kind == "session"]
        + [item for item in plan.of("cancelled") if str(item.pk) in run.choices.get("cancel", [])],
        "gone_others": [item for item in plan.of("gone") if item.kind != "session"],
        "left": [item for item in plan.items if item.state == "left" or (item.state == "same" and item.notes)],
        "conflicts": [one for one in shown if one.conflicts],
        "kept": [one for one in shown if one.kept],
        "same": len(plan.of("same")),
        "doubtful": [
            (item, run.choices.get("same", {}).get(item.name, "?"), words.candidates(item)) for item in plan.doubtful
        ],
        "choices": Choices(**run.choices),
        "zone": run.event.zone or "UTC",
    }
    return _render(request, "preview", run.event, context, run.file_name)


def _choices(request: HttpRequest, run: ImportRun) -> Choices:
    sent = request.POST
    before = Choices(**run.choices)
    same = {name[5:]: value for name, value in sent.items() if name.startswith("same|") and value != "?"}
    return Choices(
        same={str(name): str(value) for name, value in same.items()},
        cancel=[str(value) for value in sent.getlist("cancel")],
        conflicts=[str(value) for value in sent.getlist("conflict")],
        matches_titles="matches_titles" in sent,
        matches_names="matches_names" in sent,
        checks_translations=before.checks_translations,
    )


def _missing_pages(run: ImportRun, plan: Plan) -> list[str]:
    """Languages in which new sessions would have no event page to stand below."""
    wanted = {item.language for item in plan.of("new", "session")}
    there = {language_of(page) for page in EventPage.objects.filter(event=run.event)}
    return [native_name(code) for code in sorted(wanted - there)]


def _outside(event: Event, incoming: Incoming) -> tuple[datetime, datetime] | None:
    """When its sessions take place, if that is not within the event."""
    slots = [slot for one in incoming.sessions.values() for slot in one.slots or []]
    if not slots:
        return None
    first, last = min(slot.starts_at for slot in slots), max(slot.ends_at for slot in slots)
    return None if event.starts_at <= first and last <= event.ends_at else (first, last)


def _report(request: HttpRequest, run: ImportRun) -> HttpResponse:
    steps = list(run.steps.defer("data", "undo"))
    is_undoing = run.state in (RunState.UNDOING, RunState.UNDONE)
    done = [step for step in steps if step.is_done != is_undoing]
    context = {
        "run": run,
        "remarks": remarks(run.findings),
        "steps": steps,
        "done": len(done),
        "count": len(steps),
        "new": sum(step.is_new for step in steps if not step.error),
        "changed": sum(not step.is_new and step.kind != "links" for step in steps if not step.error),
        "failed": [step for step in steps if step.error],
        "noted": [step for step in steps if step.notes and not step.error],
    }
    return _render(request, "report", run.event, context, run.file_name)


@require_POST
def undo(request: HttpRequest, pk: str, run_pk: int) -> HttpResponse:
    run = _run(request, pk, run_pk, RunState.APPLIED)
    actions.start_undoing(run)
    messages.success(request, _("The import is being undone. What was edited since stays."))
    return redirect("events_imports:run", run.event.pk, run.pk)


@require_POST
def delete(request: HttpRequest, pk: str, run_pk: int) -> HttpResponse:
    """Only what was never applied."""
    run = _run(request, pk, run_pk, RunState.PREVIEW)
    run.delete()
    messages.success(request, _("The file “%(name)s” was removed. Nothing was imported.") % {"name": run.file_name})
    return redirect("events_imports:list", run.event.pk)


def template(request: HttpRequest, pk: str, ending: str) -> HttpResponse:
    """A table with the headings that are understood at once."""
    event = _event(request, pk)
    body, kind = example_tables.table(ending, event.language_codes)
    disposition = f'attachment; filename="sessions.{ending}"'
    return HttpResponse(body, content_type=kind, headers={**PRIVATE, "Content-Disposition": disposition})


def table(request: HttpRequest, pk: str, ending: str) -> HttpResponse:
    """The sessions that are here, as a table that can be changed and imported again."""
    event = _event(request, pk)
    body = exporting.as_file(exporting.sessions_table(event), ending)
    disposition = f'attachment; filename="{slugify(event.name) or event.pk}.{ending}"'
    return HttpResponse(
        body, content_type=exporting.TYPES[ending], headers={**PRIVATE, "Content-Disposition": disposition}
    )
