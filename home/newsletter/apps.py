from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class NewsletterConfig(AppConfig):
    """One list, one promise: sign-up, issues as pages, mailings."""

    name = "home.newsletter"
    label = "newsletter"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("newsletter")

    def ready(self) -> None:
        from home.newsletter import issue_templates, jobs, rights, signal_handlers  # noqa: F401  jobs and kinds of mail register themselves
        from home.newsletter.search_facts import facts_of
        from home.registry import found

        found.register(self.label, facts_of)
        signal_handlers.connect()
        # after home.initial_site, which makes the languages at the same signal
        last_app = [config for config in apps.get_app_configs() if config.models_module][-1]
        post_migrate.connect(issue_templates.ensure_templates, sender=last_app)
        post_migrate.connect(rights.ensure_rights, sender=last_app)
