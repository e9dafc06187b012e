"""The reloading development server (`make dev`)."""

from portal.settings.base import *  # noqa: F403
from portal.settings.base import INSTALLED_APPS, LOGGING, MIDDLEWARE, STORAGES
from portal.settings.environment import text

DEBUG = True
SECRET_KEY = text("SECRET_KEY", "only-for-development")
INSTALLED_APPS = [*INSTALLED_APPS, "django_browser_reload"]
MIDDLEWARE = [*MIDDLEWARE, "django_browser_reload.middleware.BrowserReloadMiddleware"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
LOGGING["handlers"]["console"]["formatter"] = "plain"
