from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from home.registry import after_migrate, early


class SubmissionsConfig(AppConfig):
    """The call from end to end: propose, review by consent, decide, become a session."""

    name = "events.submissions"
    label = "submissions"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("proposals")

    def ready(self) -> None:
        from events.submissions import checks, jobs, setup  # noqa: F401  deferred: models
        from events.submissions.pages import of_accepted  # deferred: models

        early.register("submissions", of_accepted)
        after_migrate.register("proposal-letters", setup.ensure_letters)
