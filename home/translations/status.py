"""Whether changed texts reach their translations."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.status import Status
from home.translations.models import SyncFailure

STUCK_AFTER = 3  # attempts, which takes two minutes


def translation_statuses(*, now: datetime) -> Iterator[Status]:
    """Pages are named to editors on the dashboard as well; a theme or an announcement that fails is only here."""
    count = SyncFailure.objects.filter(attempts__gte=STUCK_AFTER).count()
    message = _("Changed texts reach their translations.")
    if count:
        message = ngettext(
            "%(count)d changed text does not reach its translations. It is tried again, ever later: see the log.",
            "%(count)d changed texts do not reach their translations. They are tried again, ever later: see the log.",
            count,
        ) % {"count": count}
    yield Status("translations", _("Translations"), not count, message, urgent=False)
