from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    """Programmes from elsewhere: read, compared with what is there, applied by the worker, undone."""

    name = "events.imports"
    label = "imports"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("imports")

    def ready(self) -> None:
        from events.imports import jobs, privacy  # noqa: F401  deferred: models
        from events.submissions.actions.privacy import KeptElsewhere, kept_elsewhere  # deferred: models

        kept_elsewhere["imports"] = KeptElsewhere(privacy.names_at, privacy.export, privacy.erase)
