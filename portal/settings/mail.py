"""How mail leaves."""

from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from portal.settings.environment import env, number, numbers, read, text
from portal.settings.storage import VAR_DIR


def provider(name: str) -> str:
    if not name.isidentifier() or not find_spec(f"anymail.backends.{name}"):
        raise ValueError
    return name


SMTP_URL = "smtp+tls://user:password@host:587 or smtp+ssl://user:password@host:465 (special characters written as %xx)"
ALERT_TIMEOUT = 4  # seconds


def smtp_url(value: str) -> dict[str, Any]:
    """Refuses what was cut off within a user or password: / ? and # in these must be written as %xx."""
    parts = urlsplit(value)
    if not parts.hostname or any("@" in part for part in (parts.path, parts.query, parts.fragment)):
        raise ValueError
    return dict(env.email_url_config(value))


def smtp_options(config: dict[str, Any]) -> dict[str, Any]:
    """For django.core.mail.get_connection."""
    return {
        "backend": "django.core.mail.backends.smtp.EmailBackend",
        "host": config["EMAIL_HOST"],
        "port": config["EMAIL_PORT"],
        "username": config["EMAIL_HOST_USER"] or "",
        "password": config["EMAIL_HOST_PASSWORD"] or "",
        "use_tls": config.get("EMAIL_USE_TLS", False),
        "use_ssl": config.get("EMAIL_USE_SSL", False),
        "timeout": ALERT_TIMEOUT,
    }


# --- mail: through a provider of django-anymail, else through an SMTP server, else into files that the admin shows
EMAIL_PROVIDER = read("EMAIL_PROVIDER", provider, "a provider that django-anymail knows, as mailgun or postmark", "")
_smtp = read("EMAIL_URL", smtp_url, SMTP_URL, None)
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
OUTBOX_MAX_WAIT_MINUTES = number("OUTBOX_MAX_WAIT_MINUTES", 10, least=1)
OUTBOX_LEASE_SECONDS = number("OUTBOX_LEASE_SECONDS", 90, least=1)
OUTBOX_BACKOFF_SECONDS = numbers("OUTBOX_BACKOFF_SECONDS", [60, 300, 1800, 7200, 21600, 86400])
# --- alerts: to whom, and through which server past the queue; a server that does not answer must not delay other work
ALERT_EMAIL = text("ALERT_EMAIL")
_alert_smtp = read("ALERT_EMAIL_URL", smtp_url, SMTP_URL, None)
ALERT_CONNECTION = smtp_options(_alert_smtp) if _alert_smtp else {}
ADDRESS_HASH_KEY = text("ADDRESS_HASH_KEY") or text("SECRET_KEY", "only-for-development")
