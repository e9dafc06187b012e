from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

VALID = timedelta(days=180)  # the standard recommends less than a year


@never_cache
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a vulnerability (RFC 9116): an address or a page from SECURITY_CONTACT."""
    contact = settings.SECURITY_CONTACT
    fields = {
        "Contact": contact if contact.startswith(("https:", "mailto:", "tel:")) else f"mailto:{contact}",
        "Expires": f"{timezone.now() + VALID:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages": ", ".join(settings.PORTAL_LANGUAGES),
        "Canonical": f"{settings.PORTAL_BASE_URL}{request.path}",
    }
    lines = [f"{name}: {value}\n" for name, value in fields.items()]
    return HttpResponse("".join(lines), content_type="text/plain; charset=utf-8")
