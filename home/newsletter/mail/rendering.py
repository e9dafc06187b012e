"""An issue as a mail: HTML with tables and inlined CSS, and a plain-text part with templates of its own."""

import re
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from home.design.renditions import made_on_the_spot
from home.i18n.languages import portal_name
from home.i18n.localized import absolute
from home.newsletter.models import NewsletterIssuePage
from home.outbox.kinds import MailContent
from home.outbox.rendering import inline_css

# Placeholders for each reader's own links.
UNSUBSCRIBE_PLACEHOLDER, PREFERENCES_PLACEHOLDER = "https://leave.invalid/", "https://preferences.invalid/"


def render_issue(page: NewsletterIssuePage, *, language: str) -> MailContent:
    """The mail of an issue for readers of `language`, with placeholders for their own links.

    If the page is in another language, the mail says so and marks the language of its text.
    """
    own = page.locale.language_code
    with override(own), made_on_the_spot():
        html_blocks, text_blocks = _blocks(page, "html"), _blocks(page, "txt")
    context = {
        "page": page,
        "language": language,
        "content_language": own,
        "is_original": own != language,
        "portal_name": portal_name(language),
        "site_url": settings.PORTAL_BASE_URL,
        "web_url": "" if page.original.is_private else absolute(page.get_url() or ""),
        "unsubscribe_url": UNSUBSCRIBE_PLACEHOLDER,
        "preferences_url": PREFERENCES_PLACEHOLDER,
    }
    with override(language):
        html = render_to_string("newsletter/mail/issue.html", {**context, "blocks": html_blocks})
        text = render_to_string("newsletter/mail/issue.txt", {**context, "blocks": text_blocks})
    return MailContent(page.title, _tidy(text), inline_css(_absolute_links(html)))


def _blocks(page: NewsletterIssuePage, ending: str) -> list[SafeString]:
    parent: dict[str, Any] = {"page": page, "request": None}
    rendered = []
    for child in page.body:
        context = child.block.get_context(child.value, parent_context=parent)
        block = render_to_string(f"newsletter/mail/{child.block_type}.{ending}", context)
        rendered.append(mark_safe(block.strip()))
    return [block for block in rendered if block]


def _absolute_links(html: str) -> str:
    return re.sub(r'(href|src)="/(?!/)', rf'\1="{settings.PORTAL_BASE_URL}/', html)


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def personalise(
    content: MailContent, *, unsubscribe_url: str, preferences_url: str, headers: dict[str, str]
) -> MailContent:
    """The same mail with one reader's links in it."""

    def fill(text: str) -> str:
        return text.replace(UNSUBSCRIBE_PLACEHOLDER, unsubscribe_url).replace(PREFERENCES_PLACEHOLDER, preferences_url)

    return MailContent(content.subject, fill(content.text), fill(content.html), headers)
