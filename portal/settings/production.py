"""Production: also what `make run` uses, there over plain HTTP on the loopback interface."""

from portal.settings.base import *  # noqa: F403
from portal.settings.base import PORTAL_BASE_URL, TRUSTED_PROXY_COUNT
from portal.settings.environment import env

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")

# PORTAL_BASE_URL says whether readers come over TLS; everything that follows from that is decided here.
HTTPS = PORTAL_BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
if TRUSTED_PROXY_COUNT or not HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
