"""Anonymous requests write nothing: every page of the demo, its feeds and files, on a read-only database."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Page

from events.models import Event
from events.urls import urlpatterns
from tests.read_only import refused_writes

pytestmark = pytest.mark.django_db

OTHERS = [
    "/",
    "/robots.txt",
    "/sitemap.xml",
    "/healthz",
    "/readyz",
    "/.well-known/security.txt",
    "/form-challenge/?form=proposal",
]
FEEDS = [route for route in urlpatterns if [*route.pattern.converters] == ["event_id"]]
VIEWS = ["/{code}/search/?q=circle", "/{code}/subscription/link/", "/{code}/proposals/lost/", "/{code}/nowhere/"]


def addresses():
    yield from OTHERS
    for page in Page.objects.live().public().filter(depth__gt=1):
        yield page.url
        yield f"{page.url}?view=grid&theme=evidence"
    for code in ("en", "es"):
        yield from (view.format(code=code) for view in VIEWS)
        for event in Event.objects.all():
            yield from (
                reverse(f"events:{route.name}", args=[event.pk]).replace("/en/", f"/{code}/") for route in FEEDS
            )


def test_readers_of_all_pages_write_nothing(client, settings):
    call_command("load_demo", verbosity=0)
    kinds = {page.specific_class for page in Page.objects.live().filter(depth__gt=1)}
    assert len(kinds) >= 9
    media = settings.VAR_DIR / "media"
    asked, files = list(addresses()), sorted(media.rglob("*"))
    with refused_writes():
        found = {address: client.get(address).status_code for address in asked}
    wrong = {address: status for address, status in found.items() if status not in (200, 302, 404)}
    assert wrong == {}
    pages = [page.url for page in Page.objects.live().public().filter(depth__gt=1)]
    assert {found[url] for url in pages} == {200}
    assert sorted(media.rglob("*")) == files
