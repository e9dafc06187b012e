"""The newsletter of the demo: its page with the sign-up, and sent issues in the archive."""

from collections.abc import Mapping
from datetime import date

from events.models import Event
from home.models import HomePage
from home.newsletter.enums import MailingState
from home.newsletter.models import Mailing, NewsletterIssuePage
from portal.demo.loader import DemoLoader
from portal.demo.read import Demo
from portal.demo.schema import instant


def create_newsletter(demo: Demo, loader: DemoLoader, home: HomePage, events: Mapping[str, Event]) -> None:
    """The pages as drafts. Each issue belongs to a milestone of its edition, so that no other is prepared for it."""
    page = loader.create(demo.newsletter, home)
    for issue in demo.issues:
        event = events[issue.facts.event]
        loader.create(issue, page, occasion=f"{issue.facts.milestone}:{event._meta.label_lower}:{event.pk}")


def send_issues(demo: Demo, loader: DemoLoader, loading_day: date) -> None:
    """Publish them, with a mailing without recipients: the demo has no subscribers."""
    for issue in demo.issues:
        sent_at = instant(issue.facts.sent_at, loading_day)
        page = loader.pages[issue.key]
        Mailing.objects.create(
            issue=page,
            state=MailingState.DONE,
            send_at=sent_at,
            approved_at=sent_at,
            queued_at=sent_at,
            done_at=sent_at,
        )
        loader.finish(issue)
        versions = NewsletterIssuePage.objects.filter(translation_key=page.translation_key)
        versions.update(first_published_at=sent_at)
