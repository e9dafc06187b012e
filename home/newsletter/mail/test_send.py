from datetime import datetime
from uuid import uuid4

from django.utils.translation import gettext_lazy as _

from home.newsletter.mail.messages import newsletter_url
from home.newsletter.mail.rendering import personalise, render_issue
from home.newsletter.models import NewsletterIssuePage
from home.outbox.actions import enqueue
from home.outbox.enums import InDoubtPolicy
from home.outbox.kinds import MailKind, register
from home.outbox.models import Delivery

TEST = register(MailKind("newsletter test", _("test of an issue"), InDoubtPolicy.RESEND))


def send_test(*, page: NewsletterIssuePage, address: str, now: datetime) -> Delivery:
    """Send the issue as readers will get it to one address, with links to the public form instead of private ones."""
    language = page.locale.language_code
    safe = newsletter_url("request_link", language=language)
    content = personalise(render_issue(page, language=language), unsubscribe_url=safe, preferences_url=safe, headers={})
    return enqueue(
        kind=TEST, key=f"test:{page.pk}:{uuid4()}", address=address, language=language, content=content, now=now
    )
