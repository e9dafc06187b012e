from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from events.enums import CallState, Phase
from events.models.events import Event
from events.panels import EventFactsPanel
from home import registry
from home.blocks import BodyBlock
from home.blocks.body_field import BodyField
from home.caching.dependencies import cached_until_publish, expire_at
from home.clock import now
from home.design.drawing import SocialCard
from home.i18n.languages import language_of
from home.models import BasePage
from home.times import days, places


def event_of(page: Page) -> Event:
    """The event a page belongs to: a fact, so read from the original of the nearest EventPage above (or itself)."""
    above = page.ancestors_and_self[:2]  # editions stand below the home page
    return _event_of(*(ancestor.translation_key for ancestor in above))


@cached_until_publish
def _event_of(*keys: Any) -> Event:
    versions = list(EventPage.objects.select_related("event").filter(translation_key__in=keys))
    return next((version for version in versions if version.is_original), versions[0]).event


PHASE_MODES = [("", _("as it is now")), *((phase.value, phase.label) for phase in Phase)]
PHASE_STATES: dict[str, Phase | CallState] = {phase.value: phase for phase in Phase}

if TYPE_CHECKING:
    from wagtail.models import Page as PageBehaviour
else:
    PageBehaviour = object


class EventPageMixin(PageBehaviour):
    """For pages that show an event: the event at the instant of the request, and previews of its states."""

    preview_states: dict[str, Phase | CallState] = {}
    is_copied_by_hand = False  # a copy would show the facts of the same event: see events.editions

    @cached_property
    def shown_event(self) -> Event:
        return event_of(self)

    @property
    def social_line(self) -> str:
        event = self.shown_event
        return days(event.starts_at.astimezone(event.tz), event.ends_at.astimezone(event.tz), language_of(self))

    def social_card(self) -> SocialCard:
        card: SocialCard = registry.social_cards["event"](self)
        return card

    @property
    def pattern_seed(self) -> str:
        return self.shown_event.name

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        instant, event = now(request), self.shown_event
        expire_at(event.next_boundary(instant))
        places.show_in(event.tz)
        return {
            **context,
            "now": instant,
            "event": event,
            "call_state": event.call_state(instant),
            "phase": event.phase(instant),
            "accepts_late_proposals": event.accepts_late_proposals(instant),
        }

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        state = self.preview_states.get(mode_name)
        if state is not None:
            self.shown_event, request.preview_at = self.example_of(state)  # type: ignore[attr-defined]
        return super().serve_preview(request, mode_name)

    def example_of(self, state: Phase | CallState) -> tuple[Event, datetime]:
        """The event, never saved, and an instant at which it is in `state`."""
        return self.shown_event.example_of(state)


class EventPage(EventPageMixin, BasePage):
    """The face of one edition."""

    event = models.ForeignKey(
        Event,
        verbose_name=_("event"),
        help_text=_("The dates come from here, for all languages at once."),
        on_delete=models.PROTECT,
        related_name="pages",
    )
    edition = models.CharField(
        _("edition"), max_length=120, blank=True, help_text=_("For example: 4th annual international conference.")
    )
    subtitle = models.CharField(_("subtitle"), max_length=200, blank=True, help_text=_("Shown below the title."))
    body = BodyField(BodyBlock(), verbose_name=_("body"), blank=True)

    show_in_menus_default = True
    parent_page_types = ["home.HomePage"]
    subpage_types = ["events.CallPage", "events.ProgrammePage", "home.StandardPage"]
    content_panels = [
        EventFactsPanel(),
        *BasePage.content_panels,
        FieldPanel("event"),
        FieldPanel("edition"),
        FieldPanel("subtitle"),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("subtitle"), index.SearchField("body")]
    translatable_fields = [
        *BasePage.translated_texts,
        *BasePage.synchronised_facts,
        SynchronizedField("event", overridable=False),
        TranslatableField("edition"),
        TranslatableField("subtitle"),
        TranslatableField("body"),
    ]

    preview_modes = PHASE_MODES
    preview_states = PHASE_STATES

    class Meta:
        verbose_name = _("event page")
        verbose_name_plural = _("event pages")
