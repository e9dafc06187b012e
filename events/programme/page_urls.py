"""The addresses of programme pages for a reader of one language, translated or not."""

from events.models import CallPage, Event, EventPage, ProgrammePage, SpeakersPage, programme_page
from home.caching.dependencies import cached_until_publish
from home.i18n.languages import distance_from, language_of
from home.i18n.page_versions import PageVersions
from home.models import BasePage
from home.page_privacy import public


def localized_url(page: BasePage, language: str) -> str:
    """The path of a page in the reader's own tree. Where it is translated no query is needed."""
    if language_of(page) == language:
        return str(page.get_url())
    return PageVersions(page, None).url_for(language) or str(page.get_url())


@cached_until_publish
def programme_page_and_url(event: Event, language: str) -> tuple[ProgrammePage | None, str]:
    """The live programme page and its path, private or not; (None, "") where the event has none."""
    page = programme_page(event, language)
    return (page, localized_url(page, language)) if page else (None, "")


@cached_until_publish
def call_page_url(event: Event, language: str) -> str:
    """The path of the public page of its call; empty where the event has none."""
    editions = {page.path for page in public(EventPage.objects.filter(event=event))}
    calls = [page for page in public(CallPage.objects.all()) if page.path[: -page.steplen] in editions]
    distance = distance_from(language)
    pages = sorted(calls, key=lambda page: (distance(language_of(page)), not page.is_original))
    return localized_url(pages[0], language) if pages else ""


@cached_until_publish
def speakers_page_url(language: str) -> str:
    """The path of the speakers' page; empty where there is none."""
    distance = distance_from(language)
    pages = sorted(
        public(SpeakersPage.objects.all()), key=lambda page: (distance(language_of(page)), not page.is_original)
    )
    return localized_url(pages[0], language) if pages else ""
