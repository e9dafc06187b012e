"""`python -m benchmarks.pages [count]`: an uncached page with 60 sessions and speakers, beside a bare Django view."""

import sys
from collections.abc import Iterator
from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.urls import path

from benchmarks.cost import cost
from benchmarks.report import Figure, Row, table
from benchmarks.sites.event_site import empty_portal, fill


def minimal_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Nothing to do.")


urlpatterns = [path("", minimal_view)]


def measure(count: int) -> Iterator[Row]:
    with empty_portal():
        from django.test import override_settings

        with override_settings(ROOT_URLCONF="benchmarks.pages", MIDDLEWARE=[]):
            yield Row("bare Django view, CPU", Figure(cost("/").milliseconds, "ms"))
        for name, address in asdict(fill(count)).items():
            found = cost(address)
            yield Row(f"{name}, CPU", Figure(found.milliseconds, "ms"), also=str(found))


if __name__ == "__main__":
    table(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 60))
