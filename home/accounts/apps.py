from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import pre_save
from django.utils.translation import gettext_lazy as _

from home import registry


class AccountsConfig(AppConfig):
    """How the team gets into the admin: invitations, forgotten passwords, the second factor."""

    name = "home.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("accounts")

    def ready(self) -> None:
        from home.accounts import checks, guessing, jobs, mail  # noqa: F401  deferred: models
        from home.accounts.session_marks import confirmed_by_login  # deferred: models

        pre_save.connect(mail.store_address, sender=settings.AUTH_USER_MODEL, dispatch_uid="accounts")
        registry.status.register("accounts", guessing.look)
        user_logged_in.connect(confirmed_by_login, dispatch_uid="accounts")
