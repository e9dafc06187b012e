from django.apps import AppConfig, apps
from django.db.models.signals import post_delete, post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The shared floor: what two apps use, and two plain page types."""

    name = "home"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("home")

    def ready(self) -> None:
        from wagtail.contrib.redirects.models import Redirect
        from wagtail.images import get_image_model
        from wagtail.models import Locale
        from wagtail.signals import post_page_move

        from home import checks, groups, initial_site  # noqa: F401  checks register themselves
        from home.caching import cdn, dependencies
        from home.i18n import languages
        from home.models import HomePage

        # The signal of the last app with models: by then every app has its permissions.
        last_app = [config for config in apps.get_app_configs() if config.models_module][-1]
        post_migrate.connect(initial_site.ensure_site, sender=last_app)
        post_migrate.connect(groups.ensure_groups_after_migrate, sender=last_app)
        post_save.connect(groups.ensure_groups_after_new_home, sender=HomePage)
        for signal in (post_save, post_delete):
            signal.connect(languages.forget_language_codes, sender=Locale)
        for signal in (post_save, post_delete):
            signal.connect(dependencies.bump_after_change)
        post_page_move.connect(dependencies.bump_after_move)
        dependencies.watch(Redirect, get_image_model())
        dependencies.after_bump.append(cdn.purge)
