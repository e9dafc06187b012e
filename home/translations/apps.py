from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class TranslationsConfig(AppConfig):
    """What wagtail-localize leaves open: guards, freshness, the translators' desk."""

    name = "home.translations"
    label = "translations"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("translations")

    def ready(self) -> None:
        from wagtail.signals import published
        from wagtail_localize.models import StringTranslation

        from home.translations import jobs, receivers  # noqa: F401  jobs register themselves

        post_save.connect(receivers.check_saved_string, sender=StringTranslation)
        published.connect(receivers.follow)
        post_save.connect(receivers.follow_saved)
