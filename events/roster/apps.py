from django.apps import AppConfig
from django.db.models.signals import pre_delete
from django.utils.translation import gettext_lazy as _


class RosterConfig(AppConfig):
    """Helpers of an edition, what there is to do, and who does it."""

    name = "events.roster"
    label = "roster"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("roster")

    def ready(self) -> None:
        from events.models import SessionPage  # deferred: models
        from events.roster import jobs, promises  # noqa: F401  deferred: models
        from events.roster.actions import placing, privacy  # deferred: models
        from events.roster.models import Assignment, Shift  # deferred: models
        from events.submissions.actions.privacy import KeptElsewhere, kept_elsewhere  # deferred: models
        from events.timetable.staffing import named_promises  # deferred: models
        from home.caching.generation import watch  # deferred: models
        from home.registry import issue_warnings  # deferred: models

        watch(Shift, Assignment)
        pre_delete.connect(placing.before_session_deletion, sender=SessionPage)
        issue_warnings.register("roster", promises.issue_warnings)
        named_promises.register("roster", promises.named_in)
        kept_elsewhere["helper_of"] = KeptElsewhere(
            privacy.names_of_helpers, privacy.exported_helpers, privacy.erase_helpers_at
        )
