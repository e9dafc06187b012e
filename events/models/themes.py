from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel
from wagtail.models import DraftStateMixin, RevisionMixin, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from home.publication import DraftSnippetForm


class Theme(DraftStateMixin, RevisionMixin, TranslatableMixin, TagBase):
    """What sessions are about. One theme has one label per language; drafts are not shown to readers."""

    free_tagging = False

    name = models.CharField(_("label"), max_length=100, help_text=_("Short: it is shown next to the session."))
    slug = models.SlugField(_("short name"), max_length=100, allow_unicode=True, help_text=_("Used in addresses."))

    base_form_class = DraftSnippetForm
    panels = ["name"]
    translatable_fields = [TranslatableField("name"), SynchronizedField("slug", overridable=False)]

    @property
    def original(self) -> "Theme":
        """The oldest label of this theme; see `original_themes`."""
        same = Theme.objects.filter(translation_key=self.translation_key).order_by("pk")
        return same.first() or self

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name"]
        unique_together = [("translation_key", "locale"), ("locale", "slug"), ("locale", "name")]


def original_themes() -> models.QuerySet[Theme]:
    """One row for each theme, whatever the number of its labels."""
    oldest = Theme.objects.order_by().values("translation_key").annotate(oldest=models.Min("pk"))
    return Theme.objects.filter(pk__in=oldest.values("oldest"))


def label_in(language: str, theme: str = "") -> Coalesce:
    """For queries: the label of a theme in a language if it has one, else its own. `theme` leads to it: "tag__"."""
    same = Theme.objects.filter(
        translation_key=models.OuterRef(f"{theme}translation_key"), locale__language_code=language
    )
    return Coalesce(models.Subquery(same.values("name")[:1]), f"{theme}name")


class SessionTheme(TranslatableMixin, ItemBase):
    """A session is about a theme. Read from the session's original only, and by the theme's translation key."""

    tag = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="session_themes")
    content_object = ParentalKey("events.SessionPage", on_delete=models.CASCADE, related_name="session_themes")

    panels = [FieldPanel("tag", heading=_("Theme"), help_text=_("One row for each theme, whatever its languages."))]
    translatable_fields = [TranslatableField("tag")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("theme of a session")
        verbose_name_plural = _("themes of sessions")

    def clean(self) -> None:
        """On the original session, a translated label means the theme itself."""
        super().clean()
        page = self.content_object
        if self.tag_id and page.original_locale_id in (None, page.locale_id):
            self.tag = self.tag.original
