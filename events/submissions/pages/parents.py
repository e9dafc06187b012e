"""The pages that new ones go below. Where the tree of a language has none yet, a draft is made."""

from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Locale

from events.models import Event, EventPage, ProgrammePage, SpeakersPage, programme_pages
from events.submissions.models import Submission
from home.i18n.languages import native_name
from home.i18n.slugs import free_slug
from home.models import HomePage


class NoParentPage(Exception):
    """The tree of a language lacks the page the new ones belong under; the message says which."""


def find_or_create_programme_page(event: Event, locale: Locale) -> ProgrammePage:
    """The programme page of the language; where there is none yet a draft is made."""
    pages = programme_pages(event)
    mine = next((page for page in pages if page.locale_id == locale.pk), None)
    if mine:
        return mine
    parent = EventPage.objects.filter(event=event, locale=locale).first()
    if parent is None:
        raise NoParentPage(_no_event_page_in(locale.language_code))
    if pages:
        return pages[0].copy_for_translation(locale)
    with override(locale.language_code):
        title = _("Programme")
    return parent.add_child(
        instance=ProgrammePage(title=title, slug=free_slug(parent, title, "programme"), locale=locale, live=False)
    )


def find_or_create_speakers_page(locale: Locale) -> SpeakersPage:
    pages = sorted(SpeakersPage.objects.all(), key=lambda page: (page.locale_id != locale.pk, not page.is_original))
    if pages and pages[0].locale_id == locale.pk:
        return pages[0]
    home = HomePage.objects.filter(locale=locale).first()
    if home is None:
        raise NoParentPage(_no_pages_in(locale.language_code))
    if pages:
        return pages[0].copy_for_translation(locale)
    with override(locale.language_code):
        title = _("Speakers")
    return home.add_child(
        instance=SpeakersPage(title=title, slug=free_slug(home, title, "speakers"), locale=locale, live=False)
    )


def require_parent_pages(submission: Submission) -> None:
    """Raises NoParentPage if the pages of this proposal could not be made."""
    language = submission.language
    if not HomePage.objects.filter(locale__language_code=language).exists():
        raise NoParentPage(_no_pages_in(language))
    if not EventPage.objects.filter(event=submission.event, locale__language_code=language).exists():
        raise NoParentPage(_no_event_page_in(language))


def _no_pages_in(language: str) -> str:
    return _("The portal has no pages in this language yet: {language}.").format(language=native_name(language))


def _no_event_page_in(language: str) -> str:
    return _("This event has no page in this language yet: {language}.").format(language=native_name(language))
