"""The frame around a page: menus, languages, breadcrumbs, links for search engines."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django import template
from django.conf import settings
from django.urls import translate_url
from django.utils.translation import get_language, gettext, override
from wagtail.models import Page, Site

from home.i18n.languages import language_name, language_names, native_name, portal_name
from home.i18n.localized import absolute
from home.i18n.page_versions import NavigationLink, PageVersions

register = template.Library()
register.filter("native_name", native_name)


@register.simple_tag(name="portal_name")
def portal_name_here() -> str:
    """In the language of the page."""
    return portal_name(get_language())


@register.filter
def language_here(code: str) -> str:
    """The name of a language in the language of the page."""
    return language_name(code, get_language())


@register.filter("language_names")
def language_names_here(codes: Iterable[str]) -> str:
    """ "Spanish and English" in the language of the page."""
    return language_names(codes, get_language())


def rendered_page(context: dict[str, Any]) -> Page | None:
    """The page being rendered; None in a view of ours or a preview of a page never saved."""
    page = context.get("page")
    return page if isinstance(page, Page) and page.pk else None


def page_versions(context: dict[str, Any]) -> PageVersions | None:
    """Of the page being rendered; in other views of the page they are `below`, else of the home page.

    Made once a request.
    """
    request = context.get("request")
    if request is None:
        return None
    if not hasattr(request, "_page_versions"):
        page = rendered_page(context) or context.get("below")
        site = None if page else Site.find_for_request(request)
        page = page or (site.root_page if site else None)
        request._page_versions = PageVersions(page, request) if page else None
    return request._page_versions


@dataclass
class LanguageLink:
    code: str
    name: str  # in the language itself
    name_here: str  # in the language of the page
    url: str
    is_current: bool
    is_translated: bool

    @property
    def offer(self) -> str:
        """In the language itself."""
        with override(self.code):
            return gettext("Read this page in {language}").format(language=language_name(self.code, self.code))


@register.simple_tag(takes_context=True)
def language_links(context: dict[str, Any]) -> list[LanguageLink]:
    """The same page, or the same view, in every language that has a live home page."""
    versions, current = page_versions(context), get_language()
    if versions is None:
        return []
    links = []
    for code in versions.languages.values():
        url = versions.url_for(code)
        translated = code in versions.translations()
        if url and not rendered_page(context):
            url, translated = view_address(context["request"].get_full_path(), code, url), True
        elif url and context["request"].META.get("QUERY_STRING"):
            url = f"{url}?{context['request'].META['QUERY_STRING']}"
        if url:
            here = language_name(code, current)
            links.append(LanguageLink(code, native_name(code), here, url, code == current, translated))
    return links


def view_address(here: str, code: str, home: str) -> str:
    """A view of ours in another language with the same query; where it has none, that language's home page."""
    there = translate_url(here, code)
    return there if there != here or code == get_language() else home


@register.simple_tag(takes_context=True)
def breadcrumbs(context: dict[str, Any]) -> list[NavigationLink]:
    """The way to a page; in a view `below` a page the way to that page, then the view by its `view_title`."""
    below = context.get("below")
    versions = page_versions(context) if rendered_page(context) or below else None
    if versions is None:
        return []
    crumbs = versions.breadcrumbs(get_language())
    if below and not rendered_page(context):
        here = NavigationLink(context["view_title"], context["request"].path, "", is_current=True)
        return [*(replace(crumb, is_current=False) for crumb in crumbs), here]
    return crumbs


@register.simple_tag(takes_context=True)
def home_url(context: dict[str, Any]) -> str:
    """The home page in the reader's language."""
    versions = page_versions(context)
    return (versions and versions.url_for(get_language(), versions.ancestors_and_self[0])) or f"/{get_language()}/"


@register.simple_tag(takes_context=True)
def site_menu(context: dict[str, Any]) -> list[NavigationLink]:
    """The pages below the home page that editors put into the menu."""
    versions = page_versions(context)
    return versions.menu(0, get_language()) if versions else []


@register.simple_tag(takes_context=True)
def section_menu(context: dict[str, Any]) -> list[NavigationLink]:
    """The pages of the section (an edition) that the page is in; empty on the home page."""
    versions = page_versions(context)
    return versions.menu(1, get_language()) if versions else []


@register.simple_tag(takes_context=True)
def section_title(context: dict[str, Any]) -> str:
    """The title of the section (an edition) that a page lies in; empty for the section itself and in other views."""
    versions = page_versions(context) if rendered_page(context) else None
    if versions is None or len(versions.ancestors_and_self) < 3:
        return ""
    section = versions.ancestors_and_self[1]
    return versions.versions_by_key[section.translation_key].get(get_language(), section).title


@register.inclusion_tag("components/head_links.html", takes_context=True)
def head_links(context: dict[str, Any]) -> dict[str, Any]:
    """Canonical, hreflang and robots of a page; views of ours are not indexed.

    hreflang names real translations only, itself included, absolute and the same list on each of them; x-default is
    the page in the portal's default language, or the original. A page that replaces a missing translation is
    canonical to its original and not indexed.
    """
    versions = page_versions(context) if rendered_page(context) else None
    if versions is None:
        return {"noindex": True}
    addresses = {code: absolute(page.get_url(versions.request)) for code, page in versions.translations().items()}
    own = versions.languages.get(versions.page.locale_id, "")
    listed = addresses if len(addresses) > 1 else {}
    return {
        "canonical": addresses.get(own) or absolute(versions.page.get_url(versions.request) or "/"),
        "alternates": listed,
        "default": listed.get(settings.LANGUAGE_CODE) or next(iter(listed.values()), ""),
        "noindex": own != get_language() or own not in addresses,
    }
