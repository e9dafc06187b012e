"""The private link of a proposal: its page, what can be done there, and how to get the link again."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.consents.forms import RecordingForm
from events.enums import CallState
from events.submissions import actions, jobs
from events.submissions.actions import ActionRefused
from events.submissions.deadline import read_instant, sign_instant
from events.submissions.fields import FormContext
from events.submissions.models import Speaker, Submission
from events.submissions.public.forms import SpeakerForm
from events.submissions.public.limits import LOOKUP_LIMITS
from events.submissions.public.proposal_forms import AmendmentForms, call_page, typed_answers
from events.submissions.tokens import read_token
from home.clock import now as instant
from home.forms.public import PublicForm, from_our_pages, may_send, public_form, refuse
from home.jobs.background import run_later
from home.outbox.address_fields import AddressFormField


class LinkRequestForm(PublicForm):
    email = AddressFormField(
        label=_("Email address"), max_length=254, help_text=_("The address you gave in the proposal.")
    )


@public_form("lost proposal link", LOOKUP_LIMITS)
def request_link(request: HttpRequest) -> HttpResponse:
    """The same answer for every address, known or not."""
    form = LinkRequestForm(request.POST or None)
    if form.is_valid():
        at = instant(request).isoformat()
        run_later(jobs.LOST_LINKS, now=timezone.now(), address=form.cleaned_data["email"], at=at)
        return render(request, "submissions/link_sent.html")
    return render(request, "submissions/request_link.html", {"form": form})


View = Callable[..., HttpResponse]


def private_page(view: View) -> View:
    """For pages behind the private link: the proposal of the token, or a page that offers to send the link again.

    Whoever sends a form there reads the mailbox that the link was mailed to. Opening the page proves less: filters
    of mail servers open links too.
    """

    @wraps(view)
    def opened(request: Any, token: str, **kwargs: Any) -> HttpResponse:
        link = read_token(token)
        if link is None:
            return render(request, "submissions/link_invalid.html", {"form": LinkRequestForm()}, status=404)
        if request.method == "POST" and not may_send(token):
            return refuse(request)
        if request.method == "POST" and link.reader:
            actions.confirm_address(speaker=link.reader, now=instant(request))
        request.link_reader = link.reader
        return view(request, link.submission, token, **kwargs)

    return from_our_pages(opened)


def redirect_to_proposal(token: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("submissions:proposal", args=[token]))


def render_proposal(request: Any, submission: Submission, token: str, **more: Any) -> HttpResponse:
    """The proposal as its people see it."""
    now, reader = instant(request), request.link_reader
    context = {
        "submission": submission,
        "event": submission.event,
        "token": token,
        "state": submission.state_for_speakers,
        "asks_to_confirm": request.method == "GET" and reader and reader.confirmed_at is None,
        "recording": RecordingForm(initial={"answer": reader.recording}) if reader else None,
        "has_sent": reader == submission.submitter,
        "may_change": submission.may_be_amended(now=now),
        "changed_by_team": actions.changed_by_team_at(submission),
        "may_withdraw": submission.may_be_withdrawn(now),
        "may_confirm": submission.may_be_confirmed(now),
        "closes_at": submission.event.call_closes_at or submission.event.starts_at,
        "is_open": submission.event.call_state(now) == CallState.OPEN,
        **more,
    }
    return render(request, "submissions/proposal.html", context)


def render_too_late(
    request: HttpRequest, submission: Submission, token: str, forms: list[forms.Form], why: str = ""
) -> HttpResponse:
    """The proposal, why it was not changed, and what was typed."""
    problem = why or _("This proposal cannot be changed any more.")
    typed = typed_answers(forms) if request.method == "POST" else []
    return render_proposal(request, submission, token, problem=problem, typed=typed)


@private_page
def proposal(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """A POST confirms the reader's address, as every form of a private page does."""
    if request.method == "POST":
        return redirect_to_proposal(token)
    return render_proposal(request, submission, token)


@private_page
def change(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """All parts on one page. A form opened before the deadline is taken for half an hour after it."""
    now, page = instant(request), call_page(submission.event, get_language())
    if page is None:
        raise Http404
    rendered = request.POST.get("rendered", "")
    form = AmendmentForms(submission, page, request if request.method == "POST" else None)
    if not submission.may_be_amended(now=now, rendered_at=read_instant(rendered)):
        return render_too_late(request, submission, token, form.forms)
    if request.method == "POST" and form.is_valid():
        try:
            actions.amend(
                submission=submission,
                idea=form.idea.idea(form.hours),
                people=[one.person() for one in form.speakers if not one.is_removed],
                without=[one.known.pk for one in form.speakers if one.known and one.is_removed],
                shown=form.shown,
                now=now,
                rendered_at=read_instant(rendered),
            )
        except ActionRefused as refused:
            return render_too_late(request, submission, token, form.forms, str(refused))
        return redirect_to_proposal(token)
    back = reverse("submissions:proposal", args=[token])
    context = {"submission": submission, "back": back, "change": form, "rendered": rendered or sign_instant(now)}
    return render(request, "submissions/change.html", context)


@private_page
def add_speaker(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    now = instant(request)
    rendered = request.POST.get("rendered", "")
    form = SpeakerForm(request.POST or None, request.FILES or None, context=FormContext(submission.event))
    if not submission.may_be_amended(now=now, rendered_at=read_instant(rendered)):
        return render_too_late(request, submission, token, [form])
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_co_speaker(
                submission=submission, person=form.person(), now=now, rendered_at=read_instant(rendered)
            )
        except actions.CrowdedAddress as crowded:
            form.add_error("email", str(crowded))
        except ActionRefused as refused:
            return render_too_late(request, submission, token, [form], str(refused))
        else:
            return redirect_to_proposal(token)
    context = {"submission": submission, "token": token, "form": form, "rendered": rendered or sign_instant(now)}
    return render(request, "submissions/add_speaker.html", context)


@private_page
def withdraw(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """Asked once more before it is done."""
    if request.method != "POST":
        return render(request, "submissions/withdraw.html", {"submission": submission, "token": token})
    try:
        actions.withdraw(submission=submission, now=instant(request))
    except ActionRefused as refused:
        return render_proposal(request, submission, token, problem=str(refused))
    return redirect_to_proposal(token)


@private_page
def confirm(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    if request.method == "POST":
        try:
            actions.confirm(submission=submission, now=instant(request))
        except ActionRefused as refused:
            return render_proposal(request, submission, token, problem=str(refused))
    return redirect_to_proposal(token)


@private_page
def recording(request: Any, submission: Submission, token: str) -> HttpResponse:
    """The reader's own answer about a recording, at any time. Others of the proposal answer with their own links."""
    form = RecordingForm(request.POST or None)
    if request.method == "POST" and request.link_reader and form.is_valid():
        actions.answer_about_recording(
            speaker=request.link_reader, answer=form.cleaned_data["answer"], now=instant(request)
        )
    return redirect_to_proposal(token)


def show_photo(speaker: Speaker) -> HttpResponse:
    with speaker.photo.open("rb") as file:
        return HttpResponse(file.read(), content_type="image/jpeg")


@private_page
def photo(request: HttpRequest, submission: Submission, token: str, speaker_pk: int) -> HttpResponse:
    speaker = submission.speakers.filter(pk=min(speaker_pk, 2**62)).exclude(photo="").first()
    if speaker is None:
        raise Http404
    return show_photo(speaker)
