"""Pages that take long are noted in a file of the machine, and shown on the status page."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from portal import slow_pages, status

NOW = datetime.now(UTC)


@pytest.fixture
def visit(settings, tmp_path, monkeypatch):
    """Answer a request that takes so many seconds."""
    settings.VAR_DIR = tmp_path

    def answer(path: str, seconds: float) -> None:
        clock = iter([0.0, seconds])
        monkeypatch.setattr(slow_pages.time, "monotonic", lambda: next(clock))
        slow_pages.SlowPageMiddleware(lambda request: HttpResponse())(RequestFactory().get(path))

    return answer


def test_only_slow_pages_for_readers_are_noted_without_private_links(visit):
    visit("/en/", 2.9)
    visit("/admin/reports/", 30)
    visit("/en/search/?q=something-private", 3.1)
    visit("/en/proposals/mine/Tm93SGVyZUlzQVRva2Vu.abc-DEF_123456789/", 4)
    assert slow_pages.slow_pages(since=NOW - timedelta(hours=1)) == [("/en/proposals/mine/…/", 4), ("/en/search/", 3.1)]
    assert slow_pages.slow_pages(since=NOW + timedelta(hours=1)) == []


def test_the_file_stays_small_and_half_a_line_does_no_harm(visit, monkeypatch):
    monkeypatch.setattr(slow_pages, "MAX_BYTES", 200)
    for number in range(20):
        visit(f"/en/page-{number}/", 4)
    assert slow_pages.path().stat().st_size + slow_pages.older().stat().st_size < 1000
    with slow_pages.path().open("a") as file:
        file.write('{"at": "20\n')
    assert ("/en/page-19/", 4) in slow_pages.slow_pages(since=NOW - timedelta(hours=1))


def test_a_full_disk_stops_no_page(visit, settings, tmp_path):
    settings.VAR_DIR = tmp_path / "missing"
    visit("/en/", 4)
    assert slow_pages.slow_pages(since=NOW - timedelta(hours=1)) == []


def test_many_of_them_need_a_hand(visit):
    for count in range(status.MAX_SLOW_PAGES):
        visit(f"/en/{count}/", 4 + count)
    assert status.slow_pages_status(NOW).is_fine
    visit("/en/last/", 3.5)
    found = status.slow_pages_status(NOW)
    assert (found.is_fine, found.urgent) == (False, False)
    assert "21 pages took longer than 3 seconds" in found.message
    assert found.details[0] == f"/en/{status.MAX_SLOW_PAGES - 1}/: 23.0 s"
    with translation.override("es"):
        assert status.slow_pages_status(NOW).details[1].endswith(": 22,0 s")
