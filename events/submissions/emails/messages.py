"""Emails about proposals, each stored once in the outbox, in the language of the proposal."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.users.models import UserProfile

from events.consents import mail
from events.enums import RecordingAnswer
from events.models import Event, EventPage
from events.submissions.emails.default_texts import default_email
from events.submissions.enums import TO_HELPERS, EmailKind, SubmissionState
from events.submissions.models import EmailTemplate, PlannedSlot, Review, Speaker, Submission
from events.submissions.tokens import private_link
from home.characters import lines, one_line
from home.i18n.languages import fallbacks, language_of
from home.i18n.localized import absolute
from home.outbox.actions import MAILS_TO_KNOWN, NOTHING_KEPT, enqueue, enqueue_for_stranger, withdraw
from home.outbox.addresses import keyed_hash, readable
from home.outbox.enums import InDoubtPolicy
from home.outbox.kinds import MailContent, MailKind, register
from home.outbox.models import Delivery
from home.outbox.rendering import render_mail
from home.times import day_in_text, hour, utc


def _register(name: str, label: Any, in_doubt: InDoubtPolicy) -> MailKind:
    return register(MailKind(name, label, in_doubt, confidential_to="submissions.view_submission"))


LINK = _register("proposal link", _("private link of a proposal"), InDoubtPolicy.RESEND)
CO_SPEAKER_NAMED = _register("proposal co-speaker", _("named as a co-speaker"), InDoubtPolicy.RESEND)
DECISION = _register("proposal decision", _("decision on a proposal"), InDoubtPolicy.HOLD)
REMINDER = _register("proposal reminder", _("reminder to confirm"), InDoubtPolicy.HOLD)
TEAM_NOTICE = _register("proposal notice", _("notice about a proposal"), InDoubtPolicy.RESEND)
WRITTEN = _register("proposal writing", _("email by the programme team"), InDoubtPolicy.HOLD)
KINDS_TO_SPEAKERS = (LINK, CO_SPEAKER_NAMED, DECISION, REMINDER, WRITTEN, mail.LINK, mail.DAY_BEFORE)


def event_title(event: Event, language: str) -> str:
    """The title of its page in a language, else of the original page, else the event's internal name."""
    pages = sorted(EventPage.objects.filter(event=event), key=lambda page: (language_of(page) != language, page.pk))
    return pages[0].title if pages else event.name


def send_received(submission: Submission, *, now: datetime) -> None:
    if submission.submitter:
        _send_with_link(submission.submitter, "received", occasion="received", now=now)


def send_link(speaker: Speaker, *, by_team: bool = False, now: datetime) -> None:
    """At most once an hour for each version of the link and each address."""
    submission, address = speaker.submission, keyed_hash(speaker.email)[:12]
    occasion = f"link:{submission.link_version}:{address}:{now:%Y%m%d%H}"
    _send_with_link(speaker, "link", occasion=occasion, by_team=by_team, now=now)


def send_changed_by_team(submission: Submission, labels: list[Any], *, now: datetime) -> None:
    """It names the fields that were changed."""
    if submission.submitter:
        with translation.override(submission.language):
            changed = ", ".join(dict.fromkeys(str(label) for label in labels))
        occasion = f"changed:{now:%Y%m%d%H%M%S%f}"
        _send_with_link(
            submission.submitter, "changed_by_team", occasion=occasion, by_team=True, now=now, changed=changed
        )


def delivery_key(submission: Submission, occasion: str = "") -> str:
    """How the outbox names a mail about this proposal; without an occasion, how all of them begin."""
    return f"proposal:{submission.pk}:{occasion}"


def _send_with_link(
    speaker: Speaker, name: str, *, occasion: str, by_team: bool = False, now: datetime, **more: Any
) -> None:
    """It says nothing that was typed: nobody knows yet whose address it is."""
    submission = speaker.submission
    language, event = submission.language, submission.event
    context = {
        "event": event_title(event, language),
        "day": day_in_text(utc(submission.submitted_at), language),
        "contact": event.contact,
        "link": private_link(submission, speaker),
        **more,
    }
    content = render_mail(f"submissions/mail/{name}", language=language, context=context)
    key = delivery_key(submission, occasion)
    mail: dict[str, Any] = {"kind": LINK, "key": key, "address": speaker.email, "language": language}
    if by_team:
        enqueue(content=content, now=now, **mail)
    else:
        is_known = Speaker.objects.filter(email=speaker.email).exclude(confirmed_at=None).exists()
        kept = MAILS_TO_KNOWN if is_known else NOTHING_KEPT
        enqueue_for_stranger(content=content, now=now, kept=kept, kept_for=f"proposal {name}", **mail)


