from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from home.blocks.body_field import BodyField
from home.models import BasePage
from home.newsletter.blocks import IssueBlock
from home.newsletter.consent import version_of
from home.newsletter.enums import STARTED_STATES
from home.page_privacy import private_paths, public
from home.signals import Milestone

MAIL_PREVIEWS = {  # mode → template and content type
    "mail": ("newsletter/mail/preview.html", "text/html; charset=utf-8"),
    "text": ("newsletter/mail/preview.txt", "text/plain; charset=utf-8"),
}


class NewsletterPage(BasePage):
    """Sign-up, consent text, and the archive of issues. One in each language."""

    intro = models.TextField(_("introduction"), help_text=_("What people get and how often."))
    consent_text = models.TextField(
        _("consent text"),
        help_text=_("Shown next to the box people tick. Kept word for word with every sign-up, as proof of consent."),
    )

    parent_page_types = ["home.HomePage"]
    subpage_types = ["newsletter.NewsletterIssuePage"]
    max_count_per_parent = 1
    content_panels = [*BasePage.content_panels, FieldPanel("intro"), FieldPanel("consent_text")]
    search_fields = [*BasePage.search_fields, index.SearchField("intro")]
    translatable_fields = [
        *BasePage.translated_texts,
        *BasePage.synchronised_facts,
        TranslatableField("intro"),
        TranslatableField("consent_text"),
    ]

    class Meta:
        verbose_name = _("newsletter page")
        verbose_name_plural = _("newsletter pages")

    @property
    def consent_version(self) -> str:
        return version_of(self.consent_text)

    def issues(self) -> "models.QuerySet[NewsletterIssuePage]":
        """Issues that were sent and may be read by everybody, the newest first."""
        return public(NewsletterIssuePage.objects.child_of(self), private_paths(self)).order_by("-first_published_at")


class NewsletterIssuePage(BasePage):
    """One issue. It is translated like any page; readers of the web see it once it has been sent."""

    preheader = models.CharField(
        _("preview text"),
        max_length=140,
        blank=True,
        help_text=_("Mail programs show it next to the subject. Say what the subject does not say."),
    )
    body = BodyField(IssueBlock(), verbose_name=_("body"), blank=True)
    is_private = models.BooleanField(
        _("only by email"), default=False, help_text=_("Keeps this issue out of the public archive, in all languages.")
    )
    # "<milestone>:<model>:<id>" if the issue was prepared for a milestone, which happens once.
    occasion = models.CharField(max_length=120, blank=True, editable=False)

    exclude_fields_in_copy = [*BasePage.exclude_fields_in_copy, "occasion"]
    parent_page_types = ["newsletter.NewsletterPage"]
    subpage_types: list[str] = []
    content_panels = [
        FieldPanel("title", heading=_("Subject"), help_text=_("The subject of the email and the title of the page.")),
        FieldPanel("preheader"),
        FieldPanel("body"),
    ]
    promote_panels = [MultiFieldPanel([FieldPanel("is_private")], heading=_("Archive")), *BasePage.promote_panels]
    search_fields = [*BasePage.search_fields, index.SearchField("preheader"), index.SearchField("body")]
    translatable_fields = [
        *BasePage.translated_texts,
        *BasePage.synchronised_facts,
        SynchronizedField("is_private", overridable=False),
        TranslatableField("preheader"),
        TranslatableField("body"),
    ]

    preview_modes = [("", _("as a page")), ("mail", _("as an email")), ("text", _("as plain text"))]

    class Meta:
        verbose_name = _("newsletter issue")
        verbose_name_plural = _("newsletter issues")

    @property
    def is_sent(self) -> bool:
        """Whether its sending has begun."""
        return self.original.mailings.filter(state__in=STARTED_STATES).exists()

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The preview of a mail may have inline styles, as the mail does."""
        if mode_name not in MAIL_PREVIEWS:
            return super().serve_preview(request, mode_name)
        template, content_type = MAIL_PREVIEWS[mode_name]
        response = render(request, template, {"page": self}, content_type=content_type)
        response.headers["Content-Security-Policy"] = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"
        return response


class IssueTemplate(TranslatableMixin, models.Model):
    """A template of the issue for a milestone. `{event}` is replaced by the title of the edition's page."""

    milestone = models.CharField(_("when"), max_length=30, choices=Milestone)
    subject = models.CharField(
        _("subject"), max_length=160, help_text=_("{event} is replaced by the title of the edition in this language.")
    )
    preheader = models.CharField(_("preview text"), max_length=140, blank=True)
    body = BodyField(IssueBlock(), verbose_name=_("body"), blank=True)

    translatable_fields = [
        SynchronizedField("milestone", overridable=False),
        TranslatableField("subject"),
        TranslatableField("preheader"),
        TranslatableField("body"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("template of an issue")
        verbose_name_plural = _("templates of issues")
        constraints = [models.UniqueConstraint(fields=["milestone", "locale"], name="issue_template_once")]

    def __str__(self) -> str:
        return f"{self.get_milestone_display()}: {self.subject}"
