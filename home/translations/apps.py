from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationsConfig(AppConfig):
    """What wagtail-localize leaves open: guards, freshness, the translators' desk."""

    name = "home.translations"
    label = "translations"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("translations")
