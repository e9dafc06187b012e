"""The dashboard's panels for everybody. Other apps add their own panels with the same hook."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.components import Component
from wagtail.models import Page, PageLogEntry, Revision
from wagtail.permissions import page_permission_policy

from home.i18n.languages import language_of, native_name
from home.publication import SCHEDULE_GRACE

MAX_ROWS = 8
ACTION_LABELS = {
    "wagtail.create": pgettext_lazy("a page was", "created"),
    "wagtail.edit": pgettext_lazy("a page was", "changed"),
    "wagtail.publish": pgettext_lazy("a page was", "published"),
    "wagtail.unpublish": pgettext_lazy("a page was", "unpublished"),
    "wagtail.delete": pgettext_lazy("a page was", "deleted"),
    "wagtail.move": pgettext_lazy("a page was", "moved"),
}


@dataclass(frozen=True)
class HiddenPage:
    """A page with a draft or changes that readers cannot see yet; `due_at` is when it is scheduled to go live."""

    page: Page
    language: str
    reason: Any
    due_at: datetime | None


def hidden_reason(page: Page, due_at: datetime | None, now: datetime) -> Any:
    if due_at:
        is_late = due_at < now - SCHEDULE_GRACE
        return _("could not be published at its time, please publish it") if is_late else _("will be published later")
    return _("changed since it was published") if page.live else _("never published")


class HiddenPagesPanel(Component):
    """The pages that the user may finish: what was not published at its time, then drafts and changes, newest first."""

    name = "hidden_pages"
    template_name = "home/admin/hidden_pages.html"
    order = 100

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user, now = parent_context["request"].user, timezone.now()
        scheduled = Revision.page_revisions.exclude(approved_go_live_at=None)
        due = {int(pk): at for pk, at in scheduled.values_list("object_id", "approved_go_live_at")}
        late = [pk for pk, at in due.items() if at < now - SCHEDULE_GRACE]
        mine = page_permission_policy.instances_user_has_permission_for(user, "change")
        pages = mine.filter(Q(live=False) | Q(has_unpublished_changes=True), depth__gt=1, alias_of__isnull=True)
        count = pages.count()
        late_first = Case(When(pk__in=late, then=0), default=1)
        shown = pages.order_by(late_first, "-latest_revision_created_at", "-pk")[:MAX_ROWS]
        rows = [
            HiddenPage(page, native_name(language_of(page)), hidden_reason(page, at, now), at)
            for page in shown
            for at in [due.get(page.pk)]
        ]
        return {"rows": rows, "more": max(count - MAX_ROWS, 0)}


class RecentChangesPanel(Component):
    """What anybody did to pages that the user may see, the newest first."""

    name = "recent_changes"
    template_name = "home/admin/recent_changes.html"
    order = 240

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        entries = PageLogEntry.objects.viewable_by_user(user)
        if page_permission_policy.user_has_permission_for_instance(user, "add", Page.get_first_root_node()):
            entries |= PageLogEntry.objects.filter(deleted=True)  # Wagtail asks whether a home page can be added, too
        entries = entries.filter(action__in=ACTION_LABELS).select_related("user")
        newest = entries.order_by("-timestamp", "-pk")[:MAX_ROWS]
        mine = page_permission_policy.instances_user_has_permission_for(user, "change")
        editable = set(mine.filter(pk__in=[entry.page_id for entry in newest]).values_list("pk", flat=True))
        return {"rows": [(entry, ACTION_LABELS[entry.action], entry.page_id in editable) for entry in newest]}
