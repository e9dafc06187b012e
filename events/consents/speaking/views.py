"""The private pages of speakers: their sessions with the ways in, and what they say about recordings."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from events.consents import actions
from events.consents.contacts import sessions_of_speaker
from events.consents.forms import RecordingForm
from events.consents.models import SpeakerContact
from events.consents.speaking.door import own_slots
from events.consents.tokens import contact_of
from events.models import SessionPage
from events.models.event_pages import event_of
from events.submissions.models import Submission
from events.submissions.public.private_views import private_page
from home.clock import now as instant
from home.forms.public import from_our_pages, may_send, refuse


@from_our_pages
def own_sessions(request: HttpRequest, token: str) -> HttpResponse:
    """Of a speaker who sent no proposal. Sending the form confirms the address that the link was mailed to."""
    contact = contact_of(token)
    if contact is None:
        return render(request, "consents/link_invalid.html", status=404)
    if request.method == "POST" and not may_send(token):
        return refuse(request)
    return _own_sessions(request, contact, token)


def _own_sessions(request: HttpRequest, contact: SpeakerContact, token: str) -> HttpResponse:
    language, now = get_language() or contact.language, instant(request)
    sessions = sessions_of_speaker(contact.speaker)
    rows = [
        (
            session,
            RecordingForm(
                request.POST or None,
                initial={"answer": actions.latest_answer(session, contact.speaker)},
                prefix=str(session.pk),
            ),
        )
        for session in sessions
    ]
    if request.method == "POST":
        actions.confirm_contact(contact=contact, now=now)
        for session, form in rows:
            if form.is_valid():
                actions.give_answer(
                    contact=contact, session=session, answer=form.cleaned_data["answer"], language=language, now=now
                )
        return HttpResponseRedirect(f"{reverse('speakers:own_sessions', args=[token])}?saved=1")
    context = {
        "name": contact.speaker.title,
        "rows": [(session, _slots(session, language, now), form) for session, form in rows],
        "asks_to_confirm": contact.confirmed_at is None,
        "is_saved": "saved" in request.GET,
    }
    return render(request, "consents/own_sessions.html", context)


def _slots(session: SessionPage, language: str, now: Any) -> Any:
    return own_slots(event_of(session), {session.translation_key}, language, now)


@private_page
def session_of_proposal(request: Any, submission: Submission, token: str) -> HttpResponse:
    """Of a speaker with a proposal. What they say about recordings is on the page of the proposal."""
    session = submission.session
    if session is None:
        raise Http404
    language, now = get_language() or submission.language, instant(request)
    slots = own_slots(submission.event, {session.translation_key}, language, now)
    context = {
        "name": request.link_reader.name if request.link_reader else "",
        "rows": [(session, slots, None)],
        "proposal": reverse("submissions:proposal", args=[token]),
    }
    return render(request, "consents/own_sessions.html", context)
