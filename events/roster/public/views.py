"""Offering to help, and the private page of a helper. These views set no cookie and ask for no account."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from events.models import Event, EventPage
from events.roster import actions, jobs
from events.roster.calendar import calendar_of
from events.roster.enums import AssignmentState
from events.roster.models import Assignment, Helper
from events.roster.public.forms import CONSENT, AvailabilityOfHelperForm, OfferForm
from events.roster.queries import PlacedShift, open_gaps, shifts_of_helper
from events.roster.tokens import read_token
from events.roster.words import PublicSession, describe, sessions_in
from events.submissions.actions import ActionRefused
from events.submissions.emails.messages import event_title
from events.submissions.public.limits import FORM_LIMITS, LOOKUP_LIMITS
from events.submissions.public.private_views import LinkRequestForm
from home.clock import now as instant
from home.forms.public import from_our_pages, may_send, public_form, refuse
from home.i18n.languages import language_of
from home.jobs.background import run_later
from home.outbox.addresses import normalise
from home.page_privacy import may_read
from home.times import places


@dataclass(frozen=True)
class ShownShift:
    """A shift in the words of a reader."""

    placed: PlacedShift
    task: str
    session: PublicSession | None
    state: str = ""

    @property
    def pk(self) -> str:
        return str(self.placed.shift.pk)


def shown(shifts: Iterable[PlacedShift], *, of: Helper | None = None) -> list[ShownShift]:
    """To readers only what has a page that they may see; a helper sees all of their own."""
    shifts = list(shifts)
    known = sessions_in([one.shift for one in shifts], get_language())
    found = []
    for one in shifts:
        task, session = describe(one.shift), known.get(one.shift.session_id or 0)
        state = next((row.state for row in one.assignments if of and row.helper_id == of.pk), "")
        if session or of or not one.shift.session_id:
            found.append(ShownShift(one, task[:1].upper() + task[1:], session, state))
    return found


def edition_of(request: HttpRequest, event_pk: int) -> tuple[Event, EventPage]:
    """Raises Http404 where this reader may see no page of the edition, or it is over."""
    event = get_object_or_404(Event, pk=min(event_pk, 2**62))
    pages = [page for page in EventPage.objects.live().filter(event=event) if may_read(request, page)]
    if not pages or event.ends_at <= instant(request):
        raise Http404
    return event, min(pages, key=lambda page: (language_of(page) != get_language(), page.pk))


@public_form("offer to help", FORM_LIMITS)
def help_with(request: HttpRequest, event_pk: int) -> HttpResponse:
    """Where help is needed, and the form to offer it."""
    event, page = edition_of(request, event_pk)
    now = instant(request)
    gaps = shown(open_gaps(event, now=now))
    codes = [code for one in gaps for code in (one.placed.shift.from_language, one.placed.shift.language)]
    form = OfferForm(request.POST or None, event=event, codes=codes, gaps=[one.placed for one in gaps])
    if request.method == "POST" and form.is_valid():
        run_later(
            jobs.OFFER,
            now=timezone.now(),
            event=event.pk,
            address=normalise(form.cleaned_data["email"]),
            language=get_language(),
            data=asdict(form.helper_data()),
            shifts=[int(pk) for pk in form.cleaned_data["shifts"]],
            consent=str(CONSENT),
            at=now.isoformat(),
        )
        return redirect("roster:sent", event.pk)
    places.show_in(event.tz)
    context = {"event": event, "edition": page, "gaps": gaps, "form": form}
    return render(request, "roster/help.html", context)


def sent(request: HttpRequest, event_pk: int) -> HttpResponse:
    event, page = edition_of(request, event_pk)
    return render(request, "roster/sent.html", {"event": event, "edition": page})


@public_form("lost helper link", LOOKUP_LIMITS)
def request_link(request: HttpRequest) -> HttpResponse:
    """The same answer for every address, known or not."""
    form = LinkRequestForm(request.POST or None)
    form.fields["email"].help_text = _("The address with which you offered to help.")
    if form.is_valid():
        at = instant(request).isoformat()
        run_later(jobs.LOST_LINKS, now=timezone.now(), address=form.cleaned_data["email"], at=at)
        return render(request, "roster/link_sent.html")
    return render(request, "roster/request_link.html", {"form": form})


View = Callable[..., HttpResponse]


def private_page(view: View) -> View:
    """For pages behind the private link. Whoever sends a form there reads the mailbox that the link was mailed to."""

    @wraps(view)
    def opened(request: Any, token: str, **kwargs: Any) -> HttpResponse:
        helper = read_token(token)
        if helper is None:
            return render(request, "roster/link_invalid.html", {"form": LinkRequestForm()}, status=404)
        if request.method == "POST" and not may_send(token):
            return refuse(request)
        if request.method == "POST":
            actions.confirm_address(helper=helper, now=instant(request))
        return view(request, helper, token, **kwargs)

    return from_our_pages(opened)


@private_page
def mine(request: HttpRequest, helper: Helper, token: str) -> HttpResponse:
    """All that a helper can see and do. Every POST confirms the address."""
    problem, form = "", _availability_form(request, helper)
    if request.method == "POST":
        try:
            answer = _perform(request, helper, token, form)
        except ActionRefused as refused:
            problem, answer = str(refused), None
        if answer is not None:
            return answer
    now = instant(request)
    with places.shown_in(ZoneInfo(helper.zone)):
        own = shown(shifts_of_helper(helper, draft=True), of=helper)
        taken = {one.pk for one in own}
        gaps = [one for one in shown(open_gaps(helper.event, now=now)) if one.pk not in taken]
        context = {
            "helper": helper,
            "event": helper.event,
            "event_title": event_title(helper.event, get_language()),
            "token": token,
            "problem": problem,
            "asks_to_confirm": helper.confirmed_at is None and request.method == "GET",
            "confirmed": [one for one in own if one.state == AssignmentState.CONFIRMED],
            "invited": [one for one in own if one.state == AssignmentState.INVITED and one.placed.ends_at > now],
            "offered": [one for one in own if one.state == AssignmentState.OFFERED and one.placed.ends_at > now],
            "near": [one.pk for one in own if one.placed.is_near(now)],
            "gaps": gaps,
            "form": form,
            "now": now,
        }
        return render(request, "roster/mine.html", context)


def _availability_form(request: HttpRequest, helper: Helper) -> AvailabilityOfHelperForm:
    sent = request.POST if request.POST.get("do") == "change" else None
    return AvailabilityOfHelperForm(sent, known=helper, codes=())


def _perform(request: HttpRequest, helper: Helper, token: str, form: AvailabilityOfHelperForm) -> HttpResponse | None:
    """What the pressed button asks for; None to show the page again. Raises ActionRefused."""
    do, now = request.POST.get("do", ""), instant(request)
    shifts = [int(pk) for pk in request.POST.getlist("shifts") if pk.isdecimal() and len(pk) < 18]
    if do == "accept":
        row = Assignment.objects.filter(helper=helper, shift__in=shifts).select_related("shift__event").first()
        if row is None:
            raise ActionRefused(_("There is no such invitation any more."))
        actions.accept_invitation(helper=helper, assignment=row, now=now)
    elif do == "cancel":
        actions.cancel(helper=helper, shifts=shifts, now=now)
    elif do == "here":
        actions.arrive(helper=helper, shifts=shifts, now=now)
    elif do == "offer":
        actions.offer_more(helper=helper, shifts=shifts, now=now)
    elif do == "change":
        if not form.is_valid():
            return None
        actions.change_helper(helper=helper, data=form.helper_data(helper), now=now)
    elif do == "delete" and request.POST.get("sure"):
        actions.cancel(helper=helper, now=now, by_name=False)
        actions.erase_helper(helper=helper, now=now)
        return render(request, "roster/deleted.html")
    elif do == "delete":
        return render(request, "roster/delete.html", {"token": token})
    return HttpResponseRedirect(reverse("roster:mine", args=[token]))


@private_page
def my_calendar(request: HttpRequest, helper: Helper, token: str) -> HttpResponse:
    """What the helper does, for their calendar. Ways in are never in it."""
    with override(helper.language):
        own = [one for one in shifts_of_helper(helper, draft=True) if one.helper == helper]
        body = calendar_of(helper, own)
    disposition = 'inline; filename="shifts.ics"'
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": disposition})
