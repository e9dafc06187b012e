from django.apps import AppConfig

from home import registry
from portal import checks  # noqa: F401  they register themselves


class PortalConfig(AppConfig):
    """Settings, URLs, HTTP, message catalogs and the demo content."""

    name = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from portal import certificate, status  # noqa: F401  registers its job; deferred: models

        registry.status.register("portal", status.system_statuses)
