"""The mails of an issue: their keys, and their content just before they are sent."""

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from home.newsletter.enums import SubscriberState
from home.newsletter.mail.messages import newsletter_url, preferences_page_url
from home.newsletter.mail.rendering import personalise
from home.newsletter.models import MailingLanguage, Subscriber
from home.outbox.enums import InDoubtPolicy
from home.outbox.kinds import MailContent, MailKind, Withdrawn, register
from home.outbox.models import Delivery

UNSUBSCRIBED_NOTE = gettext_noop("unsubscribed")


def delivery_key(mailing: int, subscriber: UUID) -> str:
    """The key of a delivery: one mail per reader and mailing, whatever language they choose meanwhile."""
    return f"mailing:{mailing}:{subscriber}"


def compose(deliveries: Sequence[Delivery]) -> dict[int, MailContent | Withdrawn]:
    """Two queries for any number of mails."""
    keys = {row.pk: row.key.split(":") for row in deliveries}
    readers = Subscriber.objects.in_bulk([UUID(uuid) for _m, _pk, uuid in keys.values()], field_name="uuid")
    lines = MailingLanguage.objects.filter(mailing__in={int(pk) for _m, pk, _uuid in keys.values()}).defer("content")
    written = {(line.mailing_id, line.language): line for line in lines if line.html}
    contents: dict[int, MailContent | Withdrawn] = {}
    for row in deliveries:
        _m, mailing, uuid = keys[row.pk]
        reader, line = readers.get(UUID(uuid)), written.get((int(mailing), row.language))
        if reader is None or reader.state != SubscriberState.CONFIRMED:
            contents[row.pk] = Withdrawn(UNSUBSCRIBED_NOTE)
        elif line is not None:
            contents[row.pk] = content_for(line, reader)
    return contents


def content_for(line: MailingLanguage, reader: Subscriber) -> MailContent:
    unsubscribe_url = newsletter_url(
        "unsubscribe_mailing", reader.unsubscribe_key, line.mailing_id, language=line.language
    )
    headers = {
        "List-Unsubscribe": f"<{unsubscribe_url}>",  # RFC 2369 and, with the next line, RFC 8058
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": f"<newsletter.{settings.PORTAL_UID_HOST}>",  # RFC 2919
    }
    content = MailContent(line.subject, line.text, line.html)
    preferences_url = preferences_page_url(reader, line.language)
    return personalise(content, unsubscribe_url=unsubscribe_url, preferences_url=preferences_url, headers=headers)


ISSUE = register(MailKind("newsletter issue", _("newsletter"), InDoubtPolicy.HOLD, compose=compose, is_list=True))
