"""Emails to speakers who sent no proposal, and to the team about an answer."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from events.consents.contacts import contact_key
from events.consents.models import RecordingConsent, SpeakerContact
from events.consents.tokens import contact_link
from events.enums import RecordingAnswer
from events.models import Event
from events.models.event_pages import event_of
from home.i18n.localized import absolute
from home.outbox.actions import enqueue, withdraw
from home.outbox.enums import InDoubtPolicy
from home.outbox.kinds import NOTICE, MailKind, register
from home.outbox.models import Delivery
from home.outbox.rendering import render_mail


def _register(name: str, label: Any) -> MailKind:
    return register(MailKind(name, label, InDoubtPolicy.RESEND, confidential_to="submissions.view_submission"))


LINK = _register("speaker link", _("private link of a speaker"))
DAY_BEFORE = _register("speaker day before", _("the day before a session"))


def send_private_link(contact: SpeakerContact, event: Event, *, now: datetime) -> None:
    """At most once an hour."""
    context = {"name": contact.speaker.title, "contact": event.contact, "link": contact_link(contact)}
    content = render_mail("consents/mail/link", language=contact.language, context=context)
    key = contact_key(contact, f"link:{contact.link_version}:{now:%Y%m%d%H}")
    enqueue(kind=LINK, key=key, address=contact.email, language=contact.language, content=content, now=now)


def withdraw_mails(contact: SpeakerContact, *, now: datetime) -> None:
    """Those to this person that still wait: their address was wrong."""
    kinds = [LINK.name, DAY_BEFORE.name]
    withdraw(mails=Delivery.objects.filter(key__startswith=contact_key(contact), kind__in=kinds), now=now)


def tell_team(consent: RecordingConsent, contact: SpeakerContact, *, now: datetime) -> None:
    """A speaker of a session says no, or allows less than before."""
    session, language = consent.session, settings.LANGUAGE_CODE
    with translation.override(language):
        answer = consent.get_answer_display()
    context = {
        "name": contact.speaker.title,
        "title": session.title,
        "answer": answer,
        "is_no": consent.answer == RecordingAnswer.NO,
        "link": absolute(reverse("wagtailadmin_pages:edit", args=[session.pk])),
    }
    content = render_mail("consents/mail/answer", language=language, context=context)
    key = contact_key(contact, f"answer:{consent.pk}")
    enqueue(kind=NOTICE, key=key, address=event_of(session).contact, language=language, content=content, now=now)
