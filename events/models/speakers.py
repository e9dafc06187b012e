from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from events.fields import LanguageCodesField, split_language_codes
from home.design.drawing import SocialCard
from home.design.renditions import PHOTO
from home.i18n.languages import language_names, language_of
from home.models import BasePage


class SpeakersPage(BasePage):
    """Everybody who speaks, by edition."""

    intro = models.TextField(_("introduction"), blank=True, help_text=_("One or two sentences above the list."))

    show_in_menus_default = True
    parent_page_types = ["home.HomePage"]
    subpage_types = ["events.SpeakerPage"]
    max_count_per_parent = 1
    content_panels = [*BasePage.content_panels, FieldPanel("intro")]
    search_fields = [*BasePage.search_fields, index.SearchField("intro")]
    translatable_fields = [*BasePage.translated_texts, *BasePage.synchronised_facts, TranslatableField("intro")]

    class Meta:
        verbose_name = _("speakers page")
        verbose_name_plural = _("speakers pages")


class SpeakerPage(BasePage):
    """A person; the title is the name."""

    role = models.CharField(
        _("in one line"), max_length=160, blank=True, help_text=_("What this person does, for example: runs a school.")
    )
    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True, help_text=_("As this person prefers them."))
    pronunciation = models.CharField(
        _("how to say the name"),
        max_length=120,
        blank=True,
        help_text=_("For interpreters and moderators, for example: MEE-ra va-LU-van. Readers do not see it."),
    )
    biography = models.TextField(_("biography"), blank=True, help_text=_("Plain text, one or two paragraphs."))
    photo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("photo"),
        help_text=_("With the person’s consent. If there is none, a shape is drawn from the name."),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    answers_in = LanguageCodesField(
        _("takes questions in"), blank=True, help_text=_("The languages in which this person answers questions.")
    )

    parent_page_types = ["events.SpeakersPage"]
    subpage_types: list[str] = []
    content_panels = [
        TitleFieldPanel("title", heading=_("Name"), placeholder=_("Name"), help_text=_("As the person writes it.")),
        FieldPanel("role"),
        FieldPanel("pronouns"),
        FieldPanel("pronunciation"),
        FieldPanel("biography"),
        FieldPanel("photo"),
        FieldPanel("answers_in"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("role"), index.SearchField("biography")]
    translatable_fields = [
        *BasePage.translated_texts,
        *BasePage.synchronised_facts,
        TranslatableField("role"),
        TranslatableField("pronouns"),
        SynchronizedField("pronunciation", overridable=False),
        TranslatableField("biography"),
        SynchronizedField("photo", overridable=False),
        SynchronizedField("answers_in", overridable=False),
    ]

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")

    def pictures(self) -> Iterator[tuple[Any, list[str]]]:
        yield from super().pictures()
        if photo := self.original.photo:
            yield photo, list(PHOTO)

    def social_card(self) -> SocialCard:
        here, photo = language_of(self), self.original.photo
        with override(here):
            asked = _("Takes questions in %(languages)s") % {"languages": language_names(self.answer_codes, here)}
        return replace(
            super().social_card(),
            line=self.role,
            facts=("", asked) if self.answer_codes else (),
            portraits=(photo.file.name,) if photo else (),
        )

    @property
    def answer_codes(self) -> list[str]:
        """Languages in which this person takes questions: a fact, so from the original."""
        return split_language_codes(self.original.answers_in)
