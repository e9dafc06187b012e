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
        from events.submissions.pages import pages_of_accepted_proposals  # deferred: models

        early.register("submissions", pages_of_accepted_proposals)
        after_migrate.register("proposal-emails", setup.ensure_email_templates)
