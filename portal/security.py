"""Security headers: a strict content policy for readers, one of its own for the CMS.

The policies are settings in the shape of Django 6's SECURE_CSP, so that its own middleware can take over later.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language_from_path, override

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


def policy(directives: Mapping[str, Sequence[str]]) -> str:
    """One Content-Security-Policy header value (CSP Level 3)."""
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


def is_secret(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the address has a token; also where it only leads to one, with the language or a slash added."""
    match = request.resolver_match
    if match is None and response.has_header("Location"):
        path = urlsplit(response.headers["Location"]).path
        with override(get_language_from_path(path) or settings.LANGUAGE_CODE), suppress(Resolver404):
            match = resolve(path)
    return match is not None and "token" in match.kwargs


class SecurityHeadersMiddleware:
    """Adds the headers that Django's SecurityMiddleware does not know, to every response including static files.

    An address with a `token` is a secret, whatever it answers: nobody keeps the answer or learns the address.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.site_policy = policy(settings.SECURE_CSP)
        self.admin_policy = policy(settings.SECURE_CSP_ADMIN)
        self.admin_prefix = reverse("wagtailadmin_home")
        self.login_path = reverse("wagtailadmin_login")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_secret(request, response):
            patch_cache_control(response, private=True, no_store=True)
            # The portal itself learns it: without Sec-Fetch-Site, a browser would send "Origin: null" with forms.
            response.headers["Referrer-Policy"] = "same-origin"
            response.headers["X-Robots-Tag"] = "noindex"
        in_admin = request.path.startswith(self.admin_prefix) and not request.path.startswith(self.login_path)
        response.headers.setdefault("Content-Security-Policy", self.admin_policy if in_admin else self.site_policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        # Mail and other sites may embed pictures; everything else is for the portal's own pages only.
        is_file = request.path.startswith((settings.STATIC_URL, settings.MEDIA_URL))
        response.headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if is_file else "same-origin")
        if request.is_secure():
            for cookie in response.cookies.values():
                cookie["secure"] = True
        return response
