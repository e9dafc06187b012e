"""Who may read an issue on the web: everybody once it has been sent, unless it is marked as only by mail.

Until then its pages ask for a login, by Wagtail's own privacy: search, sitemap and menus respect that already.
"""

from typing import Any

from wagtail.models import PageViewRestriction

from home.newsletter.models import NewsletterIssuePage


def update_archive_privacy(issue: NewsletterIssuePage) -> None:
    """Bring the privacy of all languages of an issue in line with what it is now."""
    original = issue.original
    is_public = original.is_sent and not original.is_private
    pages = NewsletterIssuePage.objects.filter(translation_key=issue.translation_key)
    for page in pages:
        closed = PageViewRestriction.objects.filter(page=page)
        if is_public:
            closed.delete()
        elif not closed.exists():
            PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def after_publishing(instance: NewsletterIssuePage, **kwargs: Any) -> None:
    update_archive_privacy(instance)
