"""Proposing, in the form of the call. These views set no cookie and ask for no account."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from events.models import CallPage, Event
from events.submissions import actions
from events.submissions.deadline import accepts_proposals
from events.submissions.public.limits import FORM_LIMITS
from events.submissions.public.proposal_forms import ProposalForms, call_page
from home.clock import now as instant
from home.forms.public import public_form
from home.page_privacy import may_read


@public_form("proposal", FORM_LIMITS)
def propose(request: HttpRequest, event_pk: int) -> HttpResponse:
    """The form of the call page, in two steps. Whoever just opens this address is shown the call."""
    event, page = event_and_readable_call(request, event_pk)
    if request.method != "POST":
        return redirect(page.get_url(request) or "/")
    attempt = ProposalForms(request, event, page, instant(request))
    if not accepts_proposals(event, now=attempt.now, rendered_at=attempt.rendered_at):
        context = {"event": event, "typed": attempt.all_typed_answers(), "call": page}
        return render(request, "submissions/too_late.html", context)
    return process_step(request, attempt, entered_by=None)


def process_step(request: Any, attempt: ProposalForms, *, entered_by: Any) -> HttpResponse:
    """What the pressed button asks for; `entered_by` is a team member who writes down a late idea."""
    late = {"is_late": entered_by is not None}
    step = request.POST.get("go", "people")
    if step == "idea" or not attempt.idea.is_valid():
        return render(request, "submissions/propose_session.html", {**attempt.first_step(), **late})
    if step != "send":
        context = attempt.second_step(sent=False, more=1 if step == "add" else 0)
        return render(request, "submissions/propose_speakers.html", {**context, **late})
    if not attempt.is_valid():
        return render(request, "submissions/propose_speakers.html", {**attempt.second_step(sent=True), **late})
    submission = actions.submit(
        event=attempt.event,
        idea=attempt.idea.idea(attempt.hours),
        people=[form.person() for form in attempt.speakers],
        consent=attempt.page.consent_text,
        consent_language=attempt.page.consent_language,
        now=attempt.now,
        rendered_at=attempt.rendered_at,
        entered_by=entered_by,
        is_held=entered_by is None and request.is_unproven,
    )
    if entered_by is not None:
        return redirect("proposals:detail", submission.pk)
    address = reverse("submissions:sent", args=[attempt.event.pk])
    return redirect(f"{address}?held" if submission.is_held else address)


def event_and_call(event_pk: int) -> tuple[Event, CallPage]:
    """Raises Http404 where the event has no call that was published."""
    if event_pk > 2**62:
        raise Http404
    event = get_object_or_404(Event, pk=event_pk)
    page = call_page(event, get_language())
    if page is None:
        raise Http404
    return event, page


def event_and_readable_call(request: HttpRequest, event_pk: int) -> tuple[Event, CallPage]:
    """Raises Http404 as well where the call is private and this reader has not opened it."""
    event, page = event_and_call(event_pk)
    if not may_read(request, page):
        raise Http404
    return event, page


def sent(request: HttpRequest, event_pk: int) -> HttpResponse:
    event, page = event_and_readable_call(request, event_pk)
    return render(request, "submissions/sent.html", {"event": event, "call": page, "is_held": "held" in request.GET})
