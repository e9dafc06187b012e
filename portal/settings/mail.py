"""How mail leaves."""

from importlib.util import find_spec

from portal.settings.environment import env, number, numbers, read, text
from portal.settings.storage import VAR_DIR


def provider(name: str) -> str:
    if not name.isidentifier() or not find_spec(f"anymail.backends.{name}"):
        raise ValueError
    return name


# --- mail: through a provider of django-anymail, else through an SMTP server, else into files that the admin shows
EMAIL_PROVIDER = read("EMAIL_PROVIDER", provider, "a provider that django-anymail knows, as mailgun or postmark", "")
_smtp = read(
    "EMAIL_URL",
    env.email_url_config,
    "smtp+tls://user:password@host:587 or smtp+ssl://user:password@host:465 (special characters written as %xx)",
    None,
)
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_TIMEOUT = 30
if EMAIL_PROVIDER:
    EMAIL_BACKEND = f"anymail.backends.{EMAIL_PROVIDER}.EmailBackend"
elif _smtp:
    EMAIL_BACKEND = "home.outbox.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _smtp["EMAIL_HOST"], _smtp["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _smtp["EMAIL_HOST_USER"] or "", _smtp["EMAIL_HOST_PASSWORD"] or ""
    EMAIL_USE_TLS, EMAIL_USE_SSL = _smtp.get("EMAIL_USE_TLS", False), _smtp.get("EMAIL_USE_SSL", False)
else:
    EMAIL_BACKEND = "home.outbox.files.EmailBackend"
ANYMAIL = {name.removeprefix("ANYMAIL_"): value for name, value in env.ENVIRON.items() if name.startswith("ANYMAIL_")}
ANYMAIL.setdefault("IGNORE_UNSUPPORTED_FEATURES", True)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = text("EMAIL_FROM", "Sociocracy Conference <portal@example.org>")
OUTBOX_PER_MINUTE = number("OUTBOX_PER_MINUTE", 600)
OUTBOX_LEASE_SECONDS = number("OUTBOX_LEASE_SECONDS", 120, least=1)
OUTBOX_BACKOFF_SECONDS = numbers("OUTBOX_BACKOFF_SECONDS", [60, 300, 1800, 7200, 21600, 86400])
ADDRESS_HASH_KEY = text("ADDRESS_HASH_KEY") or text("SECRET_KEY", "only-for-development")
