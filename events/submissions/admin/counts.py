"""Numbers of proposals for the event's form in the admin, without personal data."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Count, F, Q, When
from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.panels import Panel

from events.enums import CallState, SessionKind
from events.models import Event
from events.submissions.enums import SubmissionState
from events.submissions.fields.themes import theme_choices
from events.submissions.models import Submission
from home.clock import now
from home.i18n.languages import native_name

Rows = list[tuple[str, int]]


def proposal_counts(event: Event, *, with_held: bool) -> dict[str, Rows]:
    """By state, language, kind and theme, the largest first, including erased proposals. Five queries.

    Without `with_held` a decision counts from when its email was released.
    """
    rows = Submission.objects.filter(event=event, is_held=False).order_by()
    own = Q(state__in=(SubmissionState.WITHDRAWN, SubmissionState.CONFIRMED))
    rows = rows.annotate(notified=Case(When(own, then=F("state")), default=F("notified_state")))

    state = "state" if with_held else "notified"

    def counted(name: str) -> Rows:
        found = rows.exclude(**{name: None}).values_list(name).annotate(count=Count("pk")).order_by("-count", name)
        return [(str(value), count) for value, count in found]

    return {
        "state": [(str(SubmissionState(value).label), count) for value, count in counted(state)],
        "language": [(native_name(value), count) for value, count in counted("language")],
        "kind": [(str(SessionKind(value).label), count) for value, count in counted("kind")],
        "theme": _labelled(counted("themes__slug")),
    }


def _labelled(rows: Rows) -> Rows:
    """Themes by their name in the reader's language."""
    names = dict(theme_choices())
    return [(names.get(slug, slug), count) for slug, count in rows]


def days_left(event: Event, instant: datetime) -> int | None:
    """Whole days until the call closes; None where it is not open."""
    if event.call_state(instant) != CallState.OPEN:
        return None
    return ((event.call_closes_at or event.starts_at) - instant) // timedelta(days=1)


def panel_context(event: Event, request: HttpRequest) -> dict[str, Any]:
    """What admin/counts.html shows: the counts, days left, and the links that this user may follow."""
    may_see = request.user.has_perm("submissions.view_submission")
    may_enter = request.user.has_perm("submissions.change_submission")
    return {
        "counts": proposal_counts(event, with_held=may_see),
        "days": days_left(event, now(request)),
        "list_url": f"{reverse('proposals:list')}?event={event.pk}" if may_see else "",
        "late_url": reverse("proposals:late_proposal", args=[event.pk]) if may_enter else "",
    }


class ProposalCountsPanel(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "submissions/admin/counts.html"

        def is_shown(self) -> bool:
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), **panel_context(self.instance, self.request)}
