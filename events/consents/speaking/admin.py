"""For the programme team: the speakers of an edition, their addresses and their answers about recordings."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin import messages

from events.consents import actions, mail
from events.consents.models import SpeakerContact
from events.consents.speaking.people import EditionSpeaker, edition_speakers
from events.enums import RecordingAnswer
from events.models import Event, SessionPage, SpeakerPage
from events.submissions import availability
from home.clock import now
from home.i18n.languages import native_name
from home.outbox.address_fields import AddressFormField
from home.row_ids import row_id

may_change = permission_required("submissions.change_submission", raise_exception=True)


class SpeakerContactForm(forms.Form):
    """Address and answers of one speaker."""

    email = AddressFormField(
        label=gettext_lazy("Email address"),
        max_length=254,
        required=False,
        help_text=gettext_lazy("Only the programme team sees it. Leave it empty to forget the address."),
    )
    language = forms.ChoiceField(label=gettext_lazy("We write in"))
    zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        required=False,
        help_text=gettext_lazy("The city nearest to this person. Leave empty if you do not know it."),
    )

    def __init__(self, *args: Any, person: EditionSpeaker, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = get_language() or settings.LANGUAGE_CODE
        language: Any = self.fields["language"]
        zone: Any = self.fields["zone"]
        language.choices = [(code, native_name(code)) for code in settings.PORTAL_LANGUAGES]
        zone.choices = [("", _("not known")), *availability.zone_choices(here, tuple(event.zones()))]
        if contact := person.contact:
            self.initial = {"email": contact.email, "language": contact.language, "zone": contact.zone}
        elif person.proposed:
            for name in ("email", "language", "zone"):
                del self.fields[name]
        choices = [("", _("no answer yet")), *((one.value, capfirst(one.label)) for one in RecordingAnswer)]
        for session, answer in person.sessions:
            self.fields[f"answer-{session.pk}"] = forms.ChoiceField(
                label=_("May “%(title)s” be recorded?") % {"title": session.title},
                choices=choices if not answer else choices[1:],
                initial=answer,
                required=False,
            )
        for field in self.fields.values():
            field.show_hidden_initial = True  # a form that was open for long changes only what its reader changed

    def hidden_initial(self) -> SafeString:
        """For the template: Wagtail’s tag for a field leaves it out."""
        return format_html_join("", "{}", ((field.as_hidden(only_initial=True),) for field in self))


@may_change
def latest(request: HttpRequest) -> HttpResponse:
    """The speakers of the edition that begins last."""
    event = Event.objects.order_by("starts_at").last()
    return redirect("speaker_contacts:answers", event.pk) if event else redirect("proposals:list")


@may_change
def speaker_answers(request: HttpRequest, event_pk: str) -> HttpResponse:
    event = get_object_or_404(Event, pk=row_id(event_pk))
    people = edition_speakers(event)
    labels = {one.value: one.label for one in RecordingAnswer}
    rows = [(one, [(session, labels.get(answer, "")) for session, answer in one.sessions]) for one in people]
    editions = Event.objects.order_by("-starts_at")
    unreachable = [one for one in people if not one.is_reachable]
    context = {"rows": rows, "unreachable": unreachable, "editions": editions}
    return _render(request, "speaker_answers", event, context)


@may_change
def edit_speaker_answers(request: HttpRequest, event_pk: str, pk: str) -> HttpResponse:
    event = get_object_or_404(Event, pk=row_id(event_pk))
    page = get_object_or_404(SpeakerPage, pk=row_id(pk))
    person = next(iter(edition_speakers(event, page)), None)
    if person is None:
        raise Http404
    form = SpeakerContactForm(request.POST or None, person=person, event=event)
    if request.method == "POST" and form.is_valid():
        contact = _save_contact(person, form, now=now(request)) if "email" in form.fields else None
        missed = _note_answers(person, form, user=request.user, now=now(request))
        messages.success(request, _("What you noted about %(name)s was saved.") % {"name": person.page.title})
        if contact and "send" in request.POST:
            mail.send_private_link(contact, event, now=now(request))
            messages.success(request, _("The private link is on its way to %(address)s.") % {"address": contact.email})
        if missed:
            text = _("The answer about “%(title)s” has changed meanwhile, so yours was not saved. Please check it.")
            for session in missed:
                messages.warning(request, text % {"title": session.title})
            return redirect("speaker_contacts:edit", event.pk, page.pk)
        return redirect("speaker_contacts:answers", event.pk)
    return _render(request, "speaker_answers_form", event, {"form": form, "person": person}, person.page.title)


def _save_contact(person: EditionSpeaker, form: SpeakerContactForm, *, now: datetime) -> SpeakerContact | None:
    """A new address has a new link, and is not confirmed. Without an address the contact is deleted."""
    values, changed = form.cleaned_data, {"email", "language", "zone"} & set(form.changed_data)
    with transaction.atomic():
        contact = SpeakerContact.objects.select_for_update().filter(speaker=person.page).first()
        if contact is None:
            if not values["email"] or "email" not in changed:
                return None
            given = {name: values[name] for name in ("email", "language", "zone")}
            return SpeakerContact.objects.create(speaker=person.page, **given)
        if "email" in changed and not values["email"]:
            contact.delete()
            return None
        if "email" in changed and contact.email != values["email"]:
            mail.withdraw_mails(contact, now=now)
            contact.confirmed_at, contact.link_version = None, contact.link_version + 1
        for name in changed:
            setattr(contact, name, values[name])
        contact.save(update_fields=[*changed, "confirmed_at", "link_version"])
    return contact


def _note_answers(person: EditionSpeaker, form: SpeakerContactForm, *, user: Any, now: datetime) -> list[SessionPage]:
    """Those that were changed in the form; returns the sessions whose answer was changed elsewhere meanwhile."""
    missed = []
    for session, _answer in person.sessions:
        name = f"answer-{session.pk}"
        answer, shown = form.cleaned_data[name], form.data.get(form.add_initial_prefix(name), "")
        if (
            name in form.changed_data
            and answer
            and not actions.note_answer(
                speaker=person.page, session=session, shown=shown, answer=answer, user=user, now=now
            )
        ):
            missed.append(session)
    return missed


def _render(request: HttpRequest, name: str, event: Event, context: dict[str, Any], person: str = "") -> HttpResponse:
    label = _("Speakers: addresses and recordings")
    trail = [
        {"url": reverse("proposals:list"), "label": _("Proposals")},
        {"url": reverse("speaker_contacts:answers", args=[event.pk]) if person else "", "label": label},
        *([{"url": "", "label": person}] if person else []),
    ]
    context = {**context, "event": event, "breadcrumbs_items": trail, "header_title": person or label}
    return TemplateResponse(request, f"consents/admin/{name}.html", {**context, "header_icon": "group"})
