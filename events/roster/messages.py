"""Emails to helpers and about them, each stored once in the outbox, in the helper's language."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from events.roster.models import Helper, Shift
from events.roster.queries import PlacedShift
from events.roster.tokens import private_link
from events.roster.words import describe, lines_for, quoted, title_of, when
from events.submissions.emails.messages import email_template_for, event_title
from events.submissions.enums import EmailKind
from home.characters import one_line
from home.i18n.localized import absolute
from home.outbox.actions import MAILS_TO_KNOWN, NOTHING_KEPT, enqueue, enqueue_for_stranger
from home.outbox.addresses import keyed_hash
from home.outbox.enums import InDoubtPolicy
from home.outbox.kinds import MailContent, MailKind, register
from home.outbox.rendering import render_mail


def _register(name: str, label: Any, in_doubt: InDoubtPolicy) -> MailKind:
    return register(MailKind(name, label, in_doubt, confidential_to="roster.view_helper"))


LINK = _register("helper link", _("private link of a helper"), InDoubtPolicy.RESEND)
TO_HELPER = _register("helper email", _("email to a helper"), InDoubtPolicy.RESEND)
TEAM_NOTICE = _register("helper notice", _("notice about a helper"), InDoubtPolicy.RESEND)
KINDS_TO_HELPERS = (LINK, TO_HELPER)


def delivery_key(helper: Helper, occasion: str = "") -> str:
    """How the outbox names a mail to this helper; without an occasion, how all of them begin."""
    return f"helper:{helper.pk}:{occasion}"


def send_link(helper: Helper, *, now: datetime, by_team: bool = False, is_added: bool = False) -> None:
    """At most once an hour. It asks to confirm the address, and says nothing that was typed.

    `is_added`: the team has just written them down.
    """
    event = event_title(helper.event, helper.language)
    context = {"event": event, "link": private_link(helper), "is_new": not helper.is_known, "is_added": is_added}
    content = render_mail("roster/mail/link", language=helper.language, context=context)
    occasion = f"link:{helper.link_version}:{keyed_hash(helper.email)[:12]}:{now:%Y%m%d%H}"
    mail: dict[str, Any] = {"kind": LINK, "key": delivery_key(helper, occasion), "address": helper.email}
    if by_team:
        enqueue(language=helper.language, content=content, now=now, **mail)
    else:
        is_known = Helper.objects.known().filter(email=helper.email).exists()
        kept = MAILS_TO_KNOWN if is_known else NOTHING_KEPT
        enqueue_for_stranger(language=helper.language, content=content, now=now, kept=kept, **mail)


def send(helper: Helper, kind: EmailKind, shifts: Sequence[PlacedShift], *, occasion: str, now: datetime) -> None:
    """One of the emails that the team can rewrite, about these shifts."""
    values = {
        "name": one_line(helper.name),
        "event": event_title(helper.event, helper.language),
        "link": private_link(helper),
        "shifts": lines_for(helper, shifts),
    }
    subject, body = email_template_for(kind, helper.language).fill(values)
    content = MailContent(" ".join(subject.split()), body.strip() + "\n")
    key = delivery_key(helper, f"{kind}:{occasion}")
    enqueue(kind=TO_HELPER, key=key, address=helper.email, language=helper.language, content=content, now=now)


def send_released(helper: Helper, shifts: Sequence[Shift], *, occasion: str, now: datetime) -> None:
    """They need not come: the team or the timetable took a shift away."""
    with translation.override(helper.language):
        tasks = [_with_title(shift) for shift in shifts]
    context = {
        "name": one_line(helper.name),
        "event": event_title(helper.event, helper.language),
        "tasks": tasks,
        "link": private_link(helper),
        "contact": helper.event.contact,
    }
    content = render_mail("roster/mail/released", language=helper.language, context=context)
    key = delivery_key(helper, f"released:{occasion}")
    enqueue(kind=TO_HELPER, key=key, address=helper.email, language=helper.language, content=content, now=now)


def _with_title(shift: Shift) -> str:
    return f"{describe(shift)}: {quoted(one_line(shift.session.title))}" if shift.session else describe(shift)


def tell_team(helper: Helper, shifts: Sequence[PlacedShift], *, now: datetime, by_name: bool = True) -> None:
    """The helper cannot come after all. To the contact address, in the first language of the portal.

    Without the name where it is about to be erased, with the other mails that name it.
    """
    language, event = settings.LANGUAGE_CODE, helper.event
    with translation.override(language):
        gaps = [f"{when(one, event.zone, language)}: {describe(one.shift)}, {title_of(one)}" for one in shifts]
        link = absolute(reverse("roster_admin:roster", args=[event.pk]))
    name = one_line(helper.name) if by_name else ""
    context = {"name": name, "event": event_title(event, language), "gaps": gaps, "link": link}
    content = render_mail("roster/mail/cancelled", language=language, context=context)
    about = delivery_key(helper) if by_name else f"roster:{event.pk}:"
    key = f"{about}gaps:{now:%Y%m%d%H%M%S%f}"
    enqueue(kind=TEAM_NOTICE, key=key, address=event.contact, language=language, content=content, now=now)
