from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count

from home.i18n.languages import distance_from, fallbacks
from home.newsletter.enums import MailingState
from home.newsletter.models import Mailing, NewsletterIssuePage, NewsletterPage, Subscriber
from home.page_privacy import public


def newsletter_page(language: str) -> NewsletterPage | None:
    """The newsletter's page in a language, else in a fallback, else the original; None where no reader may sign up."""
    distance = distance_from(language)
    pages = public(NewsletterPage.objects.select_related("locale")).order_by("path")
    mine = [page for page in pages if page.is_original or page.locale.language_code in fallbacks(language)]
    return min(mine, key=lambda page: (distance(page.locale.language_code), not page.is_original), default=None)


@dataclass(frozen=True)
class Audience:
    """Readers of one language and their page, which is None if the translation is not ready."""

    language: str
    count: int
    page: NewsletterIssuePage | None

    @property
    def is_ready(self) -> bool:
        return self.page is not None


def audiences(issue: NewsletterIssuePage) -> list[Audience]:
    """The number of readers and the ready page of each language, including languages removed from the portal.

    A language is ready when its page is live: publishing a translation says that it is done. Two queries.
    """
    readers = Subscriber.objects.confirmed().order_by().values_list("language").annotate(count=Count("pk"))
    counts: dict[str, int] = dict(readers)
    codes = [*settings.PORTAL_LANGUAGES, *sorted(set(counts) - set(settings.PORTAL_LANGUAGES))]
    pages = ready_pages(issue)
    return [Audience(code, counts.get(code, 0), pages.get(code)) for code in codes]


def ready_pages(issue: NewsletterIssuePage) -> dict[str, NewsletterIssuePage]:
    """Language code → live page of the issue."""
    pages = NewsletterIssuePage.objects.live().filter(translation_key=issue.translation_key, alias_of__isnull=True)
    return {page.locale.language_code: page for page in pages.select_related("locale")}


def unsent_prepared_issues() -> list[NewsletterIssuePage]:
    """Issues prepared for a milestone that nobody has sent or scheduled yet. One query."""
    taken = Mailing.objects.exclude(state=MailingState.CANCELLED).values("issue")
    return list(NewsletterIssuePage.objects.exclude(occasion="").exclude(pk__in=taken).order_by("-pk")[:5])
