"""Opening and syncing translations: ours against plain wagtail-localize, in the same run and on a database of its own.

`python -m benchmarks.translations [pages …]` prints queries, seconds and memory, for each number of pages. Memory is
the most that Python held, with garbage it had not collected yet; beside it what is left once that is gone. Then the
translation memory with 20,000 sentences, and the workshop with a text of 200 strings, in processor time.
"""

import gc
import random
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.report import Figure, Row, compared, table
from benchmarks.sites.event_site import empty_portal

SIZES = (25, 100)
AIMS = {"submit": "≤ 0.25", "sync": "≤ 0.33"}
SENTENCES = 20_000
PARAGRAPHS = 13  # with title, slug and introduction: 16 strings a page


@dataclass
class Figures:
    queries: int
    seconds: float
    megabytes: float  # at most
    left: float  # megabytes, at the end


def measure(work: Callable[[], Any]) -> Figures:
    from django.db import connection

    count = 0

    def counting(execute: Any, *args: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*args)

    gc.collect()
    tracemalloc.start()
    began = time.perf_counter()
    with connection.execute_wrapper(counting):
        work()
    seconds = time.perf_counter() - began
    _now, peak = tracemalloc.get_traced_memory()
    gc.collect()
    left, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return Figures(count, seconds, peak / 1e6, left / 1e6)


def body(name: str, number: int) -> list[dict[str, Any]]:
    return [
        {"type": "heading", "id": f"{name}-{part}", "value": {"text": f"Sentence {part} of page {number}"}}
        for part in range(PARAGRAPHS)
    ]


def make_pages(name: str, count: int) -> list[int]:
    """Ids of live English pages, not submitted for translation. Each page is loaded one at a time, as in a worker."""
    from home.models import HomePage, StandardPage

    home = HomePage.objects.get(locale__language_code="en")
    pages = [
        StandardPage(
            title=f"{name} {number}", slug=f"{name}-{number}", intro=f"About {number}", body=body(name, number)
        )
        for number in range(count)
    ]
    return [home.add_child(instance=page).pk for page in pages]


def read(page_ids: list[int]) -> Iterator[Any]:
    from home.models import StandardPage

    return (StandardPage.objects.get(pk=page_id) for page_id in page_ids)


def change(page_ids: list[int]) -> None:
    """One word of each page."""
    for page in read(page_ids):
        page.intro = f"{page.intro}, changed"
        page.save()


def submit_plain(page_ids: list[int], spanish: Any) -> None:
    from wagtail_localize.operations import translate_object

    for page in read(page_ids):
        translate_object(page, [spanish])


def sync_plain(page_ids: list[int]) -> None:
    from wagtail_localize.models import TranslationSource

    for page in read(page_ids):
        source = TranslationSource.objects.get_for_instance(page)
        source.update_from_db()
        for translation in source.translations.filter(enabled=True).select_related("target_locale"):
            source.update_target_view_restrictions(translation.target_locale)


def sync_ours(page_ids: list[int]) -> None:
    from django.utils import timezone

    from home.translations.sync.freshness import sync

    for page in read(page_ids):
        sync(page, now=timezone.now())


def compare(count: int) -> dict[str, tuple[Figures, Figures]]:
    """Name of the task → (plain, ours)."""
    from wagtail.models import Locale

    from home.models import HomePage
    from home.translations.sync.opening import open_translation

    spanish = Locale.objects.get(language_code="es")
    open_translation(HomePage.objects.get(locale__language_code="en"), spanish)
    theirs, ours = make_pages(f"plain-{count}", count), make_pages(f"ours-{count}", count)
    submitted = measure(lambda: submit_plain(theirs, spanish)), measure(lambda: sync_ours(ours))
    change(theirs)
    change(ours)
    synced = measure(lambda: sync_plain(theirs)), measure(lambda: sync_ours(ours))
    return {"submit": submitted, "sync": synced}


