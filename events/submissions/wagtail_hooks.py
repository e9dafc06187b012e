from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from events.models import SpeakerPage
from events.submissions.admin import views
from events.submissions.admin.dashboard import ProposalsPanel
from events.submissions.admin.merge_view import MergeView, may_merge
from events.submissions.admin.proposal_list import ProposalList
from events.submissions.admin.writing import WriteView
from events.submissions.models import EmailTemplate
from home.admin.rows import LeanIndexView


class EmailTemplateViewSet(SnippetViewSet):
    model = EmailTemplate
    index_view_class = LeanIndexView
    icon = "draft"
    add_to_admin_menu = True
    menu_order = 165
    list_display = ["__str__", "subject"]


register_snippet(EmailTemplateViewSet)


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLResolver]:
    own = [
        path("", ProposalList.as_view(), name="list"),
        path("results/", ProposalList.as_view(results_only=True), name="results"),
        path("bulk/", views.bulk_action, name="bulk"),
        path("reading/", views.set_languages_read, name="languages_read"),
        path("person/", views.personal_data, name="personal_data"),
        path("write/", WriteView.as_view(), name="write"),
        path("merge/<int:pk>/", MergeView.as_view(), name="merge"),
        path("photo/<int:pk>/", views.photo, name="photo"),
        path("late/<int:event_pk>/", views.late_proposal, name="late_proposal"),
        path("<int:pk>/", views.proposal_detail, name="detail"),
        path("<int:pk>/change/", views.change_proposal, name="change"),
    ]
    return [path("proposals/", include((own, "proposals")))]


@hooks.register("register_page_header_buttons")
def merge_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Any:
    specific = page.specific_deferred
    if isinstance(specific, SpeakerPage) and may_merge(specific, user):
        yield Button(_("Merge with another page"), reverse("proposals:merge", args=[page.pk]), icon_name="user")


class ProposalsItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return request.user.has_perm("submissions.view_submission")


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return ProposalsItem(_("Proposals"), reverse("proposals:list"), name="proposals", icon_name="form", order=160)


@hooks.register("construct_homepage_panels")
def proposals_panel(request: HttpRequest, panels: list[Any]) -> None:
    if request.user.has_perm("submissions.view_submission"):
        panels.append(ProposalsPanel())


LOG_ACTIONS = {
    "submit": (_("Submit"), _("Submitted")),
    "amend": (_("Amend"), _("Amended by its speakers")),
    "amend_by_team": (_("Amend for its speakers"), _("Amended by the programme team")),
    "add_co_speaker": (_("Add a co-speaker"), _("Co-speaker added")),
    "withdraw": (_("Withdraw"), _("Withdrawn by its speakers")),
    "confirm": (_("Confirm"), _("Confirmed by its speakers")),
    "answer_about_recording": (_("Answer about the recording"), _("Answered about the recording")),
    "renew_link": (_("Renew link"), _("Private link replaced")),
    "consent": (_("Consent"), _("Consent given")),
    "objection": (_("Object"), _("Objection raised")),
    "aside": (_("Stand aside"), _("Stood aside")),
    "close_objection": (_("Close objection"), _("Objection closed by whoever raised it")),
    "objection_amended": (_("Objection amended"), _("Objection closed by the amendment")),
    "comment": (_("Comment"), _("Comment written")),
    "accepted": (_("Accept"), _("Accepted")),
    "waitlisted": (_("Add to the waiting list"), _("Put on the waiting list")),
    "declined": (_("Decline"), _("Declined")),
    "choose_page": (_("Choose a page"), _("A speaker’s page chosen by the team")),
    "merge": (_("Merge two pages"), _("Another page of this person was merged into this one")),
    "plan_slot": (_("Plan"), _("Planned in the draft of the timetable")),
    "free_slot": (_("Remove from the timetable"), _("Removed from the draft of the timetable")),
    "release_letter": (_("Send email"), _("Email sent")),
    "write": (_("Write to people"), _("Email by the programme team")),
    "not_handed_over": (_("Hand over"), _("Its pages could not be sent to the translators")),
    "erase": (_("Delete"), _("Deleted")),
    "erase_person": (_("Delete a person’s data"), _("A person’s data was deleted")),
}


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    for name, (label, message) in LOG_ACTIONS.items():
        actions.register_action(f"submissions.{name}", label, message)
