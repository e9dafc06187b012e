"""Public pages: proposing, and the private link. They set no cookie and ask for no account."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.enums import CallState
from events.models import CallPage, Event
from events.submissions import actions
from events.submissions.actions import Refused
from events.submissions.deadline import read_instant, sign_instant, takes
from events.submissions.fields import FormContext
from events.submissions.models import Speaker, Submission
from events.submissions.public.attempts import Attempt, Change, call_page, typed_into
from events.submissions.public.forms import SpeakerForm
from events.submissions.tokens import submission_of
from home.clock import now as instant
from home.forms.public import Limits, PublicForm, public_form
from home.forms.rate_limit import Limit

HOUR = timedelta(hours=1)
STEPS = Limits(per_client=Limit(60, HOUR), over_all=Limit(3000, HOUR))
LOOKUPS = Limits(per_client=Limit(10, HOUR), over_all=Limit(300, HOUR))


class LostForm(PublicForm):
    email = forms.EmailField(label=_("E-mail address"), max_length=254, help_text=_("The one you proposed with."))


@public_form("proposal", STEPS)
def propose(request: HttpRequest, event_pk: int) -> HttpResponse:
    """The form of the call page, in two steps. Whoever just opens this address is shown the call."""
    event, page = event_and_call(event_pk)
    if request.method != "POST":
        return redirect(page.get_url(request) or "/")
    attempt = Attempt(request, event, page, instant(request))
    if attempt.idea.is_from_a_robot:
        return redirect("submissions:sent", event.pk)
    if not takes(event, now=attempt.now, rendered_at=attempt.rendered_at):
        context = {"event": event, "typed": attempt.everything_typed(), "call": page}
        return render(request, "submissions/too_late.html", context)
    return take_step(request, attempt, entered_by=None)


def take_step(request: HttpRequest, attempt: Attempt, *, entered_by: Any) -> HttpResponse:
    """What the pressed button asks for; `entered_by` is a team member who writes down a late idea."""
    late = {"is_late": entered_by is not None}
    step = request.POST.get("go", "people")
    if step == "idea" or not attempt.idea.is_valid():
        return render(request, "submissions/propose_idea.html", {**attempt.first_step(), **late})
    if step != "send":
        context = attempt.second_step(sent=False, more=1 if step == "add" else 0)
        return render(request, "submissions/propose_people.html", {**context, **late})
    if not attempt.is_valid():
        return render(request, "submissions/propose_people.html", {**attempt.second_step(sent=True), **late})
    submission = actions.submit(
        event=attempt.event,
        idea=attempt.idea.idea(attempt.hours),
        people=[form.person() for form in attempt.speakers],
        consent=attempt.page.consent_words,
        consent_language=attempt.page.consent_language,
        now=attempt.now,
        rendered_at=attempt.rendered_at,
        entered_by=entered_by,
    )
    if entered_by is not None:
        return redirect("proposals:read", submission.pk)
    return redirect("submissions:sent", attempt.event.pk)


def event_and_call(event_pk: int) -> tuple[Event, CallPage]:
    """Raises Http404 where the event has no call that readers see."""
    if event_pk > 2**62:
        raise Http404
    event = get_object_or_404(Event, pk=event_pk)
    page = call_page(event, get_language())
    if page is None:
        raise Http404
    return event, page


def sent(request: HttpRequest, event_pk: int) -> HttpResponse:
    event, page = event_and_call(event_pk)
    return render(request, "submissions/sent.html", {"event": event, "call": page})


@public_form("lost proposal link", LOOKUPS)
def lost(request: HttpRequest) -> HttpResponse:
    """The same answer for every address, known or not."""
    form = LostForm(request.POST or None)
    if form.is_bound and (form.is_from_a_robot or form.is_valid()):
        if not form.is_from_a_robot:
            actions.send_lost_links(address=form.cleaned_data["email"], now=instant(request))
        return render(request, "submissions/lost_sent.html")
    return render(request, "submissions/lost.html", {"form": form})


View = Callable[..., HttpResponse]


def private(view: View) -> View:
    """For pages behind the private link: the proposal of the token, or a page that offers to send the link again."""

    @wraps(view)
    def opened(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        submission = submission_of(token)
        if submission is None:
            response = render(request, "submissions/link_void.html", {"form": LostForm()}, status=404)
        else:
            response = view(request, submission, token, **kwargs)
        response.headers["Referrer-Policy"] = "same-origin"  # the address is a secret
        response.headers["X-Robots-Tag"] = "noindex"
        patch_cache_control(response, private=True, no_store=True)
        return response

    return public_form("private proposal", STEPS)(opened)


def back(token: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("submissions:proposal", args=[token]))


def page_of(request: HttpRequest, submission: Submission, token: str, **more: Any) -> HttpResponse:
    """The proposal as its people see it."""
    now = instant(request)
    context = {
        "submission": submission,
        "event": submission.event,
        "token": token,
        "state": submission.told_state,
        "may_change": submission.may_be_amended(now=now),
        "may_withdraw": submission.may_be_withdrawn(now),
        "may_confirm": submission.may_be_confirmed(now),
        "closes_at": submission.event.call_closes_at or submission.event.starts_at,
        "is_open": submission.event.call_state(now) == CallState.OPEN,
        "call": call_page(submission.event, get_language()),
        **more,
    }
    return render(request, "submissions/proposal.html", context)


def too_late(
    request: HttpRequest, submission: Submission, token: str, forms: list[forms.Form], why: str = ""
) -> HttpResponse:
    """The proposal, why it was not changed, and what was typed."""
    problem = why or _("This proposal cannot be changed any more.")
    typed = typed_into(forms) if request.method == "POST" else []
    return page_of(request, submission, token, problem=problem, typed=typed)


@private
def proposal(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    return page_of(request, submission, token)


@private
def change(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """All parts on one page. A form opened before the deadline is taken for half an hour after it."""
    now, page = instant(request), call_page(submission.event, get_language())
    if page is None:
        raise Http404
    rendered = request.POST.get("rendered", "")
    form = Change(submission, page, request if request.method == "POST" else None)
    if not submission.may_be_amended(now=now, rendered_at=read_instant(rendered)):
        return too_late(request, submission, token, form.forms)
    if request.method == "POST" and form.is_valid():
        try:
            actions.amend(
                submission=submission,
                idea=form.idea.idea(form.hours),
                people=[one.person() for one in form.speakers if not one.is_removed],
                without=[one.known.pk for one in form.speakers if one.known and one.is_removed],
                now=now,
                rendered_at=read_instant(rendered),
            )
        except Refused as refused:
            return too_late(request, submission, token, form.forms, str(refused))
        return back(token)
    context = {"submission": submission, "token": token, "change": form, "rendered": rendered or sign_instant(now)}
    return render(request, "submissions/change.html", context)


@private
def add_speaker(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    now = instant(request)
    rendered = request.POST.get("rendered", "")
    form = SpeakerForm(request.POST or None, request.FILES or None, context=FormContext(submission.event))
    if not submission.may_be_amended(now=now, rendered_at=read_instant(rendered)):
        return too_late(request, submission, token, [form])
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_co_speaker(
                submission=submission, person=form.person(), now=now, rendered_at=read_instant(rendered)
            )
        except Refused as refused:
            return too_late(request, submission, token, [form], str(refused))
        return back(token)
    context = {"submission": submission, "token": token, "form": form, "rendered": rendered or sign_instant(now)}
    return render(request, "submissions/add_speaker.html", context)


@private
def withdraw(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """Asked once more before it is done."""
    if request.method != "POST":
        return render(request, "submissions/withdraw.html", {"submission": submission, "token": token})
    try:
        actions.withdraw(submission=submission, now=instant(request))
    except Refused as refused:
        return page_of(request, submission, token, problem=str(refused))
    return back(token)


@private
def confirm(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    if request.method == "POST":
        try:
            actions.confirm(submission=submission, now=instant(request))
        except Refused as refused:
            return page_of(request, submission, token, problem=str(refused))
    return back(token)


def show_photo(speaker: Speaker) -> HttpResponse:
    with speaker.photo.open("rb") as file:
        return HttpResponse(file.read(), content_type="image/jpeg")


@private
def photo(request: HttpRequest, submission: Submission, token: str, speaker_pk: int) -> HttpResponse:
    speaker = submission.speakers.filter(pk=min(speaker_pk, 2**62)).exclude(photo="").first()
    if speaker is None:
        raise Http404
    return show_photo(speaker)
