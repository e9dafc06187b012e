from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views import account

from home.accounts.admin.account import AccountPanel, NoAvatarPanel
from home.accounts.admin.invitations import InvitationsView, InviteView
from home.accounts.admin.second_factors import ResetSecondFactorView

account.NameEmailSettingsPanel, account.AvatarSettingsPanel = AccountPanel, NoAvatarPanel


class AdministratorsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)


@hooks.register("register_admin_urls")
def accounts_urls() -> list[Any]:
    return [
        path("invitations/", InvitationsView.as_view(), name="accounts_invitations"),
        path("invitations/new/", InviteView.as_view(), name="accounts_invite"),
        path("second-factor/<int:pk>/reset/", ResetSecondFactorView.as_view(), name="accounts_reset"),
    ]


@hooks.register("register_settings_menu_item")
def invitations_menu_item() -> MenuItem:
    return AdministratorsMenuItem(
        _("Invitations"), reverse("accounts_invitations"), name="invitations", icon_name="circle-plus", order=590
    )


@hooks.register("register_account_menu_item")
def second_factor_menu_item(request: HttpRequest) -> dict[str, Any]:
    return {
        "url": reverse("accounts:second_factor"),
        "label": _("Second factor"),
        "help_text": _("An app or a passkey beside your password, and your recovery codes."),
    }


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    for change, label, message in (
        ("added", _("Add a second factor"), _("Second factor added")),
        ("removed", _("Remove a second factor"), _("Second factor removed")),
        ("reset", _("Reset the second factor"), _("Second factor reset")),
    ):
        actions.register_action(f"accounts.second_factor_{change}", label, message)
