from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TranslationState(TextChoices):
    """What a translation needs from a person, independent of whether it is public and current."""

    TO_TRANSLATE = "to_translate", _("To translate")
    TO_CHECK = "to_check", _("To check")
    DONE = "done", _("Done")


class CellState(TextChoices):
    """A text in one language, in the overview of all languages."""

    ORIGINAL = "original", _("Original")
    TO_TRANSLATE = TranslationState.TO_TRANSLATE.value, TranslationState.TO_TRANSLATE.label
    TO_CHECK = TranslationState.TO_CHECK.value, TranslationState.TO_CHECK.label
    TO_PUBLISH = "to_publish", _("Not published yet")
    PUBLISHED = "published", _("Published")
