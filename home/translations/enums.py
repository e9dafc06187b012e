from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TranslationState(TextChoices):
    """What a translation needs from a person, independent of whether it is public and current."""

    TO_TRANSLATE = "to_translate", _("To translate")
    TO_CHECK = "to_check", _("To check")
    DONE = "done", _("Done")
