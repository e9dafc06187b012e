from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from home.registry import after_migrate, milestone_audience, search_facts


class NewsletterConfig(AppConfig):
    """The newsletter: sign-up, issues as pages, mailings."""

    name = "home.newsletter"
    label = "newsletter"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("newsletter")

    def ready(self) -> None:
        from home.newsletter import (  # deferred: models
            issue_templates,
            jobs,  # noqa: F401
            milestone_issues,
            signal_handlers,
        )
        from home.newsletter.mail import delivery, messages, test_send  # noqa: F401  deferred: models
        from home.newsletter.search_facts import search_result_facts  # deferred: models

        search_facts.register("newsletter", search_result_facts)
        after_migrate.register("issue-templates", issue_templates.ensure_templates)
        milestone_audience.register("newsletter", milestone_issues.who_is_told)
        signal_handlers.connect()
