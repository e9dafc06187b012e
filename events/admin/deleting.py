"""What readers will see once something is deleted: said before, on the page that asks."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail.snippets.views.snippets import DeleteView

from events.editions.stamp import rows_that_refer_to
from events.models import EditionCopy, Event, EventCity, SessionRelease, SessionSpeaker


class DeleteRoom(DeleteView):
    @property
    def confirmation_message(self) -> str:
        count = SessionRelease.objects.filter(room=self.object).count()
        if not count:
            return str(super().confirmation_message)
        text = ngettext(
            "Readers see %(count)d session in this room. It stays in the programme, but without a room and without a "
            "link to join. Do you want to delete the room?",
            "Readers see %(count)d sessions in this room. They stay in the programme, but without a room and without a "
            "link to join. Do you want to delete the room?",
            count,
        )
        return text % {"count": count}


class DeleteTimetable(DeleteView):
    @property
    def confirmation_message(self) -> str:
        if not self.object.live:
            return str(super().confirmation_message)
        count = self.object.slots.count()
        text = ngettext(
            "Readers see this programme with %(count)d session. They will see no programme any more, nor will "
            "calendars and conference apps, and it cannot be brought back. Do you want to delete the timetable?",
            "Readers see this programme with %(count)d sessions. They will see no programme any more, nor will "
            "calendars and conference apps, and it cannot be brought back. Do you want to delete the timetable?",
            count,
        )
        return text % {"count": count}


def before_delete_snippet(request: HttpRequest, rows: Iterable[Any]) -> HttpResponse | None:
    """Refuse to delete an event while anything belongs to it: helpers would vanish untold, and their emails stay."""
    refused = False
    for event in rows:
        if isinstance(event, Event) and (there := what_belongs_to(event)):
            refused = True
            text = _("“%(event)s” was not deleted, because this belongs to it: %(rows)s. Please delete that first.")
            messages.error(request, text % {"event": event.name, "rows": ", ".join(there)})
    return redirect("wagtailsnippets_events_event:list") if refused else None


def what_belongs_to(event: Event) -> list[str]:
    """How many rows of which kind, besides those that its own form and its being copied have made."""
    counted = [(rows.model, rows.count()) for _field, rows in rows_that_refer_to(event)]
    return [
        f"{capfirst(model._meta.verbose_name_plural)} ({count})"
        for model, count in counted
        if count and model not in (EventCity, EditionCopy)
    ]


def refuse_to_delete_released_sessions(request: HttpRequest, *pages: Page) -> HttpResponse | None:
    """Refuse to delete released sessions: calendars could not learn that they are cancelled."""
    released = [page for page in pages if SessionRelease.objects.filter(session__path__startswith=page.path).exists()]
    if not released:
        return None
    text = ngettext(
        "Nothing was deleted: %(pages)s contains sessions that have been published. Cancel them in the timetable and "
        "publish the timetable instead.",
        "Nothing was deleted: %(pages)s contain sessions that have been published. Cancel them in the timetable and "
        "publish the timetable instead.",
        len(released),
    )
    messages.error(request, text % {"pages": ", ".join(f"“{page.get_admin_display_title()}”" for page in released)})
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)


def say_what_readers_will_see(request: HttpRequest, page: Page) -> None:
    """Above the question whether a page is to be deleted."""
    live = page.get_descendants(inclusive=True).live().count()
    if live:
        text = ngettext(
            "Readers see %(count)d page that goes with it. Its address will say “Page not found”, and menus, lists and "
            "the search will not name it any more.",
            "Readers see %(count)d pages that go with it. Their addresses will say “Page not found”, and menus, lists "
            "and the search will not name them any more.",
            live,
        )
        messages.warning(request, text % {"count": live})
    speaking = SessionSpeaker.objects.filter(speaker__translation_key=page.translation_key)
    sessions = speaking.values("page__translation_key").distinct().count()
    if sessions:
        text = ngettext(
            "%(count)d session will be without this speaker.",
            "%(count)d sessions will be without this speaker.",
            sessions,
        )
        messages.warning(request, text % {"count": sessions})


def before_delete_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    refused = refuse_to_delete_released_sessions(request, page)
    if refused is None and request.method != "POST":
        say_what_readers_will_see(request, page)
    return refused


def before_bulk_action(request: HttpRequest, action: str, objects: Any, view: Any) -> HttpResponse | None:
    pages = [item for item in objects if isinstance(item, Page)]
    return refuse_to_delete_released_sessions(request, *pages) if action == "delete" else None
