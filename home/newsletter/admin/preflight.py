"""Checks before an issue is sent: what spam filters, mail programs or readers may reject."""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from home.clock import now
from home.newsletter.mail.rendering import render_issue
from home.newsletter.models import NewsletterIssuePage
from home.registry import issue_warnings

MAX_BYTES = 100_000  # bytes; Gmail cuts mails off at 102 kB
MAX_SUBJECT_LENGTH = 70
SHOUTING = re.compile(r"!{2,}|\b[A-ZÁÉÍÓÚÑ]{4,}\b.*\b[A-ZÁÉÍÓÚÑ]{4,}\b")
LINK = re.compile(r'<a[^>]+href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
EMPTY_ALT = re.compile(r"<img(?![^>]*\balt=\"[^\"]+\")[^>]*>")
VAGUE_LINK_TEXTS = {"here", "click here", "this", "link", "aquí", "haga clic aquí", "este enlace", "enlace"}


@dataclass(frozen=True)
class PreflightFinding:
    """`is_error`: the issue should not be sent like this."""

    language: str
    message: str | Promise
    is_error: bool = False


def preflight_findings(page: NewsletterIssuePage) -> list[PreflightFinding]:
    """Of one language of an issue, as it would go out now."""
    content, language = render_issue(page, language=page.locale.language_code), page.locale.language_code
    original = page.original
    links = [(address, re.sub(r"<[^>]+>", "", text).strip()) for address, text in LINK.findall(content.html)]
    checks = [
        (len(content.subject) > MAX_SUBJECT_LENGTH, _("The subject is long: some mail programs cut it off."), False),
        (bool(SHOUTING.search(content.subject)),
         _("The subject has many capitals or exclamation marks: spam filters may stop it."), False),
        (not page.preheader, _("There is no preview text: mail programs show the first words instead."), False),
        (not page.body, _("The issue is empty."), True),
        (len(content.html.encode()) > MAX_BYTES, _("The email is larger than 100 kB: some programs cut it off."), True),
        (any(not text for _address, text in links), _("A link has no text."), True),
        (any(text.lower() in VAGUE_LINK_TEXTS for _address, text in links),
         _("A link does not say where it leads."), False),
        (any(not address.startswith(("https:", "http:", "mailto:")) for address, _text in links),
         _("A link leads nowhere; its page may have been deleted."), True),
        (bool(EMPTY_ALT.search(content.html)), _("An image has no alternative text."), True),
        (page.has_unpublished_changes, _("There are unpublished changes, which will not be sent."), False),
        (is_older(page, original), _("The original was published after this translation: is it still right?"), False),
    ]  # fmt: skip
    of_others = [(True, text, False) for _name, warn in issue_warnings for text in warn(language, now())]
    found = [*checks, *of_others]
    return [PreflightFinding(language, message, is_error) for applies, message, is_error in found if applies]


def is_older(page: NewsletterIssuePage, original: NewsletterIssuePage) -> bool:
    if page.pk == original.pk or not (page.last_published_at and original.last_published_at):
        return False
    return page.last_published_at < original.last_published_at
