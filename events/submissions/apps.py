from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _

from home.caching import query_names
from home.registry import after_migrate, translatable_drafts


class SubmissionsConfig(AppConfig):
    """Proposals: the form, review by consent, decisions, session pages."""

    name = "events.submissions"
    label = "submissions"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("proposals")

    def ready(self) -> None:
        from events.consents.recordings import answers_in_proposals  # deferred: models
        from events.models import SpeakerPage  # deferred: models
        from events.submissions import checks, jobs, planned, recording_answers, setup, speaker_times  # noqa: F401  deferred: models
        from events.submissions.pages import pages_of_accepted_proposals  # deferred: models
        from events.submissions.pages.deleting import speaker_page_deleted  # deferred: models
        from events.timetable.availability import proposed_availability  # deferred: models
        from events.timetable.planned import plan, planned_times, waiting_proposals  # deferred: models

        post_delete.connect(speaker_page_deleted, sender=SpeakerPage, dispatch_uid="photos of proposals")
        query_names.read_in_query("held")
        translatable_drafts.register("submissions", pages_of_accepted_proposals)
        planned_times.register("submissions", planned.planned_times)
        proposed_availability.register("submissions", speaker_times.proposed_availability)
        answers_in_proposals.register("submissions", recording_answers.answers_in_proposals)
        waiting_proposals.register("submissions", planned.waiting_proposals)
        plan.register("plan", planned.plan)
        after_migrate.register("proposal-emails", setup.ensure_email_templates)
