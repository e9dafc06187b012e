"""The newsletter of the demo: its page with the sign-up, and two issues that stand in the archive as sent."""

from datetime import date

from events.models import Event
from home.models import HomePage
from home.newsletter.enums import MailingState, Milestone
from home.newsletter.models import Mailing, NewsletterIssuePage, NewsletterPage
from portal.demo.content import edition_2021, edition_open, kinds
from portal.demo.content.newsletter import CALL_OPEN, NEWSLETTER, PROGRAMME_READY, SENT
from portal.demo.loader import Loader

KEPT = (
    (PROGRAMME_READY, Milestone.PROGRAMME_RELEASED, edition_2021.EDITION),
    (CALL_OPEN, Milestone.CALL_OPENED, edition_open.EDITION),
)


def create_newsletter(loader: Loader, home: HomePage) -> None:
    """The pages as drafts. Each issue keeps the promise about its edition, so that no other is prepared for it."""
    page = loader.create(NEWSLETTER, NewsletterPage, home, show_in_menus=True)
    for content, milestone, edition in KEPT:
        event = Event.objects.get(name=edition.name)
        occasion = f"{milestone}:{event._meta.label_lower}:{event.pk}"
        title = {"title": content.title[0], "slug": content.slug[0]}
        issue = NewsletterIssuePage(locale=page.locale, live=False, occasion=occasion, **title)
        loader.remember(content, NewsletterPage.objects.get(pk=page.pk).add_child(instance=issue))


def send_issues(loader: Loader, loading_day: date) -> None:
    """Publish both, with a sending that reached nobody: the demo has no readers yet."""
    for content, _milestone, _edition in KEPT:
        when: kinds.When = SENT[content.key]
        instant = when.on(loading_day) if isinstance(when, kinds.Offset) else when
        page = loader.pages[content.key]
        Mailing.objects.create(
            issue=page,
            state=MailingState.DONE,
            send_at=instant,
            approved_at=instant,
            written_at=instant,
            done_at=instant,
        )
        loader.finish(content.key)
        family = NewsletterIssuePage.objects.filter(translation_key=page.translation_key)
        family.update(first_published_at=instant)