def send_co_speaker_notices(submission: Submission, *, now: datetime) -> None:
    """To each address of theirs once, and no more to an earlier one; only when the sender's address is confirmed.

    One sender causes ten a day with all proposals, and ten more wait for the next day.
    """
    for speaker in list(submission.speakers.all())[1:]:
        notices = Delivery.objects.filter(_is_notice(speaker))
        withdraw(mails=notices.exclude(address=speaker.email), now=now)
        if not notices.filter(address=speaker.email).exists():
            _send_co_speaker_notice(speaker, now=now)


def _send_co_speaker_notice(speaker: Speaker, *, now: datetime) -> None:
    """Inform a co-speaker who added them, to which session, and whom to contact if that is wrong."""
    submission = speaker.submission
    submitter = submission.submitter
    context = {
        "name": one_line(speaker.name),
        "by": one_line(submitter.name) if submitter else "",
        "title": one_line(submission.title),
        "event": event_title(submission.event, submission.language),
        "contact": submission.event.contact,
    }
    content = render_mail("submissions/mail/co_speaker", language=submission.language, context=context)
    enqueue_for_stranger(
        kind=CO_SPEAKER_NAMED,
        key=delivery_key(submission, f"named:{speaker.pk}:{keyed_hash(speaker.email)[:12]}"),
        address=speaker.email,
        language=submission.language,
        content=content,
        now=now,
        sender=submitter.email if submitter else "",
    )


def withdraw_waiting(speaker: Speaker, *, now: datetime) -> None:
    """The person has opened the private link, or is named no more: what waits for the next day is not sent."""
    about = Delivery.objects.filter(
        key__startswith=delivery_key(speaker.submission), kind__in=(LINK.name, CO_SPEAKER_NAMED.name)
    )
    withdraw(mails=about.filter(address=speaker.email, due_at__gt=now), now=now)


def written_key(speaker: Speaker, occasion: str) -> str:
    return delivery_key(speaker.submission, f"written:{occasion}:{speaker.pk}")


def is_about(speaker: Speaker) -> Q:
    """Mails to this person as one of several of a proposal."""
    written = Q(key__startswith=delivery_key(speaker.submission, "written:"), key__endswith=f":{speaker.pk}")
    return _is_notice(speaker) | written


def _is_notice(speaker: Speaker) -> Q:
    """To any of their addresses. In version 0.2 the key ended with the person."""
    key = delivery_key(speaker.submission, f"named:{speaker.pk}")
    return Q(key=key) | Q(key__startswith=f"{key}:")


def email_template_for(kind: str, language: str) -> EmailTemplate:
    """The published email in a language, else in the nearest one that has it, else the default text."""
    live = EmailTemplate.objects.filter(kind=kind, live=True).select_related("locale")
    found = {template.locale.language_code: template for template in live}
    nearest = [found[code] for code in (*fallbacks(language), settings.LANGUAGE_CODE) if code in found]
    return nearest[0] if nearest else default_email(kind, language)


def placeholder_values(submission: Submission, to: Speaker | None = None, *, event: str = "") -> dict[str, str]:
    """The values of the placeholders of an email, to whoever sent the proposal if it is not `to` somebody else.

    To an address that nobody confirmed it repeats nothing typed. `event` is its title, if it is known already.
    """
    person, language, is_known = to or submission.submitter, submission.language, submission.has_known_sender
    name = (person.name if is_known else readable(person.email)) if person else ""
    until = submission.confirm_by
    with translation.override(language):
        deadline = f"{day_in_text(utc(until), language)}, {hour(utc(until))} UTC" if until else ""
    return {
        "name": one_line(name),
        "title": one_line(submission.title) if is_known else submission.number,
        "event": event or event_title(submission.event, language),
        "link": private_link(submission, person),
        "deadline": deadline,
    }


def send_decision(submission: Submission, *, now: datetime, note: str = "") -> None:
    """Enqueue the email of its state, once for each decision."""
    _send_from_template(submission, DECISION, submission.state, f"{submission.decided_at:%Y%m%d%H%M%S}", now, note)


