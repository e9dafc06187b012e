from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index
from wagtail_localize.fields import TranslatableField

from home.blocks import BodyBlock
from home.blocks.body_field import BodyField
from home.models.base import BasePage


class HomePage(BasePage):
    """The root of one language's tree: what the portal is, and the current event."""

    tagline = models.CharField(
        _("tagline"), max_length=160, blank=True, help_text=_("One line below the title: what this portal is for.")
    )
    body = BodyField(BodyBlock(), verbose_name=_("body"), blank=True)

    parent_page_types = ["wagtailcore.Page"]
    max_count = 1  # made by migrate; those of other languages are its translations
    content_panels = [*BasePage.content_panels, FieldPanel("tagline"), FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("tagline"), index.SearchField("body")]
    translatable_fields = [
        *BasePage.translated_texts,
        *BasePage.synchronised_facts,
        TranslatableField("tagline"),
        TranslatableField("body"),
    ]

    search_kind = ""

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class StandardPage(BasePage):
    """Any plain page: about, code of conduct, how to take part."""

    intro = models.TextField(
        _("introduction"), blank=True, help_text=_("Two or three sentences, shown in larger type above the text.")
    )
    body = BodyField(BodyBlock(), verbose_name=_("body"), blank=True)

    parent_page_types = ["home.HomePage", "home.StandardPage", "events.EventPage"]
    subpage_types = ["home.StandardPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("intro"), FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("intro"), index.SearchField("body")]
    translatable_fields = [
        *BasePage.translated_texts,
        *BasePage.synchronised_facts,
        TranslatableField("intro"),
        TranslatableField("body"),
    ]

    search_kind = ""

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