def rows(count: int) -> Iterator[Row]:
    for name, (plain, ours) in compare(count).items():
        what, peer = f"{name} {count} pages", "plain wagtail-localize"
        yield compared(f"{what}, queries", Figure(ours.queries), peer, Figure(plain.queries), AIMS[name])
        yield compared(f"{what}, time", Figure(ours.seconds, "s"), peer, Figure(plain.seconds, "s"))
        left = f"left at the end: {Figure(ours.left, 'MB')}, plain {Figure(plain.left, 'MB')}"
        memory = Figure(ours.megabytes, "MB"), peer, Figure(plain.megabytes, "MB")
        yield compared(f"{what}, memory", *memory, also=left)


def remember(count: int) -> list[str]:
    """Fill the memory with sentences of 12 words each; returns them."""
    from django.utils import timezone

    from home.translations.memory.units import hash_of
    from home.translations.models import MemoryUnit

    words = [f"word{number}" for number in range(400)]
    chance = random.Random(1)  # noqa: S311  sentences, no secrets
    sentences = [" ".join(chance.choices(words, k=12)) for _number in range(count)]
    pair = {"source_language": "en", "target_language": "es", "updated_at": timezone.now()}
    texts = [(sentence, f"frase {number}") for number, sentence in enumerate(sentences)]
    units = [
        MemoryUnit(source=one, plain=one, text=text, source_hash=hash_of(one), text_hash=hash_of(text), **pair)
        for one, text in dict(texts).items()
    ]
    MemoryUnit.objects.bulk_create(units, batch_size=1000)
    return [unit.source for unit in units]


def milliseconds(work: Callable[[], Any]) -> float:
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def memory_rows() -> Iterator[Row]:
    from django.contrib.auth.models import User
    from django.test import Client
    from django.urls import reverse
    from wagtail.models import Locale

    from home.models import HomePage, StandardPage
    from home.translations.memory.units import matches
    from home.translations.sync.opening import open_translation

    known = remember(SENTENCES)
    pair, what = ("en", "es"), f"memory of {len(known):,} sentences"
    first = milliseconds(lambda: matches(known[7], pair))
    near = [f"{sentence} more" for sentence in known[::101]]
    each = sorted(milliseconds(lambda one=one: matches(one, pair)) for one in near)  # type: ignore[misc]
    also = f"the slowest of {len(each)} {each[-1]:.1f} ms; the first, which makes the index, {first:.0f} ms"
    yield Row(f"{what}: a look-up", Figure(each[len(each) // 2], "ms"), aim="≤ 30 ms", also=also)

    home = HomePage.objects.get(locale__language_code="en")
    spanish = Locale.objects.get(language_code="es")

    def page(slug: str, sentences: list[str]) -> Any:
        text = "".join(f"<p>{sentence}</p>" for sentence in sentences)
        return home.add_child(instance=StandardPage(title=slug, slug=slug, body=[("text", {"text": text})]))

    open_translation(page("warm", near[100:140]), spanish)
    without = milliseconds(lambda: open_translation(page("nothing-known", near[:40]), spanish))
    filled = milliseconds(lambda: open_translation(page("all-known", known[:40]), spanish))
    also = f"opening the page {without:.0f} ms without, {filled:.0f} ms with"
    yield Row(f"{what}: filling in a page of 40", Figure(filled - without, "ms"), aim="≤ 300 ms", also=also)

    translation = open_translation(page("long", near[:197]), spanish)  # with title and address
    client = Client()
    client.force_login(User.objects.create_superuser("translator"))
    address = reverse("translations:review", args=[translation.pk])
    client.get(address)
    figures = measure(lambda: client.get(address))
    spent = milliseconds(lambda: client.get(address))
    yield Row("workshop of 200 strings: queries", Figure(figures.queries), aim="≤ 30", also=f"{spent:.0f} ms")


if __name__ == "__main__":
    with empty_portal():
        table(row for count in map(int, sys.argv[1:] or SIZES) for row in rows(count))
        table(memory_rows())
