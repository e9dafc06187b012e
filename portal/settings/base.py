"""Settings that every way of running the portal shares.

Each value that differs between installations is an environment variable, explained in `.env.example`.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.conf.locale import LANG_INFO
from django.utils.dateparse import parse_datetime

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

VAR_DIR = Path(env.str("PORTAL_VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

# --- the portal itself
PORTAL_LANGUAGES = env.list("PORTAL_LANGUAGES", default=["en", "es"])
PORTAL_BASE_URL = env.str("PORTAL_BASE_URL", default=f"http://127.0.0.1:{env.int('PORT', default=8000)}").rstrip("/")
PORTAL_UID_HOST = env.str("PORTAL_UID_HOST", default="portal.example.org")
PORTAL_AT = parse_datetime(env.str("PORTAL_AT", default="")) if env.str("PORTAL_AT", default="") else None
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
PORTAL_MACHINES = env.int("PORTAL_MACHINES", default=1)  # portal.checks refuses what would not be shared by them
WEB_THREADS = env.int("WEB_THREADS", default=4)

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", urlsplit(PORTAL_BASE_URL).hostname or ""])
CSRF_TRUSTED_ORIGINS = [PORTAL_BASE_URL]
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "portal",
    "home",
    "home.translations",
    "home.outbox",
    "home.newsletter",
    "events",
    "events.submissions",
    "search",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "axes",
    "anymail",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "portal.page_cache.PageCacheMiddleware",
    "portal.security.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
    "portal.bad_input.BadInputMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# --- database: SQLite beside the code, or whatever DATABASE_URL names
DATABASE_URL = env.str("DATABASE_URL", default="") or f"sqlite:///{VAR_DIR / 'portal.sqlite3'}"
DATABASES: dict[str, dict[str, Any]] = {"default": env.db_url_config(DATABASE_URL)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Several processes write. Without IMMEDIATE a transaction that read first cannot wait for the lock and fails at
    # once; with less than FULL a power cut can undo the last commits (portal.checks refuses anything else). Read
    # through the memory that the system keeps of the file: SQLite's own 2 MB are too few for a search among many pages.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728;",
    }
else:
    # One connection for each thread of a process and no more; one that the server has dropped is replaced unnoticed.
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": WEB_THREADS}
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# --- cache: each process its own, or one for all
REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
# Where a CDN stands in front: the settings of wagtail.contrib.frontend_cache, as JSON. Publishing purges it.
WAGTAILFRONTENDCACHE = env.json("FRONTEND_CACHE", default={})

# --- languages: LANGUAGES are what readers and editors may choose, in the order of PORTAL_LANGUAGES
LANGUAGE_CODE = PORTAL_LANGUAGES[0]
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = [
    (code, LANG_INFO[code]["name_local"].capitalize()) for code in PORTAL_LANGUAGES
]
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
USE_I18N = WAGTAIL_I18N_ENABLED = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- files
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("PORTAL_STATIC_DIR", default=str(VAR_DIR / "static")))
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "home.styles.SiteStaticFilesStorage"},
}
if env.str("S3_BUCKET", default=""):
    STORAGES["default"] = {
        "BACKEND": "portal.media.ObjectStorage",
        "OPTIONS": {
            "bucket_name": env.str("S3_BUCKET"),
            "endpoint_url": env.str("S3_ENDPOINT_URL", default=None),
            "region_name": env.str("S3_REGION", default=None),
            "access_key": env.str("S3_ACCESS_KEY_ID", default=None),
            "secret_key": env.str("S3_SECRET_ACCESS_KEY", default=None),
            "file_overwrite": False,
        },
    }

# --- people
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "locked_out.html"
AXES_CLIENT_IP_CALLABLE = "home.client_address.client_address"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

# --- Wagtail and wagtail-localize
WAGTAIL_SITE_NAME = env.str("PORTAL_NAME", default="Sociocracy Conference")
WAGTAILADMIN_BASE_URL = PORTAL_BASE_URL
WAGTAIL_USER_TIME_ZONES = ["UTC"]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILLOCALIZE_DISABLE_ON_DELETE = True
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.backend", "SEARCH_CONFIG": "simple"}}
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {
            # sup, strike, underline and mark would split a sentence into several strings for the translator
            "features": ["h3", "h4", "bold", "italic", "link", "document-link", "code", "ol", "ul"]
        },
    }
}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
TAGGIT_CASE_INSENSITIVE = True

# --- mail: through a provider of django-anymail, else through an SMTP server, else into files that the admin shows
EMAIL_PROVIDER = env.str("EMAIL_PROVIDER", default="")
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_TIMEOUT = 30
if EMAIL_PROVIDER:
    EMAIL_BACKEND = f"anymail.backends.{EMAIL_PROVIDER}.EmailBackend"
elif env.str("EMAIL_URL", default=""):
    _smtp = env.email_url("EMAIL_URL")
    EMAIL_BACKEND = "home.outbox.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _smtp["EMAIL_HOST"], _smtp["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _smtp["EMAIL_HOST_USER"] or "", _smtp["EMAIL_HOST_PASSWORD"] or ""
    EMAIL_USE_TLS, EMAIL_USE_SSL = _smtp.get("EMAIL_USE_TLS", False), _smtp.get("EMAIL_USE_SSL", False)
else:
    EMAIL_BACKEND = "home.outbox.files.EmailBackend"
ANYMAIL = {name.removeprefix("ANYMAIL_"): value for name, value in env.ENVIRON.items() if name.startswith("ANYMAIL_")}
ANYMAIL.setdefault("IGNORE_UNSUPPORTED_FEATURES", True)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("EMAIL_FROM", default="Sociocracy Conference <portal@example.org>")
OUTBOX_PER_MINUTE = env.int("OUTBOX_PER_MINUTE", default=600)
OUTBOX_LEASE_SECONDS = env.int("OUTBOX_LEASE_SECONDS", default=120)
OUTBOX_BACKOFF_SECONDS = env.list("OUTBOX_BACKOFF_SECONDS", cast=int, default=[60, 300, 1800, 7200, 21600, 86400])
ADDRESS_HASH_KEY = env.str("ADDRESS_HASH_KEY", default="") or env.str("SECRET_KEY", default="only-for-development")

# --- security (portal.security sends the content policies)
VIDEO_HOSTS = ["https://www.youtube-nocookie.com", "https://player.vimeo.com"]  # loaded after a click only
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "frame-src": ["'self'", *VIDEO_HOSTS],
    "object-src": ["'none'"],
    "base-uri": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'self'"],
}
# Wagtail's page editor and wagtail-localize's translation editor write scripts and styles into the page.
SECURE_CSP_ADMIN = {
    **SECURE_CSP,
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the editors' preview is a frame
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # asks for DENY
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = False  # the admin's scripts read it
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- logs: one JSON object a line
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "{asctime}{levelname}{name}{message}{process}",
            "style": "{",
            "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
        },
        "plain": {"format": "{levelname} {name}: {message}", "style": "{"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django.server": {"handlers": ["console"], "propagate": False},
        # One line for each task and redirect of every publishing says nothing that Wagtail's own log does not.
        "django_tasks": {"level": "WARNING"},
        "wagtail.contrib.redirects": {"level": "WARNING"},
        "wagtail.contrib.redirects.signal_handlers": {"level": "WARNING"},
    },
}
