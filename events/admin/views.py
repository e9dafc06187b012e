from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.permission_policies import ModelPermissionPolicy

from events.admin.overview import overview
from events.feeds import csv_exports
from events.models import Event


def _event(request: HttpRequest, pk: str) -> Event:
    """The event, for those who may edit events."""
    if not ModelPermissionPolicy(Event).user_has_permission(request.user, "change"):
        raise PermissionDenied
    return get_object_or_404(Event, pk=unquote(pk))


def event_overview(request: HttpRequest, pk: str) -> HttpResponse:
    event = _event(request, pk)
    crumbs = [
        {"url": reverse("wagtailsnippets_events_event:list"), "label": _("Events")},
        {"url": reverse("wagtailsnippets_events_event:edit", args=[event.pk]), "label": event.name},
        {"url": "", "label": pgettext("admin", "Overview")},
    ]
    context = {
        "overview": overview(event, shown_to=request.user),
        "breadcrumbs_items": crumbs,
        "header_title": event.name,
    }
    return render(request, "events/admin/overview.html", context)


def export_sessions(request: HttpRequest, pk: str) -> HttpResponse:
    event = _event(request, pk)
    return _download(csv_exports.sessions_csv(event), f"{slugify(event.name)}-sessions.csv")


def export_speakers(request: HttpRequest, pk: str) -> HttpResponse:
    event = _event(request, pk)
    return _download(csv_exports.speakers_csv(event), f"{slugify(event.name)}-speakers.csv")


def _download(body: bytes, filename: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{filename}"', "Cache-Control": "private, no-store"}
    return HttpResponse(body, content_type="text/csv; charset=utf-8", headers=headers)
