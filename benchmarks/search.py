"""`python -m benchmarks.search [pages …]`: the first ten hits among thousands of pages, database time included.

Rare and common words, one and several. Medians, also for counting all hits and for the page of results; processor time
of Python and of a database on this machine, which depends less on other load. Without a number, 1,000 and then 10,000
pages.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from benchmarks.report import Figure, Row, table
from benchmarks.sites.event_site import empty_portal

TURNS = 11
COMMON = ("circle", "consent", "decision", "community", "practice", "learning", "governance", "meeting", "network")
QUERIES = {
    "one rare word": "rarity7",
    "one common word": "circles",
    "a word of few titles": "subject77",
    "three common words": "circles consent decision",
    "six common words": "circles consent decision community practice learning",
    "nothing": "xylophone",
}


def fill(start: int, count: int) -> None:
    """Live pages below the home page, indexed, until there are `count`; most of the common words stand in most."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection, transaction
    from django.utils import timezone
    from wagtail.models import Page
    from wagtail.search.backends import get_search_backend

    from home.models import HomePage, StandardPage

    home = HomePage.objects.get(locale__language_code="en")
    kind, now, choose = ContentType.objects.get_for_model(StandardPage), timezone.now(), random.Random(8)  # noqa: S311
    fields = {"locale_id": home.locale_id, "content_type": kind, "depth": home.depth + 1, "live": True}
    parents = [
        Page(
            path=Page._get_path(home.path, home.depth + 1, number + 1),
            title=f"Subject{number % 1000} of a circle" if number % 3 else f"Subject{number % 1000}",
            slug=f"p{number}",
            url_path=f"{home.url_path}p{number}/",
            translation_key=uuid4(),
            first_published_at=now - timedelta(minutes=number % 977),
            latest_revision_created_at=now,
            **fields,
        )
        for number in range(start, count)
    ]
    Page.objects.bulk_create(parents, batch_size=500)
    home.numchild = count
    home.save()
    index = get_search_backend().get_index_for_model(StandardPage)
    pages = []
    for number, row in enumerate(Page.objects.filter(depth=home.depth + 1).order_by("pk")[start:], start):
        words = [word for word in COMMON if choose.random() < 0.95] + [f"rarity{number % 500}", *_filler(choose)]
        page = StandardPage(page_ptr_id=row.pk, intro=" ".join(words), original_locale_id=home.locale_id)
        page.__dict__.update({name: value for name, value in row.__dict__.items() if name != "_state"})
        pages.append(page)

    with transaction.atomic():
        for page in pages:
            page.save_base(raw=True)
    for first in range(0, len(pages), 500):
        index.add_items(StandardPage, pages[first : first + 500])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _filler(choose: random.Random) -> list[str]:
    return [f"word{choose.randrange(3000)}" for _number in range(60)]


def cost(work: Callable[[], Any]) -> tuple[float, float]:
    """Milliseconds passed, the median; and milliseconds of processor time."""
    work()
    times, before = [], processor_time()
    for _turn in range(TURNS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000, (processor_time() - before) / TURNS * 1000


def processor_time() -> float:
    """Seconds used so far by this process, and by the one that serves it where there is one."""
    from django.db import connection

    used = time.process_time()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            used += int(Path(f"/proc/{cursor.fetchone()[0]}/schedstat").read_text().split()[0]) / 1e9
    return used


def measure(query: str) -> tuple[int, list[tuple[float, float]]]:
    """Hits; what the first ten of them cost, counting them by kind, and the page that shows them."""
    from django.test import Client
    from wagtail.models import Locale

    from search.queries import find

    locale, client = Locale.objects.get(language_code="en"), Client()
    found = find(query, locale)
    turns = iter(range(1000))
    works: list[Callable[[], Any]] = [
        lambda: find(query, locale)[:10],
        lambda: len(find(query, locale)),
        lambda: client.get("/en/search/", {"q": query, "turn": str(next(turns))}),
    ]
    return len(found), [cost(work) for work in works]


def rows(sizes: list[int]) -> Iterator[Row]:
    done = 0
    for count in sizes:
        fill(done, count)
        done = count
        for name, query in QUERIES.items():
            hits, ((ten, used), (counting, _), (page, _)) = measure(query)
            yield Row(
                f"{count:,} pages, {name}: first ten", Figure(ten, "ms"), aim="≤ 50 ms" if " " in query else "≤ 10 ms",
                also=f"{hits:,} hits; {used:.1f} ms of processor time; "
                f"counting them {counting:.1f} ms, the page {page:.1f} ms",
            )  # fmt: skip


if __name__ == "__main__":
    with empty_portal():
        table(rows([int(count) for count in sys.argv[1:]] or [1000, 10_000]))
