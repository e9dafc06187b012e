from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from events.roster.admin import views
from events.roster.enums import AssignmentState
from events.roster.models import Assignment


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


@hooks.register("before_delete_page", order=-2)
def say_whose_shifts_end(request: HttpRequest, page: Page) -> None:
    """Above the question whether a page is to be deleted."""
    mine = Assignment.objects.filter(state=AssignmentState.CONFIRMED, shift__session__path__startswith=page.path)
    count = mine.values("helper").distinct().count()
    if count and request.method != "POST":
        text = ngettext(
            "%(count)d helper has a shift in it, which is taken away, and gets an email about that.",
            "%(count)d helpers have shifts in it, which are taken away, and get an email about that.",
            count,
        )
        messages.warning(request, text % {"count": count})


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