def with_note(body: str, note: str) -> str:
    """The email with a paragraph of the team after its first one, which is the greeting."""
    greeting, _gap, rest = body.strip().partition("\n\n")
    return "\n\n".join(part for part in (greeting, lines(note).strip(), rest) if part)


def send_reminder(submission: Submission, *, now: datetime) -> None:
    _send_from_template(submission, REMINDER, EmailKind.REMINDER, f"{submission.notified_at:%Y%m%d%H%M%S}", now)


def _send_from_template(
    submission: Submission, kind: MailKind, email_kind: str, occasion: str, now: datetime, note: str = ""
) -> None:
    submitter = submission.submitter
    if submitter is None:
        return
    subject, body = email_template_for(email_kind, submission.language).fill(placeholder_values(submission))
    content = MailContent(" ".join(subject.split()), with_note(body, note) + "\n")
    key = delivery_key(submission, f"{email_kind}:{occasion}")
    enqueue(kind=kind, key=key, address=submitter.email, language=submission.language, content=content, now=now)


def example_values(template: EmailTemplate, *, shown_to: Any) -> tuple[dict[str, str], bool]:
    """Values for the preview of an email. A real proposal is used only for users who may see proposals."""
    submission = None
    if template.kind not in TO_HELPERS and shown_to.has_perm("submissions.view_submission"):
        rows = Submission.objects.received().filter(language=language_of(template)).select_related("event")
        wanted = SubmissionState.ACCEPTED if template.kind == EmailKind.REMINDER else template.kind
        submission = rows.filter(state=wanted).last() or rows.last()
    if submission is None:
        return {}, False
    until = submission.confirm_by or submission.event.starts_at - timedelta(days=30)
    submission.confirm_by = until
    link = absolute(
        reverse("submissions:request_link")
    )  # never the real private link: a preview may be shown to others
    return {**placeholder_values(submission), "link": link}, True


def ask_for_new_answer(review: Review, *, now: datetime) -> None:
    """Inform the reviewer who objected that the proposal was amended."""
    submission, reviewer = review.submission, review.reviewer
    address = reverse("proposals:detail", args=[submission.pk])
    context = {"title": one_line(submission.title), "link": absolute(address), "reason": review.reason}
    language = _language_of_user(reviewer)
    if reviewer and reviewer.email:
        content = render_mail("submissions/mail/amended", language=language, context=context)
        key = delivery_key(submission, f"amended:{review.pk}:{now:%Y%m%d%H%M%S%f}")
        enqueue(kind=TEAM_NOTICE, key=key, address=reviewer.email, language=language, content=content, now=now)


def notify_team_of_withdrawal(submission: Submission, *, freed: PlannedSlot | None, now: datetime) -> None:
    """`freed` is what it was planned for."""
    link = absolute(reverse("proposals:detail", args=[submission.pk]))
    remains = submission.session_id is not None
    context = {"title": one_line(submission.title), "link": link, "remains": remains, "freed": freed}
    language = settings.LANGUAGE_CODE
    content = render_mail("submissions/mail/withdrawn", language=language, context=context)
    key = delivery_key(submission, f"withdrawn:{now:%Y%m%d%H%M%S%f}")
    address = submission.event.contact
    enqueue(kind=TEAM_NOTICE, key=key, address=address, language=language, content=content, now=now)


def notify_team_of_recording_answer(speaker: Speaker, *, now: datetime) -> None:
    """A speaker of a session says no, or allows less than before."""
    submission, language = speaker.submission, settings.LANGUAGE_CODE
    session = submission.session
    with translation.override(language):
        answer = speaker.get_recording_display()
    context = {
        "name": one_line(speaker.name),
        "title": one_line(session.title if session else submission.title),
        "answer": answer,
        "is_no": speaker.recording == RecordingAnswer.NO,
        "link": absolute(reverse("wagtailadmin_pages:edit", args=[submission.session_id])),
    }
    content = render_mail("consents/mail/answer", language=language, context=context)
    key = written_key(speaker, f"recording {now:%Y%m%d%H%M%S%f}")
    address = submission.event.contact
    enqueue(kind=TEAM_NOTICE, key=key, address=address, language=language, content=content, now=now)


def _language_of_user(user: Any) -> str:
    profile = UserProfile.objects.filter(user=user).first()
    return profile.get_preferred_language() if profile else translation.get_language() or "en"
