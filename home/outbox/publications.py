"""Mail to whoever scheduled a publication that failed."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Revision
from wagtail.users.models import UserProfile

from home import times
from home.i18n.localized import absolute
from home.outbox.actions import enqueue
from home.outbox.kinds import NOTICE
from home.outbox.rendering import render_mail
from home.publication import SCHEDULE_GRACE


def tell_scheduler(sender: type[Revision], revision: Revision, at: datetime, **kwargs: Any) -> None:
    """Once for each time something is scheduled, and not of a failure that is over within SCHEDULE_GRACE.

    Without an address only the log, the status of the jobs and the dashboard say so.
    """
    due_at, user = revision.approved_go_live_at, revision.user
    if at - due_at < SCHEDULE_GRACE or user is None or not user.is_active or not user.email:
        return
    language = UserProfile.get_for_user(user).get_preferred_language()
    link = AdminURLFinder().get_edit_url(revision.content_object) or reverse("wagtailadmin_home")
    context = {
        "title": revision.object_str,
        "when": f"{times.day(times.utc(due_at), language)}, {times.hour(times.utc(due_at))} UTC",
        "link": absolute(link),
    }
    enqueue(
        kind=NOTICE,
        key=f"not-published:{revision.pk}:{due_at:%Y%m%d%H%M%S}",
        address=user.email,
        language=language,
        content=render_mail("outbox/mail/not_published", language=language, context=context),
        now=at,
    )
