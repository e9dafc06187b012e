"""What a CDN may hold, and that every visible change purges it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from wagtail.contrib.frontend_cache.backends.base import BaseBackend

from home.caching.cdn import record_address
from home.models import CDNAddress
from home.models.cdn_addresses import MAX_LENGTH
from tests import factories

PATH, ADDRESS = "/en/about/", "http://testserver/en/about/"
purged: list[str] = []


class Recorder(BaseBackend):
    def purge(self, url: str) -> None:
        purged.append(url)


@pytest.fixture
def about(kept_pages, settings):
    settings.WAGTAILFRONTENDCACHE = {"cdn": {"BACKEND": "tests.home.caching.test_cdn.Recorder"}}
    page = factories.standard_page(title="Old words")
    purged.clear()
    return page


def seconds(response) -> int:
    found = re.search(r"s-maxage=(\d+)", response.headers["Cache-Control"])
    return int(found[1]) if found else 0


def publish(page) -> None:
    page.title += "!"
    page.save_revision().publish()


def test_an_address_of_the_greatest_length_is_recorded(about):
    longest = ADDRESS.ljust(MAX_LENGTH, "a")
    assert record_address(longest)
    assert not record_address(f"{longest}a")


def test_it_holds_a_page_for_what_is_left_of_its_time(about, client):
    with time_machine.travel(datetime(2021, 3, 1, 12, tzinfo=UTC), tick=False) as clock:
        assert seconds(client.get(PATH)) == 3600
        clock.shift(timedelta(minutes=50))
        kept = client.get(PATH)
        assert seconds(kept) == 600
        answer = client.get(PATH, headers={"If-None-Match": kept.headers["ETag"]})
        assert (answer.status_code, seconds(answer)) == (304, 600)


@pytest.mark.django_db(transaction=True)
def test_publishing_anything_takes_everything_back(about, client):
    client.get(PATH)
    client.get(about.get_parent().get_url())
    publish(factories.standard_page(title="Another", slug="another"))
    assert {ADDRESS, "http://testserver/en/"} <= set(purged)
    assert not CDNAddress.objects.exists()

    client.get(PATH)
    purged.clear()
    publish(about)
    assert ADDRESS in purged


@pytest.mark.django_db(transaction=True)
def test_what_was_published_while_it_was_rendered_is_not_held(about, client, monkeypatch):
    """The purge came before the address was stored."""
    numbers = iter(range(100))
    monkeypatch.setattr("home.caching.middleware.generation", lambda: next(numbers))
    assert seconds(client.get(PATH)) == 0


def test_what_cannot_be_purged_is_not_held(about, client):
    assert seconds(client.get(f"{PATH}?q=mail")) == 0
    assert not CDNAddress.objects.exists()


def test_the_page_of_an_address_with_an_unknown_name_is_held_under_its_own_only(about, client):
    for _time in range(2):
        assert seconds(client.get(f"{PATH}?from=mail")) == 0
    assert seconds(client.get(PATH)) > 0
    assert [row.address for row in CDNAddress.objects.all()] == [ADDRESS]


def test_without_a_cdn_nothing_is_held_or_written(about, client, settings):
    settings.WAGTAILFRONTENDCACHE = {}
    assert client.get(PATH).headers["Cache-Control"] == "max-age=0, must-revalidate"
    assert not CDNAddress.objects.exists()
