"""Settings that every way of running the portal shares.

Each value that differs between installations is an environment variable, explained in `.env.example`.
"""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf.locale import LANG_INFO

from portal.settings.allocator import return_memory
from portal.settings.environment import ROOT, address, fallbacks, instant, languages, number, read, text, words
from portal.settings.logs import *  # noqa: F403
from portal.settings.machine import *  # noqa: F403
from portal.settings.mail import *  # noqa: F403
from portal.settings.security import *  # noqa: F403
from portal.settings.storage import *  # noqa: F403

return_memory()

BASE_DIR: Path = ROOT
UNNAMED = {("es", "Sociocracy Conference"): "Conferencia de Sociocracia"}  # a portal without a name of its own

# --- the portal itself
PORTAL_LANGUAGES = read("PORTAL_LANGUAGES", languages, "codes of languages separated by commas, as en,es", ["en", "es"])
PORTAL_FALLBACKS: dict[str, list[str]] = read(
    "PORTAL_FALLBACKS", fallbacks, "languages with those that stand in for them, as es-mx=es, pt-br=pt es", {}
)
PORTAL_NAME = text("PORTAL_NAME", "Sociocracy Conference")
PORTAL_NAMES = {  # for readers of each further language
    code: text(f"PORTAL_NAME_{code.upper().replace('-', '_')}", UNNAMED.get((code, PORTAL_NAME), PORTAL_NAME))
    for code in PORTAL_LANGUAGES[1:]
}
PORTAL_BASE_URL = read(
    "PORTAL_BASE_URL",
    address("https", "http"),
    "the portal's address, as https://portal.example.org",
    f"http://127.0.0.1:{number('PORT', 8000, least=1)}",
)
PORTAL_UID_HOST = text("PORTAL_UID_HOST", "portal.example.org")
PORTAL_AT = read("PORTAL_AT", instant, "an instant with its zone, as 2021-03-15T12:00Z", None)
TRUSTED_PROXY_COUNT = number("TRUSTED_PROXY_COUNT", 0)
PORTAL_MACHINES = number(
    "PORTAL_MACHINES", 1, least=1
)  # portal.checks refuses settings that would not be shared by them

ALLOWED_HOSTS = words("ALLOWED_HOSTS", ["127.0.0.1", "localhost", urlsplit(PORTAL_BASE_URL).hostname or ""])
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
    "home.accounts",
    "events",
    "events.consents",
    "events.submissions",
    "events.roster",
    "events.live",
    "events.imports",
    "events.my_programme",
    "search",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "home.admin.users_app.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "axes",
    "allauth.account",
    "allauth.mfa",
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
    "home.caching.middleware.PageCacheMiddleware",
    "portal.request_ids.RequestIDMiddleware",
    "portal.slow_pages.SlowPageMiddleware",
    "home.times.places.PlaceMiddleware",
    "portal.security.SecurityHeadersMiddleware",
    "portal.web.body_size.BodySizeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "home.accounts.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "home.admin.middleware.AdminContentMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
    "portal.validation_errors.ValidationErrorMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["portal.template_loader.UnindentedLoader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# --- languages: LANGUAGES are what readers and editors may choose, in the order of PORTAL_LANGUAGES
LANGUAGE_CODE = PORTAL_LANGUAGES[0]
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = [
    (code, LANG_INFO[code]["name_local"].capitalize()) for code in PORTAL_LANGUAGES
]
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
USE_I18N = WAGTAIL_I18N_ENABLED = True
USE_TZ = True
FORMAT_MODULE_PATH = "portal.formats"  # other languages have Django's formats
TIME_ZONE = "UTC"

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
AXES_CLIENT_IP_CALLABLE = "home.forms.client_address.client_address"
AXES_HANDLER = "home.accounts.guessing.Handler"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
PASSWORD_RESET_TIMEOUT = 24 * 3600

# --- the second factor: allauth's models and checks; none of its pages has an address here
SECRET_KEY_FALLBACKS = words("SECRET_KEY_FALLBACKS", [])
SECOND_FACTOR_GROUPS = words("SECOND_FACTOR_GROUPS", [])
MFA_ADAPTER = "home.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = PORTAL_NAME
MFA_TOTP_TOLERANCE = 1  # codes of the half minutes before and after count too: clocks differ
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # home.accounts.limits has those that lock nobody out

# --- Wagtail and wagtail-localize
WAGTAIL_SITE_NAME = PORTAL_NAME
WAGTAILADMIN_BASE_URL = PORTAL_BASE_URL
WAGTAIL_USER_TIME_ZONES = ["UTC"]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
SECOND_READER_LANGUAGES = words("SECOND_READER_LANGUAGES", [])
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
WAGTAILIMAGES_IMAGE_FORM_BASE = "home.admin.image_form.PortalImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
TAGGIT_CASE_INSENSITIVE = True
REVISION_DAYS = number("REVISION_DAYS", 365)
TASKS = {"default": {"BACKEND": "home.jobs.immediate_tasks.SavepointBackend"}}
