"""The page where an edition is run, and what is added there with the event filled in."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy

from events.admin.checklist import add_page_url, back_to, checklist, hub_url
from events.admin.next_edition import may_make_editions
from events.admin.overview import Overview
from events.models import Event, EventPage, Timetable
from events.of_request import events_of
from events.submissions.models import Submission
from home.clock import now
from home.i18n.languages import language_name
from home.i18n.slugs import free_slug
from home.models import HomePage
from home.row_ids import row_id


def event_for(request: HttpRequest, pk: str, *, model: Any = Event, action: str = "change") -> Event:
    """The event, for those who may do this with such rows."""
    if not ModelPermissionPolicy(model).user_has_permission(request.user, action):
        raise PermissionDenied
    return get_object_or_404(Event, pk=row_id(pk))


def crumbs(event: Event, *last: Any) -> list[dict[str, Any]]:
    """From the list of events to the edition, by its name, and to a page below it."""
    found = [
        {"url": reverse("wagtailsnippets_events_event:list"), "label": _("Events")},
        {"url": hub_url(event) if last else "", "label": event.name},
    ]
    return [*found, *({"url": "", "label": label} for label in last)]


def hub(request: HttpRequest, pk: str) -> HttpResponse:
    if not request.user.has_perm("events.change_event"):
        raise PermissionDenied
    event = next((event for event in events_of(request) if event.pk == row_id(pk)), None)
    if event is None:
        raise Http404
    overview, instant = Overview(event, request.user), now(request)
    context = {
        "overview": overview,
        "editions": events_of(request),
        "copied": getattr(event, "copied", None),
        "tasks": checklist(overview, instant),
        "phase": event.phase(instant).label,
        "sessions_by_language": _sessions_by_language(overview),
        "proposals": Submission.objects.filter(event=event).received().count(),
        "may_see_proposals": request.user.has_perm("submissions.view_submission"),
        "may_send_newsletter": request.user.has_perm("newsletter.send_mailing"),
        "may_make_editions": may_make_editions(request.user),
        "links": _links(overview),
        "breadcrumbs_items": crumbs(event),
        "header_title": event.name,
        "header_icon": "date",
    }
    return TemplateResponse(request, "events/admin/hub.html", context)


def _sessions_by_language(overview: Overview) -> list[tuple[str, int]]:
    """Name of a language → how many sessions are published in it."""
    live = [overview.lookup.languages[page.pk] for page in overview.sessions]
    return [
        (language_name(code, get_language() or code), sum(code in codes for codes in live))
        for code in overview.languages
    ]


def _links(overview: Overview) -> dict[str, str]:
    """Where things are added and listed; what has no place yet is left out."""
    event, page, programme = overview.event, overview.event_page, overview.programme
    speakers = overview.speakers_page
    found = {"change": back_to(event, reverse("wagtailsnippets_events_event:edit", args=[event.pk]))}
    if page:
        found["add_page"] = add_page_url(event, "standardpage", page, app="home")
        found["page_list"] = reverse("wagtailadmin_explore", args=[page.pk])
    if programme:
        found["add_session"] = add_page_url(event, "sessionpage", programme)
        found["session_list"] = reverse("wagtailadmin_explore", args=[programme.pk])
    if speakers:
        found["add_speaker"] = add_page_url(event, "speakerpage", speakers)
        found["speaker_list"] = reverse("wagtailadmin_explore", args=[speakers.pk])
    return found


def back_to_edition(request: HttpRequest, page: Page) -> HttpResponse | None:
    """After the page of an edition was published, unless its form leads elsewhere: there is always more to do."""
    leads_elsewhere = request.POST.get("next") or request.GET.get("next")
    publishes = "action-publish" in request.POST and not leads_elsewhere
    if publishes and isinstance(page, EventPage) and request.user.has_perm("events.change_event"):
        return redirect(hub_url(page.shown_event))
    return None


@require_POST
def add_event_page(request: HttpRequest, pk: str) -> HttpResponse:
    """A draft below the home page of the edition's first language; at most one."""
    event = event_for(request, pk)
    codes = [settings.LANGUAGE_CODE, *event.language_codes]
    homes = HomePage.objects.filter(locale__language_code=next(code for code in codes if code in event.language_codes))
    home: Page | None = homes.first()
    if home is None or not home.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    page = EventPage.objects.filter(event=event).order_by("pk").first()
    if page is None:
        new = EventPage(title=event.name, slug=free_slug(home, event.name, "event"), event=event, live=False)
        page = home.add_child(instance=new)
        page.save_revision(user=request.user)
        log(instance=page, action="wagtail.create", user=request.user)
        messages.success(request, _("The page of “%(event)s” was added as a draft.") % {"event": event.name})
    return redirect(back_to(event, reverse("wagtailadmin_pages:edit", args=[page.pk])))


@require_POST
def add_timetable(request: HttpRequest, pk: str) -> HttpResponse:
    event = event_for(request, pk, model=Timetable, action="add")
    timetable = Timetable.objects.filter(event=event).first()
    if timetable is None:
        timetable = Timetable.objects.create(event=event, live=False)
        timetable.save_revision(user=request.user)
        log(instance=timetable, action="wagtail.create", user=request.user)
        messages.success(request, _("The timetable of “%(event)s” was created.") % {"event": event.name})
    return redirect("wagtailsnippets_events_timetable:edit", timetable.pk)
