import re

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from events.submissions.enums import TO_HELPERS, EmailKind
from home.i18n.languages import language_of, native_name
from home.publication import DraftSnippetForm

PLACEHOLDERS = ("name", "title", "event", "link", "deadline")
PLACEHOLDERS_TO_HELPERS = ("name", "shifts", "event", "link")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
PLACEHOLDERS_HELP = _("You can use {name}, {title}, {event}, {link} and {deadline}: each email gets its own values.")
TO_HELPERS_HELP = format_lazy("{} {}", PLACEHOLDERS_HELP, _("To helpers: {name}, {shifts}, {event} and {link}."))


def unknown_placeholders(text: str, kind: str = "") -> list[str]:
    known = PLACEHOLDERS_TO_HELPERS if kind in TO_HELPERS else PLACEHOLDERS
    return sorted(set(PLACEHOLDER.findall(text)) - set(known))


class EmailTemplate(PreviewableMixin, DraftStateMixin, RevisionMixin, TranslatableMixin, models.Model):
    """An email to speakers or helpers: one for each occasion, in each language. The published version is sent."""

    kind = models.CharField(_("email"), max_length=12, choices=EmailKind, help_text=_("When this email is sent."))
    subject = models.CharField(_("subject"), max_length=160, help_text=TO_HELPERS_HELP)
    body = models.TextField(_("text"), help_text=format_lazy("{} {}", _("Plain text."), TO_HELPERS_HELP))

    base_form_class = DraftSnippetForm
    panels = [FieldPanel("kind"), FieldPanel("subject"), FieldPanel("body")]
    translatable_fields = [
        SynchronizedField("kind", overridable=False),
        TranslatableField("subject"),
        TranslatableField("body"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("email to speakers and helpers")
        verbose_name_plural = _("emails to speakers and helpers")
        ordering = ["kind", "locale"]
        unique_together = [("translation_key", "locale"), ("kind", "locale")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({native_name(language_of(self))})"

    def clean(self) -> None:
        super().clean()
        for field in ("subject", "body"):
            unknown = unknown_placeholders(getattr(self, field), self.kind)
            if unknown:
                text = _("These placeholders do not exist: %(names)s.")
                raise ValidationError({field: ValidationError(text, params={"names": ", ".join(unknown)})})
        if self.kind in (EmailKind.ACCEPTED, EmailKind.REMINDER) and "{link}" not in self.body:
            raise ValidationError({"body": _("Please add {link} to this email: without it nobody can confirm.")})
        if self.kind == EmailKind.INVITED and "{link}" not in self.body:
            raise ValidationError({"body": _("Please add {link} to this email: without it nobody can answer.")})

    def fill(self, values: dict[str, str]) -> tuple[str, str]:
        """Subject and text with `values` in their places."""

        def fill(text: str) -> str:
            return PLACEHOLDER.sub(lambda place: values.get(place[1], place[0]), text)

        return fill(self.subject), fill(self.body)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """With the latest proposal that fits, else with the latest one, else with its own places."""
        with translation.override(language_of(self)):
            return render(request, "submissions/email_preview.html", {"email_template": self})
