"""What browsers may load and send; `portal.security` sends the content policies."""

from email.utils import parseaddr

from portal.settings.environment import text
from portal.settings.mail import DEFAULT_FROM_EMAIL

SECURITY_CONTACT = text("SECURITY_CONTACT") or parseaddr(DEFAULT_FROM_EMAIL)[1]
VIDEO_HOSTS = ["https://www.youtube-nocookie.com", "https://player.vimeo.com"]  # loaded after a click only
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "frame-src": ["'self'", *VIDEO_HOSTS],
    "object-src": ["'none'"],
    "worker-src": ["'self'"],
    "manifest-src": ["'self'"],
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
