"""Production: also what `make run` uses, there over plain HTTP on the loopback interface."""

from django.core.exceptions import ImproperlyConfigured

from portal.settings.base import *  # noqa: F403
from portal.settings.base import PORTAL_BASE_URL, SILENCED_SYSTEM_CHECKS, TRUSTED_PROXY_COUNT
from portal.settings.environment import choice, text

DEBUG = False
SECRET_KEY = text("SECRET_KEY")
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is missing or empty: write a long random text there, as make install does.")

# Everything that depends on whether PORTAL_BASE_URL uses TLS.
HTTPS = PORTAL_BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
# By default for this host only: other sites may share the domain, and leaving the browsers' list takes months.
_hsts = choice("HSTS", ("host", "subdomains", "preload"), "host")
SECURE_HSTS_INCLUDE_SUBDOMAINS, SECURE_HSTS_PRELOAD = _hsts != "host", _hsts == "preload"
SILENCED_SYSTEM_CHECKS = [*SILENCED_SYSTEM_CHECKS, "security.W005", "security.W021"]  # ask for both
if TRUSTED_PROXY_COUNT or not HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
