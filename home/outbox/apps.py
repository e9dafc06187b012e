from anymail.signals import tracking
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from home import registry
from home.signals import publication_failed


class OutboxConfig(AppConfig):
    """All outgoing mail of the portal: stored, sent by the worker, tracked."""

    name = "home.outbox"
    label = "outbox"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("email")

    def ready(self) -> None:
        from home.outbox import jobs, publications, reports, status  # noqa: F401  deferred: models

        registry.status.register("outbox", status.mail_statuses)
        publication_failed.connect(publications.tell_scheduler)
        tracking.connect(reports.handle_tracking_event, dispatch_uid="outbox")
