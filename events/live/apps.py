from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LiveConfig(AppConfig):
    """The day itself: sessions that start late, notices to readers, and the team's page."""

    name = "events.live"
    label = "live"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("the day itself")

    def ready(self) -> None:
        from events.live.models import LateStart, Notice  # deferred: models
        from home.caching.generation import watch  # deferred: models

        watch(LateStart, Notice)
