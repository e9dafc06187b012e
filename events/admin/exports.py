"""Files of an event's sessions and speakers."""

from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify

from events.admin.hub import event_for
from events.feeds import csv_exports


def export_sessions(request: HttpRequest, pk: str) -> HttpResponse:
    event = event_for(request, pk)
    return _download(csv_exports.sessions_csv(event), f"{slugify(event.name)}-sessions.csv")


def export_speakers(request: HttpRequest, pk: str) -> HttpResponse:
    event = event_for(request, pk)
    return _download(csv_exports.speakers_csv(event), f"{slugify(event.name)}-speakers.csv")


def _download(body: bytes, filename: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{filename}"', "Cache-Control": "private, no-store"}
    return HttpResponse(body, content_type="text/csv; charset=utf-8", headers=headers)
