from django.apps import AppConfig
from django.db.models.signals import post_delete, pre_delete
from django.utils.translation import gettext_lazy as _


class ConsentsConfig(AppConfig):
    """What speakers say about recordings, and how to reach those who sent no proposal."""

    name = "events.consents"
    label = "consents"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("consents")

    def ready(self) -> None:
        from events.consents.contacts import detach_answers, erase_contact_mails  # deferred: models
        from events.consents.models import RecordingConsent, RecordingException, SpeakerContact  # deferred: models
        from events.consents.recordings import refused_addresses  # deferred: models
        from events.consents.session_form import SessionPageForm  # deferred: models
        from events.models import SessionPage, SpeakerPage  # deferred: models
        from home.caching import generation  # deferred: models
        from home.registry import hidden_videos  # deferred: models

        hidden_videos.register("consents", refused_addresses)
        pre_delete.connect(lambda instance, **kwargs: detach_answers(instance), sender=SpeakerPage, weak=False)
        post_delete.connect(erase_contact_mails, sender=SpeakerContact)
        generation.watch(RecordingConsent, RecordingException)
        SessionPage.base_form_class = SessionPageForm
