from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from events.roster.admin import views


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[Any]:
    own = [
        path("", views.index, name="index"),
        path("<int:pk>/", views.roster, name="roster"),
        path("<int:pk>/add/", views.add_shift, name="add_shift"),
        path("<int:pk>/helpers/", views.helpers, name="helpers"),
        path("shift/<int:pk>/", views.shift, name="shift"),
        path("helper/<int:pk>/", views.helper, name="helper"),
    ]
    return [path("roster/", include((own, "roster_admin")))]


class RosterItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return request.user.has_perm("roster.view_shift")


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return RosterItem(_("Roster"), reverse("roster_admin:index"), name="roster", icon_name="group", order=162)


LOG_ACTIONS = {
    "add": (_("Add a helper"), _("Added by the programme team")),
    "confirm": (_("Confirm a shift"), _("Confirmed for a shift")),
    "invite": (_("Invite to a shift"), _("Invited to a shift")),
    "release": (_("Take a shift away"), _("A shift or an invitation was taken away")),
    "cancel": (_("Cancel a shift"), _("Cannot come to a shift after all")),
    "renew_link": (_("Renew link"), _("Private link replaced")),
}


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    for name, (label, message) in LOG_ACTIONS.items():
        actions.register_action(f"roster.{name}", label, message)
