from django.apps import AppConfig
from django.core.signals import request_finished
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.utils.translation import gettext_lazy as _
from wagtail.signals import page_unpublished, post_page_move, published, unpublished

from home import registry
from home.signals import ready_to_translate


class TranslationsConfig(AppConfig):
    """Additions to wagtail-localize: permissions, keeping translations up to date, the translators' desk."""

    name = "home.translations"
    label = "translations"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("translations")

    def ready(self) -> None:
        from wagtail.models import PageViewRestriction  # deferred: models
        from wagtail_localize.models import (  # deferred: models
            StringTranslation,
            TranslatableObject,
            post_save_string_translation,
        )

        from home.translations import jobs, signal_handlers, status  # noqa: F401  deferred: models
        from home.translations.glossary import rows as glossary  # deferred: models
        from home.translations.memory import units  # deferred: models
        from home.translations.models import JointPublication, TranslatorCredit  # deferred: models
        from home.translations.publishing import joint  # deferred: models
        from home.translations.sync import cascade, copying, given, reconnecting  # deferred: models

        registry.brought_back.register("translations", reconnecting.reconnect)
        registry.copied_translations.register("copy", copying.copy_translations)
        registry.copied_translations.register("forget", copying.forget_translations)
        registry.copied_translations.register("stamp", copying.translations_stamp)
        registry.glossary.register("translations", glossary.terms_in_text)
        registry.given_translations.register("give", given.give_translation)
        registry.given_translations.register("take back", given.take_translation_back)
        registry.given_translations.register("follow", given.follow_without_draft)
        registry.status.register("translations", status.translation_statuses)
        post_save.connect(signal_handlers.check_saved_string, sender=StringTranslation)
        post_save.disconnect(post_save_string_translation, sender=StringTranslation)
        post_save.connect(signal_handlers.show_draft_title, sender=StringTranslation)
        published.connect(signal_handlers.sync_published)
        ready_to_translate.connect(signal_handlers.open_ready_draft)
        post_save.connect(signal_handlers.sync_saved_snippet)
        post_delete.connect(signal_handlers.forget_name, sender=TranslatorCredit)
        post_delete.connect(units.forget, sender=TranslatableObject)
        pre_delete.connect(joint.tell_of_deletion, sender=JointPublication)
        page_unpublished.connect(cascade.unpublish)
        unpublished.connect(cascade.unpublish)
        post_page_move.connect(cascade.move)
        post_delete.connect(cascade.delete)
        post_delete.connect(cascade.end_waiting)
        post_save.connect(cascade.restrict, sender=PageViewRestriction)
        post_delete.connect(cascade.restrict, sender=PageViewRestriction)
        m2m_changed.connect(cascade.restrict_groups, sender=PageViewRestriction.groups.through)
        request_finished.connect(cascade.reset_kept)
