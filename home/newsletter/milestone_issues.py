"""Prepare the issue about a milestone in every language of its subject. A person reviews and sends it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.models import Locale, Page
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from home.i18n.localized import absolute
from home.i18n.slugs import free_slug
from home.newsletter.issue_translations import translate
from home.newsletter.models import IssueTemplate, NewsletterIssuePage, NewsletterPage, Subscriber
from home.outbox.actions import enqueue
from home.outbox.kinds import NOTICE
from home.outbox.rendering import render_mail
from home.roles import EDITORS
from home.signals import Milestone, ReceiverFailed


def prepare_issue(name: Milestone, subject: models.Model, at: datetime, **kwargs: Any) -> NewsletterIssuePage | None:
    """Receiver of home.signals.milestone: prepare the issue and tell the editors, once for each milestone and subject.

    Does nothing if the portal has no newsletter or no template for this milestone. Raises ReceiverFailed, and keeps
    nothing, if the issue cannot be made in one of the languages; raises ValueError for an unknown milestone.
    """
    happened = Milestone(name)
    try:
        with transaction.atomic():
            return _prepare(happened, subject, at)
    except Exception as error:
        left = _("The newsletter issue about this could not be prepared. Please write it yourself, under “Newsletter”.")
        raise ReceiverFailed(left) from error


def who_is_told(milestone: Milestone) -> str:
    """What `prepare_issue` will do, for the editor who is about to cause it; nothing without a newsletter."""
    pages = NewsletterPage.objects.values("locale")
    if not IssueTemplate.objects.filter(milestone=milestone, locale__in=pages).exists():
        return ""
    count = Subscriber.objects.confirmed().count()
    text = ngettext(
        "A newsletter issue about it is prepared for %(count)d subscriber, and the editors get an email that says so. "
        "Nobody else gets an email before somebody sends that issue.",
        "A newsletter issue about it is prepared for %(count)d subscribers, and the editors get an email that says so. "
        "Nobody else gets an email before somebody sends that issue.",
        count,
    )
    return text % {"count": count}


def _prepare(milestone: Milestone, subject: models.Model, at: datetime) -> NewsletterIssuePage | None:
    occasion = f"{milestone.value}:{subject._meta.label_lower}:{subject.pk}"
    templates = {
        row.locale_id: row for row in IssueTemplate.objects.filter(milestone=milestone).select_related("locale")
    }
    codes = getattr(subject, "language_codes", settings.PORTAL_LANGUAGES)
    homes = [
        page
        for page in NewsletterPage.objects.select_related("locale")
        if page.locale_id in templates and page.locale.language_code in codes
    ]
    home = next((page for page in homes if page.is_original), next(iter(homes), None))
    if home is None or NewsletterIssuePage.objects.filter(occasion=occasion).exists():
        return None
    issue = _create_draft(home, templates[home.locale_id], subject, occasion)
    for other in homes:
        if other.locale_id != home.locale_id:
            _translate(issue, other, templates[home.locale_id], templates[other.locale_id], subject)
    _notify_editors(issue, now=at)
    return issue


def _edition_page(subject: models.Model, locale: Locale) -> Page | None:
    """The page of the milestone's subject in a language, else the original, if it has pages."""
    pages = list(subject.pages.live()) if hasattr(subject, "pages") else []
    mine = [page for page in pages if page.locale_id == locale.pk]
    return next(iter(mine or [page for page in pages if page.is_original]), None)


def _subject(template: IssueTemplate, subject: models.Model) -> str:
    edition = _edition_page(subject, template.locale)
    text = template.subject.replace("{event}", edition.title if edition else str(subject))
    return Truncator(text).chars(Page._meta.get_field("title").max_length)


def _create_draft(
    home: NewsletterPage, template: IssueTemplate, subject: models.Model, occasion: str
) -> NewsletterIssuePage:
    edition = _edition_page(subject, template.locale)
    title = _subject(template, subject)
    issue = NewsletterIssuePage(title=title, preheader=template.preheader, occasion=occasion, live=False)
    issue.slug = free_slug(home, title, "issue")
    issue.locale = template.locale
    issue.body = _body_for(template, edition)  # type: ignore[assignment]
    home.add_child(instance=issue)
    issue.save_revision()
    return issue


def _body_for(template: IssueTemplate, edition: Page | None) -> list[dict[str, Any]]:
    """The template's blocks, with the edition where a block names none."""
    raw: list[dict[str, Any]] = [dict(block) for block in template.body.get_prep_value()]
    for block in raw:
        if edition and isinstance(block["value"], dict) and "page" in block["value"] and not block["value"]["page"]:
            block["value"] = {**block["value"], "page": edition.pk}
            if "url" in block["value"]:
                block["value"]["url"] = ""
    return raw


def _strings(template: IssueTemplate) -> list[tuple[str, str]]:
    """Content path and string of every segment, in order."""
    segments = [part for part in extract_segments(template) if isinstance(part, StringSegmentValue)]
    return [(part.path, part.string.data) for part in segments]


def _translate(
    issue: NewsletterIssuePage,
    home: NewsletterPage,
    template: IssueTemplate,
    translated: IssueTemplate,
    subject: models.Model,
) -> None:
    """A draft in another language, from that language's template, open to its translators like any page."""
    pairs = zip(_strings(template), _strings(translated), strict=False)
    texts = {ours: theirs for (our_path, ours), (their_path, theirs) in pairs if our_path == their_path}
    title = _subject(translated, subject)
    texts |= {issue.title: title, issue.slug: free_slug(home, title, "issue")}
    translate(issue, translated.locale, texts, publish=False)


def _notify_editors(issue: NewsletterIssuePage, *, now: datetime) -> None:
    editors = get_user_model().objects.filter(is_active=True, groups__name=EDITORS).exclude(email="")
    for editor in editors.select_related("wagtail_userprofile"):
        profile = getattr(editor, "wagtail_userprofile", None)
        language = (profile and profile.preferred_language) or settings.LANGUAGE_CODE
        context = {
            "issue": issue,
            "send_url": absolute(reverse("newsletter_issue", args=[issue.pk])),
            "site_url": settings.PORTAL_BASE_URL,
        }
        enqueue(
            kind=NOTICE,
            key=f"prepared:{issue.pk}:{editor.pk}",
            address=editor.email,
            language=language,
            content=render_mail("newsletter/email/prepared", language=language, context=context),
            now=now,
        )
