from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index
from wagtail_localize.fields import TranslatableField

from events.blocks import PromptsBlock
from events.enums import CallState
from events.models.event_pages import EventPageMixin
from events.panels import EventFactsPanel
from home.blocks import BodyBlock
from home.blocks.body_field import BodyField
from home.caching.dependencies import expire_at
from home.i18n.languages import language_of
from home.models import BasePage
from home.times import time_left, time_left_valid_for


class CallPage(EventPageMixin, BasePage):
    """The invitation to propose sessions. Shows from the event's dates whether the call opens, is open or is closed."""

    intro = models.TextField(_("introduction"), blank=True, help_text=_("Whom you invite, in two or three sentences."))
    body = BodyField(BodyBlock(), verbose_name=_("body"), blank=True)
    prompts = BodyField(
        PromptsBlock(),
        verbose_name=_("questions of the form"),
        blank=True,
        help_text=_("What the form asks besides the title, the abstract and the speakers."),
    )
    consent = models.TextField(
        _("consent"),
        blank=True,
        help_text=_(
            "What people agree to when they send a proposal. Each version is kept with the proposals sent under it."
        ),
    )
    late_note = models.TextField(
        _("note on late ideas"),
        blank=True,
        help_text=_(
            "Shown once the call is closed, until the event starts. The contact address is added automatically."
        ),
    )

    show_in_menus_default = True
    parent_page_types = ["events.EventPage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    content_panels = [
        EventFactsPanel(),
        *BasePage.content_panels,
        FieldPanel("intro"),
        FieldPanel("body"),
        FieldPanel(
            "prompts",
            help_text=_(
                "What the form asks besides title, kind, what it is about, where you practise, what is still hard, "
                "themes, languages and times. Do not ask for these again."
            ),
        ),
        FieldPanel("consent"),
        FieldPanel("late_note"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("intro"), index.SearchField("body")]
    translatable_fields = [
        *BasePage.translated_texts,
        *BasePage.synchronised_facts,
        TranslatableField("intro"),
        TranslatableField("body"),
        TranslatableField("prompts"),
        TranslatableField("consent"),
        TranslatableField("late_note"),
    ]

    preview_modes = [("", _("as it is now")), *((state.value, state.label) for state in CallState)]
    preview_states = {state.value: state for state in CallState}

    class Meta:
        verbose_name = _("call page")
        verbose_name_plural = _("call pages")

    @property
    def consent_text(self) -> str:
        """The text people agree to; a default text in the reader's language if editors wrote none."""
        return self.consent or gettext(
            "The programme team may keep and read this proposal and write to the people named in "
            "it about this edition. If it is accepted, everything in it except email addresses "
            "may be published in all languages of the portal. I have asked the other people I "
            "name."
        )

    @property
    def consent_language(self) -> str:
        return language_of(self) if self.consent else get_language() or settings.LANGUAGE_CODE

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        event = context["event"]
        closes_at = event.call_closes_at or event.starts_at
        if context["call_state"] == CallState.OPEN:
            left = closes_at - context["now"]
            context["closes_at"] = closes_at
            context["time_left"] = time_left(left, get_language())
            expire_at(context["now"] + time_left_valid_for(left))
        return context
