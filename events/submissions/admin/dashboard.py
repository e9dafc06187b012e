"""The dashboard's panel about proposals, for users who may see them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from events.enums import CallState
from events.models import Event
from events.submissions.admin.counts import panel_context
from events.submissions.models import Submission
from home.clock import now


class ProposalsPanel(Component):
    """For each event that is not over and whose call has opened: the numbers, and what waits for this reviewer."""

    name = "proposals"
    template_name = "submissions/admin/dashboard.html"
    order = 60

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        instant = now(request)
        ahead = Event.objects.filter(ends_at__gt=instant).order_by("starts_at")
        events = [event for event in ahead if event.call_state(instant) != CallState.NOT_YET]
        waiting = Submission.objects.received().under_review().not_answered_by(request.user)
        return {
            "heading": _("Proposals"),
            "rows": [
                {"event": event, "waiting": waiting.filter(event=event).count(), **panel_context(event, request)}
                for event in events
            ],
        }
