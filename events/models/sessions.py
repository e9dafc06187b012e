from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultipleChooserPanel, TitleFieldPanel
from wagtail.models import Orderable
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from events.enums import CallState, Phase, SessionKind
from events.fields import LanguageCodesField, language_choices, split_language_codes
from events.models.event_pages import PHASE_MODES, PHASE_STATES, EventPage, EventPageMixin
from events.models.events import Event
from events.models.speakers import SpeakerPage
from events.models.themes import SessionTheme, Theme
from home.blocks import BodyBlock
from home.blocks.body_field import BodyField
from home.models import BasePage
from home.page_privacy import public_q


class SessionPage(EventPageMixin, BasePage):
    """The texts of a session. The timetable holds its time and room, once for all languages."""

    kind = models.CharField(_("kind"), max_length=20, choices=SessionKind.choices, default=SessionKind.TALK)
    abstract = models.TextField(
        _("abstract"), blank=True, help_text=_("Plain text, one or two paragraphs. Also shown in feeds and calendars.")
    )
    body = BodyField(BodyBlock(), verbose_name=_("more"), blank=True)
    themes = ClusterTaggableManager(
        through=SessionTheme, blank=True, verbose_name=_("themes"), help_text=_("Choose from the themes that exist.")
    )

    parent_page_types = ["events.ProgrammePage"]
    subpage_types: list[str] = []
    content_panels = [
        TitleFieldPanel(
            "title",
            heading=_("Title of the session"),
            placeholder=_("Title of the session"),
            help_text=_("As readers see it in the programme, without the names of the speakers."),
        ),
        FieldPanel("kind", help_text=_("Readers can filter by it. Breaks need no speaker and no language.")),
        FieldPanel("abstract"),
        MultipleChooserPanel(
            "session_speakers", chooser_field_name="speaker", heading=_("Speakers"), label=_("Speaker")
        ),
        MultipleChooserPanel("session_themes", chooser_field_name="tag", heading=_("Themes"), label=_("Theme")),
        FieldPanel("body"),
        InlinePanel("recordings", heading=_("Recordings"), label=_("Recording")),
        FieldPanel("recording_reason"),  # of the form, see events.consents.session_form
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("abstract"),
        index.SearchField("body"),
        index.FilterField("kind"),
    ]
    translatable_fields = [
        *BasePage.translated_texts,
        *BasePage.synchronised_facts,
        SynchronizedField("kind", overridable=False),
        TranslatableField("abstract"),
        TranslatableField("body"),
        SynchronizedField("session_speakers", overridable=False),
        TranslatableField("session_themes"),
        SynchronizedField("recordings", overridable=False),
    ]

    preview_modes = PHASE_MODES
    preview_states = PHASE_STATES

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def example_of(self, state: Phase | CallState) -> tuple[Event, datetime]:
        """While the event runs: when this session begins."""
        event, instant = super().example_of(state)
        starts = SessionPage.objects.filter(translation_key=self.translation_key).values_list(
            "slots__starts_at", flat=True
        )
        begins = starts.exclude(slots=None).first()
        return event, begins if begins and state == Phase.LIVE else instant

    def search_names(self) -> list[str]:
        """Speakers and themes, in the page's language or the original label (see signal_handlers)."""
        chosen = SessionTheme.objects.filter(content_object=self.original.pk).values("tag__translation_key")
        known = Theme.objects.filter(translation_key__in=chosen, live=True).order_by("-pk")
        labels = dict(known.values_list("translation_key", "name"))  # the oldest, unless there is one in this language
        labels |= dict(known.filter(locale=self.locale_id).values_list("translation_key", "name"))
        speaking = SessionSpeaker.objects.filter(page=self.original.pk).values("speaker__translation_key")
        originals = SpeakerPage.objects.filter(public_q(), locale=models.F("original_locale"))
        speakers = originals.filter(translation_key__in=speaking)
        return [*labels.values(), *speakers.values_list("title", flat=True)]


def sessions_of(event: Event) -> PageQuerySet[SessionPage]:
    """Every original session below a page of the event, drafts included."""
    path = models.ExpressionWrapper(models.OuterRef("path"), output_field=models.CharField())
    above = EventPage.objects.filter(event=event).annotate(below=path).filter(below__startswith=models.F("path"))
    return _originals().filter(models.Exists(above))


def sessions_below(paths: Iterable[str]) -> PageQuerySet[SessionPage]:
    """Every original session in these parts of the tree, drafts included."""
    below = models.Q(pk__in=[])
    for path in paths:
        below |= models.Q(path__startswith=path)
    return _originals().filter(below)


def _originals() -> PageQuerySet[SessionPage]:
    return SessionPage.objects.filter(locale=models.F("original_locale")).order_by("title")


class SessionSpeaker(Orderable):
    """Who speaks in a session. Read from the session's original only, and by the speaker's translation key."""

    page = ParentalKey(SessionPage, on_delete=models.CASCADE, related_name="session_speakers")
    speaker = models.ForeignKey(
        SpeakerPage, verbose_name=_("speaker"), on_delete=models.CASCADE, related_name="session_speakers"
    )

    panels = [FieldPanel("speaker", help_text=_("One row for each person, whatever the languages of their page."))]

    class Meta(Orderable.Meta):
        verbose_name = _("speaker of a session")
        verbose_name_plural = _("speakers of sessions")

    def clean(self) -> None:
        super().clean()
        if self.speaker_id:
            self.speaker = self.speaker.original

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.speaker = self.speaker.original
        super().save(*args, **kwargs)


class Recording(Orderable):
    """Where a session can be watched afterwards, and in which languages."""

    page = ParentalKey(SessionPage, on_delete=models.CASCADE, related_name="recordings")
    url = models.URLField(_("address"), help_text=_("Where the recording can be watched."))
    language = models.CharField(_("spoken language"), max_length=10, choices=language_choices)
    captions = LanguageCodesField(
        _("caption languages"), blank=True, help_text=_("The languages in which it has captions.")
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(24 * 60)],
        help_text=_("How long it takes. Leave it empty if you do not know."),
    )

    panels = [
        FieldPanel("url"),
        FieldPanel("language", help_text=_("The language spoken in it.")),
        FieldPanel("captions"),
        FieldPanel("minutes"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")

    def __str__(self) -> str:
        return self.url

    @property
    def caption_codes(self) -> list[str]:
        return split_language_codes(self.captions)
