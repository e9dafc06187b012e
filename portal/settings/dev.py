"""The reloading development server (`make dev`)."""

from portal.settings.base import *  # noqa: F403
from portal.settings.base import INSTALLED_APPS, LOGGING, MIDDLEWARE, STORAGES, env

DEBUG = True
SECRET_KEY = env.str("SECRET_KEY", default="only-for-development")
INSTALLED_APPS = [*INSTALLED_APPS, "django_browser_reload"]
MIDDLEWARE = [*MIDDLEWARE, "django_browser_reload.middleware.BrowserReloadMiddleware"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
LOGGING["handlers"]["console"]["formatter"] = "plain"
