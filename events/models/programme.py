from functools import reduce
from operator import or_

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index
from wagtail_localize.fields import TranslatableField

from events.models.event_pages import PHASE_MODES, PHASE_STATES, EventPage, EventPageMixin
from events.models.events import Event
from events.panels import EventFactsPanel
from home.i18n.languages import distance_from, language_of
from home.models import BasePage


class ProgrammePage(EventPageMixin, BasePage):
    """The published timetable of an event. The sessions are pages below it."""

    intro = models.TextField(_("introduction"), blank=True, help_text=_("One or two sentences above the programme."))
    not_yet = models.TextField(
        _("while it is being made"), blank=True, help_text=_("Shown here until the timetable is published.")
    )

    show_in_menus_default = True
    parent_page_types = ["events.EventPage"]
    subpage_types = ["events.SessionPage"]
    max_count_per_parent = 1
    content_panels = [
        EventFactsPanel(),
        *BasePage.content_panels,
        FieldPanel("intro"),
        FieldPanel("not_yet"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("intro")]
    translatable_fields = [
        *BasePage.translated_texts,
        *BasePage.synchronised_facts,
        TranslatableField("intro"),
        TranslatableField("not_yet"),
    ]

    preview_modes = PHASE_MODES
    preview_states = PHASE_STATES

    class Meta:
        verbose_name = _("programme page")
        verbose_name_plural = _("programme pages")


def programme_pages(event: Event) -> list[ProgrammePage]:
    """The programme page of an event in every language, drafts included, the originals first."""
    event_pages = EventPage.objects.filter(event=event).values_list("path", flat=True)
    below = [models.Q(path__startswith=path) for path in event_pages]
    pages = ProgrammePage.objects.filter(reduce(or_, below)) if below else ProgrammePage.objects.none()
    return sorted(pages, key=lambda page: (not page.is_original, page.path))


def programme_page(event: Event, language: str) -> ProgrammePage | None:
    """The live programme page for a reader of `language`: translated, else in a fallback, else the original."""
    distance = distance_from(language)
    live = [page for page in programme_pages(event) if page.live]
    return min(live, key=lambda page: distance(language_of(page)), default=None)
