from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.utils.translation import gettext_lazy as _
from wagtail.signals import page_published, post_page_move

from home import registry


class HomeConfig(AppConfig):
    """What all apps share, and two plain page types."""

    name = "home"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("home")

    def ready(self) -> None:
        from wagtail.contrib.redirects.models import Redirect  # deferred: models
        from wagtail.images import get_image_model  # deferred: models
        from wagtail.models import Locale  # deferred: models

        from home import after_migrate, checks, initial_site, publication, roles  # noqa: F401  deferred: models
        from home.admin import exports  # deferred: models
        from home.caching import cdn, generation  # deferred: models
        from home.i18n import languages  # deferred: models
        from home.jobs import alerts, cleanup, renditions, status, tasks  # noqa: F401  deferred: models
        from home.models import HomePage, StandardPage, deleted_pages  # deferred: models

        registry.after_migrate.register("site", initial_site.ensure_site)
        registry.after_migrate.register("groups", roles.ensure_groups)
        registry.status.register("home", status.job_statuses)
        after_migrate.connect()
        exports.connect()
        post_save.connect(roles.ensure_groups_after_new_home, sender=HomePage)
        pre_save.connect(publication.keep_publication)
        pre_delete.connect(deleted_pages.keep, sender=StandardPage)
        for signal in (post_save, post_delete):
            signal.connect(languages.forget_language_codes, sender=Locale)
            signal.connect(generation.bump_after_change)
        post_page_move.connect(generation.bump_after_move)
        page_published.connect(renditions.after_publishing)
        post_save.connect(renditions.after_change_of_image, sender=get_image_model())
        generation.watch(Redirect, get_image_model())
        generation.after_bump.append(cdn.purge)
