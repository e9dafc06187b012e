from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RosterConfig(AppConfig):
    """Helpers of an edition, what there is to do, and who does it."""

    name = "events.roster"
    label = "roster"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("roster")

    def ready(self) -> None:
        from events.roster.models import Assignment, Shift  # deferred: models
        from home.caching.generation import watch  # deferred: models

        watch(Shift, Assignment)
