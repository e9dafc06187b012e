"""What an edition lacks, kept by the portal. Each line leads to its remedy."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, ngettext, ngettext_lazy
from django.utils.translation import gettext as _
from wagtail.models import Page

from events.admin.namesakes import told_apart
from events.admin.overview import Overview
from events.enums import SessionKind
from events.models import Event
from events.roster.admin.rows import rows_of
from events.roster.queries import shifts_of
from home.i18n.languages import language_name

MAX_NAMED = 50


@dataclass(frozen=True)
class Task:
    """One line: a link where one address is the remedy, else the pages that wait, each with its own link."""

    text: str
    url: str = ""
    pages: list[tuple[str, str]] = field(default_factory=list)  # title, address
    more: int = 0
    posts: bool = False  # the address makes something: a button leads there


def hub_url(event: Event) -> str:
    return reverse("events_admin:overview", args=[event.pk])


def back_to(event: Event, url: str) -> str:
    """The address of a form that leads back to the edition once it is done."""
    return f"{url}?{urlencode({'next': hub_url(event)})}"


def add_page_url(event: Event, model: str, parent: Page, *, app: str = "events") -> str:
    return back_to(event, reverse("wagtailadmin_pages:add", args=[app, model, parent.pk]))


def checklist(overview: Overview, now: datetime) -> list[Task]:
    """Nothing is left to do for an edition that is over, except to read it."""
    if overview.event.ends_at <= now:
        return list(_language_tasks(overview))
    return [
        *_page_tasks(overview),
        *_fact_tasks(overview, now),
        *_session_tasks(overview),
        *_timetable_tasks(overview),
        *_room_tasks(overview),
        *_roster_tasks(overview),
        *_language_tasks(overview),
    ]


def _page_tasks(overview: Overview) -> Iterator[Task]:
    event, page = overview.event, overview.event_page
    if page is None:
        url = reverse("events_admin:add_event_page", args=[event.pk])
        yield Task(_("The edition has no page yet: add it."), url, posts=True)
        return
    wanted = (
        (overview.call_page, "callpage", _("There is no call page yet: add it.")),
        (overview.programme, "programmepage", _("There is no programme page yet: add it.")),
    )
    for found, model, text in wanted:
        if found is None:
            yield Task(text, add_page_url(event, model, page))
    for found in filter(None, (page, overview.call_page, overview.programme)):
        if not found.live:
            yield _edit(overview, found, _("“%(title)s” is not published yet."))
        if not found.show_in_menus:
            yield _edit(overview, found, _("“%(title)s” is not in the menu."), tab="#tab-promote")


def _edit(overview: Overview, page: Page, text: str, *, tab: str = "") -> Task:
    return Task(text % {"title": page.title}, _edit_url(overview, page.pk) + tab)


def _edit_url(overview: Overview, pk: int) -> str:
    return back_to(overview.event, reverse("wagtailadmin_pages:edit", args=[pk]))


def _fact_tasks(overview: Overview, now: datetime) -> Iterator[Task]:
    event = overview.event
    url = reverse("wagtailsnippets_events_event:edit", args=[event.pk])
    if not event.has_call_dates:
        yield Task(_("The call for sessions has no dates."), url)
    is_hidden = overview.call_page is not None and not overview.call_page.live
    if is_hidden and event.call_opens_at and event.call_opens_at <= now < event.starts_at:
        yield Task(_("The call should be open by its dates, but its page is not published."), url)


def _session_tasks(overview: Overview) -> Iterator[Task]:
    if not overview.sessions and overview.programme:
        yield Task(
            _("There are no sessions yet: add one."), add_page_url(overview.event, "sessionpage", overview.programme)
        )
    found = overview.without_speaker
    if found:
        text = ngettext("%(count)d session without a speaker", "%(count)d sessions without a speaker", len(found))
        yield _pages(overview, text, _named(found))
    if overview.drafts:
        text = ngettext("%(count)d session is a draft", "%(count)d sessions are drafts", len(overview.drafts))
        yield _pages(overview, text, _named(overview.drafts))
    if drafts := overview.lookup.draft_speakers:
        text = ngettext(
            "%(count)d speaker of a published session is a draft, so readers do not see them",
            "%(count)d speakers of published sessions are drafts, so readers do not see them",
            len(drafts),
        )
        yield _pages(overview, text, sorted(told_apart(drafts).items(), key=lambda one: one[1]))
    if overview.timetable and overview.without_slot:
        found = overview.without_slot
        text = ngettext("%(count)d session without a slot", "%(count)d sessions without a slot", len(found))
        yield _pages(overview, text, _named(found))


def _named(pages: list[Any]) -> list[tuple[int, str]]:
    return [(page.pk, page.title) for page in pages]


def _pages(overview: Overview, text: str, pages: list[tuple[int, str]]) -> Task:
    named = [(title, _edit_url(overview, pk)) for pk, title in pages[:MAX_NAMED]]
    text = text % {"count": len(pages)}
    if len(pages) == 1:
        return Task(f"{text}: “{pages[0][1]}”", named[0][1])
    return Task(text, pages=named, more=len(pages) - len(named))


def _timetable_tasks(overview: Overview) -> Iterator[Task]:
    event, timetable = overview.event, overview.timetable
    if timetable is None:
        if overview.sessions:
            url = reverse("events_admin:add_timetable", args=[event.pk])
            yield Task(_("There is no timetable yet: create it."), url, posts=True)
        return
    url = reverse("wagtailsnippets_events_timetable:edit", args=[timetable.pk])
    if not timetable.live:
        yield Task(_("The timetable is not published yet."), url)
    elif timetable.has_unpublished_changes:
        yield Task(_("The timetable has changes that readers do not see yet."), url)
    for group in overview.problem_groups:
        counts = ", ".join(f"{label}: {count}" for count, label in group.counts)
        before = _("This prevents publishing the timetable:") if group.blocks else _("Please check in the timetable:")
        yield Task(f"{before} {counts}", url)
    kinds = {page.kind for page in overview.sessions}
    if len(overview.languages) > 1 and SessionKind.LANGUAGE_BREAK not in kinds and overview.programme:
        yield Task(
            _("There is no language break: add it as a session."),
            add_page_url(event, "sessionpage", overview.programme),
        )


def _room_tasks(overview: Overview) -> Iterator[Task]:
    url = reverse("events_admin:rooms", args=[overview.event.pk])
    if not overview.rooms:
        yield Task(_("There are no rooms yet."), url)
    missing = [room for room in overview.rooms if not has_way_in(room)]
    if missing:
        text = ngettext("%(count)d room without a link", "%(count)d rooms without a link", len(missing))
        yield Task(text % {"count": len(missing)}, url)


def has_way_in(room: Any) -> bool:
    return bool(room.join_url or room.ways_in)


def _roster_tasks(overview: Overview) -> Iterator[Task]:
    """For the programme team, which alone sees the roster."""
    if not overview.shown_to.has_perm("roster.view_shift"):
        return
    rows = rows_of(shifts_of(overview.event, draft=True, planned=overview.slots))
    gaps = [row.placed for row in rows if row.placed.is_gap]
    counted = (
        (
            sum(one.shift.is_needed for one in gaps),
            ngettext_lazy("%(count)d gap in the roster", "%(count)d gaps in the roster", "count"),
        ),
        (
            sum(len(one.offers) for one in gaps),
            ngettext_lazy(
                "%(count)d offer to help waits for an answer", "%(count)d offers to help wait for an answer", "count"
            ),
        ),
        (
            sum(bool(row.problems) for row in rows),
            ngettext_lazy(
                "%(count)d shift does not fit its helper any more",
                "%(count)d shifts do not fit their helpers any more",
                "count",
            ),
        ),
    )
    url = reverse("roster_admin:roster", args=[overview.event.pk])
    for count, text in counted:
        if count:
            yield Task(text % {"count": count}, f"{url}?gaps")


def _language_tasks(overview: Overview) -> Iterator[Task]:
    for code in overview.languages:
        name = language_name(code, get_language() or code)
        url = f"{reverse('translations:desk')}?language={code}"
        for count, text in _waiting(overview, code):
            yield Task(text % {"count": count, "language": name}, url)


def _waiting(overview: Overview, code: str) -> Iterable[tuple[int, str]]:
    pages = [
        row
        for row in overview.pages
        if any(page and page.live for _code, page in row.versions)
        and not any(other == code and page and page.live for other, page in row.versions)
    ]
    if pages:
        yield (
            len(pages),
            ngettext("%(count)d page waits for %(language)s", "%(count)d pages wait for %(language)s", len(pages)),
        )
    sessions = overview.waiting_for(code)
    if sessions:
        text = ngettext(
            "%(count)d session waits for %(language)s", "%(count)d sessions wait for %(language)s", len(sessions)
        )
        yield len(sessions), text
