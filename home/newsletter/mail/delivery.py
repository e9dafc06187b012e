"""The mails of an issue: their keys, and their words just before they go out."""

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from home.newsletter.enums import SubscriberState
from home.newsletter.mail.messages import link, preferences_link
from home.newsletter.mail.rendering import personal
from home.newsletter.models import MailingLanguage, Subscriber
from home.outbox.enums import InDoubtPolicy
from home.outbox.kinds import MailContent, MailKind, Withdrawn, register
from home.outbox.models import Delivery

LEFT = gettext_noop("left the list")


def delivery_key(mailing: int, subscriber: UUID) -> str:
    """One mail per reader and mailing, whatever language they choose meanwhile."""
    return f"mailing:{mailing}:{subscriber}"


def compose(deliveries: Sequence[Delivery]) -> dict[int, MailContent | Withdrawn]:
    """Two queries for any number of mails."""
    keys = {row.pk: row.key.split(":") for row in deliveries}
    readers = Subscriber.objects.in_bulk([UUID(uuid) for _m, _pk, uuid in keys.values()], field_name="uuid")
    lines = MailingLanguage.objects.filter(mailing__in={int(pk) for _m, pk, _uuid in keys.values()}).defer("content")
    written = {(line.mailing_id, line.language): line for line in lines if line.html}
    words: dict[int, MailContent | Withdrawn] = {}
    for row in deliveries:
        _m, mailing, uuid = keys[row.pk]
        reader, line = readers.get(UUID(uuid)), written.get((int(mailing), row.language))
        if reader is None or reader.state != SubscriberState.CONFIRMED:
            words[row.pk] = Withdrawn(LEFT)
        elif line is not None:
            words[row.pk] = for_reader(line, reader)
    return words


def for_reader(line: MailingLanguage, reader: Subscriber) -> MailContent:
    leave_url = link("leave_mailing", reader.unsubscribe_key, line.mailing_id, language=line.language)
    headers = {
        "List-Unsubscribe": f"<{leave_url}>",  # RFC 2369 and, with the next line, RFC 8058
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": f"<newsletter.{settings.PORTAL_UID_HOST}>",  # RFC 2919
    }
    words = MailContent(line.subject, line.text, line.html)
    preferences_url = preferences_link(reader, line.language)
    return personal(words, leave_url=leave_url, preferences_url=preferences_url, headers=headers)


ISSUE = register(MailKind("newsletter issue", _("newsletter"), InDoubtPolicy.HOLD, compose=compose, is_list=True))
