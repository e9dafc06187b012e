from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site
from wagtail.views import serve

from home.caching.dependencies import cached_until_publish
from home.i18n.languages import best_language, fallbacks, language_of
from home.i18n.localized import absolute, with_query_of
from home.i18n.sitemap import entries
from home.page_privacy import public
from home.times.places import place_name, place_names


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """`/`: to the home page in the language the browser asks for, the default language where there is none."""
    site = Site.find_for_request(request)
    homes = site.root_page.get_translations(inclusive=True).live().select_related("locale") if site else []
    live = {home.locale.language_code for home in homes}
    code = best_language(request.headers.get("Accept-Language", ""), live) or settings.LANGUAGE_CODE
    response = HttpResponseRedirect(f"/{code}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


class LanguageNotSpokenConverter:
    """What looks like the code of a language, and is none of the portal's."""

    regex = "[a-z]{2,3}(?:-[a-z0-9]{2,8})?"

    def to_python(self, value: str) -> str:
        """Raises ValueError, which means no match: Django leads an address without a language to one with it only
        where that has a view."""
        if value in settings.PORTAL_LANGUAGES:
            raise ValueError
        return value

    def to_url(self, value: str) -> str:
        return value


@require_safe
def former_language(request: HttpRequest, code: str, rest: str = "") -> HttpResponse:
    """An address in a language that was taken out of PORTAL_LANGUAGES: to the same page in the nearest one.

    Raises Http404 for what never was a language here.
    """
    home = Page.objects.filter(depth=2, locale__language_code=code).first()
    if home is None:
        raise Http404
    page = Page.objects.filter(url_path=f"{home.url_path}{rest}").first()
    versions = public(Page.objects.filter(translation_key=page.translation_key)) if page else []
    found = {language_of(version): version for version in versions}
    nearest = [found[other] for other in (*fallbacks(code), *settings.PORTAL_LANGUAGES) if other in found]
    if not nearest:
        return HttpResponseRedirect(f"/{settings.LANGUAGE_CODE}/")
    return HttpResponseRedirect(with_query_of(request, nearest[0].get_url(request)))


@cached_until_publish
def only_site() -> Site | None:
    """The site that every address leads to; None where there are several and the host decides."""
    sites = list(Site.objects.select_related("root_page")[:2])
    return sites[0] if len(sites) == 1 and sites[0].is_default_site else None


@cached_until_publish
def home_in(code: str) -> Page | None:
    """Where the addresses of a language begin: its home page, else the default one."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    with translation.override(code):
        return site.root_page.localized.specific if site else None


def page(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's view with a known site and home page, for which Wagtail needs four queries.

    They are set on the request, where Site.find_for_request and Page.route_for_request keep them; Wagtail has no other
    way to pass them.
    """
    if site := only_site():
        request._wagtail_site = site  # type: ignore[attr-defined]
    home = home_in(get_language())
    try:
        route = home.route(request, path.split("/")[:-1]) if home else None
    except Http404:
        route = None
    request._wagtail_route_for_request = route  # type: ignore[attr-defined]
    return serve(request, path)


@require_safe
def places(request: HttpRequest) -> JsonResponse:
    """City and country → IANA zone, in the language of the address: what reader.js offers to choose from.

    With `?place=` that one alone, as the reader's own city is named on a first visit.
    """
    zone = request.GET.get("place", "")
    name = place_name(zone, get_language())
    named = ({zone: name} if name else {}) if zone else place_names(get_language())
    return JsonResponse({name: zone for zone, name in named.items()}, json_dumps_params={"ensure_ascii": False})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {absolute(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """For programs that ask for it without having read a page."""
    return HttpResponseRedirect(static("home/favicon.ico"))


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every live, public page in every language, with its alternates (hreflang in the xhtml namespace)."""
    return render(request, "sitemap.xml", {"entries": entries(request)}, content_type="application/xml")
