from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Settings, addresses, HTTP concerns, message catalogs and the demo content."""

    name = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from portal import checks  # noqa: F401  registers the system checks
