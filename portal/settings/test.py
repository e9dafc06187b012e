"""Tests: like production where it matters, fast where it does not."""

import os

os.environ["PORTAL_ENV_FILE"] = os.devnull  # ignore the .env of the installation, also in processes that tests start

from portal.settings.base import *  # noqa: E402, F403
from portal.settings.base import DATABASES, LOGGING, STORAGES, VAR_DIR  # noqa: E402

DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105
PORTAL_BASE_URL = WAGTAILADMIN_BASE_URL = "http://localhost"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
LOGGING["root"]["level"] = "ERROR"
WHITENOISE_AUTOREFRESH = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in production: --reuse-db can keep it, and threads and processes can meet in it.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "tests.sqlite3")}
