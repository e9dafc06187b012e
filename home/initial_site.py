"""The initial site of every portal, made after each migrate."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Collection, Locale, Page, Site

from home.models import HomePage


def ensure_site() -> None:
    """A Locale for each of PORTAL_LANGUAGES, the roots, and one Site with a home page in the default language.

    A language taken out of PORTAL_LANGUAGES keeps its Locale and pages.
    """
    for code in settings.PORTAL_LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    ensure_address(ensure_home())


def ensure_home() -> Page:
    """The home page in the default language. Replaces Wagtail's empty welcome page.

    Where the default language is new, it is the site's, until the worker makes drafts in the new language.
    """
    default = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
    of_the_site = HomePage.objects.filter(sites_rooted_here__is_default_site=True)
    home = HomePage.objects.filter(locale=default).first() or of_the_site.first()
    if home is not None:
        return home
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=default)
    for welcome in root.get_children().filter(content_type__model="page", numchild=0):
        Site.objects.filter(root_page=welcome).delete()
        welcome.delete()
    root = Page.objects.get(pk=root.pk)
    return root.add_child(instance=HomePage(title=settings.PORTAL_NAME, slug="home", locale=default))


def ensure_address(home: Page) -> None:
    """The one Site answers at PORTAL_BASE_URL, so that Wagtail's own links agree with ours."""
    address = urlsplit(settings.PORTAL_BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    wanted = {"hostname": address.hostname, "port": port, "site_name": settings.PORTAL_NAME}
    site, _created = Site.objects.get_or_create(is_default_site=True, defaults={**wanted, "root_page": home})
    if any(getattr(site, name) != value for name, value in wanted.items()):
        Site.objects.filter(pk=site.pk).update(**wanted)
        Site.clear_site_root_paths_cache()
