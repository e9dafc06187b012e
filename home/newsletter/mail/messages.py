"""The short mails of the newsletter, and the links in all of its mails."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from home.i18n.localized import absolute
from home.newsletter import tokens
from home.newsletter.models import Subscriber
from home.outbox.enums import InDoubtPolicy
from home.outbox.kinds import MailContent, MailKind, register
from home.outbox.rendering import render_mail

CONFIRMATION = register(MailKind("newsletter confirmation", _("confirmation of a sign-up"), InDoubtPolicy.RESEND))
PRIVATE_LINK = register(MailKind("newsletter link", _("private link of a subscriber"), InDoubtPolicy.RESEND))

AUTOMATIC_HEADERS = {"Auto-Submitted": "auto-generated"}  # RFC 3834: asks for no automatic replies


def newsletter_url(name: str, *args: object, language: str) -> str:
    """The full address of a view of the newsletter in a language."""
    with override(language):
        return absolute(reverse(f"newsletter:{name}", args=args))


def preferences_page_url(subscriber: Subscriber, language: str) -> str:
    return newsletter_url("preferences", tokens.make_token(tokens.PREFERENCES, subscriber), language=language)


def confirmation(subscriber: Subscriber, *, consent_text: str) -> MailContent:
    """Asks to confirm with a button on a page, because programs that scan mail follow links."""
    language = subscriber.language
    context = {
        "confirm_url": newsletter_url("confirm", tokens.make_token(tokens.CONFIRM, subscriber), language=language),
        "consent_text": consent_text,
        "site_url": settings.PORTAL_BASE_URL,
    }
    return render_mail("newsletter/email/confirm", language=language, context=context, headers=AUTOMATIC_HEADERS)


def private_link(subscriber: Subscriber, *, name: str) -> MailContent:
    """`name`: "already" for somebody who signs up again, "link" for somebody who asked for their private page."""
    context = {
        "preferences_url": preferences_page_url(subscriber, subscriber.language),
        "site_url": settings.PORTAL_BASE_URL,
    }
    return render_mail(
        f"newsletter/email/{name}", language=subscriber.language, context=context, headers=AUTOMATIC_HEADERS
    )
