"""Whether anybody has worked on an edition since it was made from another one."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q, QuerySet
from wagtail.models import Page

from events.models import EditionCopy, Event, EventPage, Timetable
from home import registry
from home.models import Footer


def pages_of_edition(copy: EditionCopy) -> list[Page]:
    """All pages of the new edition, those that were added since included."""
    wanted = Q(pk__in=[])
    for path in EventPage.objects.filter(event=copy.target_id).values_list("path", flat=True):
        wanted |= Q(path__startswith=path)
    return list(Page.objects.filter(wanted).order_by("path"))


def stamp(copy: EditionCopy) -> str:
    """Changes with everything that people do in the new edition: facts, rooms, pages, timetable, translations, and
    whatever else they enter that goes with it."""
    event, pages = copy.target, pages_of_edition(copy)
    facts: list[Any] = [
        _values(event),
        [city.zone for city in event.cities.all()],
        [_values(room) for room in event.rooms.all()],
        list(Timetable.objects.filter(event=event).values_list("pk", "live", "latest_revision")),
        [(page.pk, page.live, page.first_published_at, page.latest_revision_id) for page in pages],
        registry.copied_translations["stamp"](page.translation_key for page in pages),
        _rows_that_go_with(event),
    ]
    if copy.footer:
        facts.append(list(Footer.objects.filter(pk=copy.footer["pk"]).values_list("live_revision", "latest_revision")))
    text = json.dumps(facts, cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _rows_that_go_with(event: Event) -> list[Any]:
    """Model and ids of all rows that refer to it, whichever app they are of."""
    return sorted(
        [rows.model._meta.label, field, sorted(rows.values_list("pk", flat=True))]
        for field, rows in rows_that_refer_to(event)
    )


def rows_that_refer_to(event: Event) -> Iterator[tuple[str, QuerySet[Any]]]:
    """For each relation to events, whichever app it is of, the name of its field and the rows."""
    for one in Event._meta.get_fields(include_hidden=True):
        if one.auto_created and not one.concrete:
            yield one.field.name, one.related_model._base_manager.filter(**{one.field.name: event.pk})


def _values(row: Any) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def is_untouched(copy: EditionCopy) -> bool:
    """Also while it is being made."""
    return copy.finished_at is None or copy.fingerprint == stamp(copy)
