from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe
from wagtail.models import Site

from home.localized import absolute
from home.sitemap import entries


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """`/`: to the home page in the language the browser asks for, the default language where there is none."""
    site = Site.find_for_request(request)
    homes = site.root_page.get_translations(inclusive=True).live().select_related("locale") if site else []
    live = {home.locale.language_code for home in homes}
    wanted = get_language_from_request(request)
    code = wanted if wanted in live else settings.LANGUAGE_CODE
    response = HttpResponseRedirect(f"/{code}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {absolute(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every live, public page in every language, with its alternates (hreflang in the xhtml namespace)."""
    return render(request, "sitemap.xml", {"entries": entries(request)}, content_type="application/xml")
