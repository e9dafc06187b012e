from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from home.blocks.body_field import BodyField
from home.blocks.frame import ColumnsBlock, SocialsBlock
from home.i18n.languages import language_of
from home.publication import DraftSnippetForm


class FrameSnippet(PreviewableMixin, DraftStateMixin, RevisionMixin, TranslatableMixin, models.Model):
    """A part of the frame around every page. The original row decides when it is shown."""

    base_form_class = DraftSnippetForm

    class Meta(TranslatableMixin.Meta):
        abstract = True

    @property
    def full_url(self) -> str:
        """Previews are shown around the home page of the snippet's own language."""
        return f"{settings.PORTAL_BASE_URL}/{language_of(self)}/"

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "home/frame_preview.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        return {**super().get_preview_context(request, mode_name), "previewed": self}


class Announcement(FrameSnippet):
    """One or two sentences above every page, between two instants (UTC) that are the same for all languages."""

    text = models.CharField(
        _("text"), max_length=240, help_text=_("One or two sentences that every reader should see.")
    )
    link_label = models.CharField(
        _("link text"), max_length=60, blank=True, help_text=_("Says where the link leads. Leave it empty for no link.")
    )
    link_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        help_text=_("Readers get it in their own language if it exists."),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    shown_from = models.DateTimeField(
        _("shown from"), null=True, blank=True, help_text=_("In UTC. Empty: as soon as it is published.")
    )
    shown_until = models.DateTimeField(
        _("shown until"), null=True, blank=True, help_text=_("In UTC. Empty: until somebody unpublishes it.")
    )

    panels = [
        FieldPanel("text"),
        MultiFieldPanel([FieldPanel("link_label"), FieldPanel("link_page")], heading=_("Link")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("shown_from"), FieldPanel("shown_until")])],
            heading=_("When, in UTC, for all languages"),
        ),
    ]
    translatable_fields = [
        TranslatableField("text"),
        TranslatableField("link_label"),
        SynchronizedField("link_page", overridable=False),
        SynchronizedField("shown_from", overridable=False),
        SynchronizedField("shown_until", overridable=False),
    ]

    class Meta(FrameSnippet.Meta):
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        super().clean()
        if self.shown_from and self.shown_until and self.shown_until <= self.shown_from:
            raise ValidationError({"shown_until": _("It ends before it starts. Please choose a later time.")})
        if self.link_page and not self.link_label:
            raise ValidationError({"link_label": _("Please write the link text.")})

    def is_shown(self, now: datetime) -> bool:
        """Shown from the start (inclusive) to the end (exclusive)."""
        return not (self.shown_from and now < self.shown_from) and not (self.shown_until and now >= self.shown_until)

    def next_boundary(self, now: datetime) -> datetime | None:
        """The next instant at which `is_shown` changes."""
        return min((at for at in (self.shown_from, self.shown_until) if at and at > now), default=None)


class Footer(FrameSnippet):
    """The footer of every page, beside the menu and the languages, which need no editing."""

    name = models.CharField(
        _("internal name"),
        max_length=60,
        help_text=_("Only editors see it. Of several published footers the newest is shown."),
    )
    text = models.TextField(
        _("about the portal"), max_length=400, blank=True, help_text=_("Two or three sentences below the name.")
    )
    columns = BodyField(
        ColumnsBlock(max_num=3, required=False), verbose_name=_("columns"), blank=True, help_text=_("At most three.")
    )
    socials = BodyField(
        SocialsBlock(required=False),
        verbose_name=_("social networks"),
        blank=True,
        help_text=_("The profiles of your organisation."),
    )
    note = models.CharField(
        _("last line"), max_length=200, blank=True, help_text=_("For example, the licence of the texts.")
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("text"),
        FieldPanel("columns"),
        FieldPanel("socials"),
        FieldPanel("note"),
    ]
    translatable_fields = [
        SynchronizedField("name", overridable=False),
        TranslatableField("text"),
        TranslatableField("columns"),
        TranslatableField("socials"),
        TranslatableField("note"),
    ]

    class Meta(FrameSnippet.Meta):
        verbose_name = _("footer")
        verbose_name_plural = _("footers")

    def __str__(self) -> str:
        return self.name
