from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MyProgrammeConfig(AppConfig):
    """The saved sessions of a reader as a calendar and on further devices, without an account."""

    name = "events.my_programme"
    label = "my_programme"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("my programme")

    def ready(self) -> None:
        from events.my_programme import jobs  # noqa: F401  deferred: models
