from typing import Any

from django import template

from home.i18n import localized
from home.newsletter.mail.plain_text import plain_text as as_plain_text
from home.newsletter.mail.rendering import render_issue
from home.newsletter.models import NewsletterIssuePage
from home.outbox.kinds import MailContent

register = template.Library()
register.filter("absolute", localized.absolute)


@register.filter
def plain_text(value: Any) -> str:
    return as_plain_text(str(value))


@register.simple_tag
def action_address(value: Any) -> str:
    """The target of a button, as a full address; a page in the active language."""
    page = value["page"]
    return localized.absolute(page.localized.get_url() or "/") if page else value["url"]


@register.simple_tag
def issue_mail(page: NewsletterIssuePage) -> MailContent:
    """The mail of an issue as readers of its own language get it, for the preview."""
    return render_issue(page, language=page.locale.language_code)
