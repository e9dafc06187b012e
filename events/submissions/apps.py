from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SubmissionsConfig(AppConfig):
    """The call from end to end: propose, review by consent, decide, become a session."""

    name = "events.submissions"
    label = "submissions"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("proposals")

    def ready(self) -> None:
        from events.submissions import jobs, setup  # noqa: F401  jobs register themselves
        from events.submissions.pages.session_pages import of_accepted
        from home.registry import early

        early.register("submissions", of_accepted)

        # The signal of the last app with models: by then every app has its permissions.
        last_app = [config for config in apps.get_app_configs() if config.models_module][-1]
        post_migrate.connect(setup.after_migrate, sender=last_app)
