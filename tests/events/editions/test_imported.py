"""The next edition of one that was imported from a large file in two languages. AWKWARD=all runs it, in minutes."""

import os
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone
from wagtail_localize.models import Translation

from events.editions import copying
from events.enums import SessionKind
from events.models import EditionCopy, SessionPage
from home.translations.models import StringMark
from home.translations.strings.strings import strings_of
from tests import factories
from tests.events.editions.conftest import EVERYTHING
from tests.events.imports.conftest import imported, problems
from tests.strangers import FOLDER

PROGRAMME = FOLDER / "programmes" / "XL.pretalx-api.json"  # 60 sessions, written in English or Spanish


def states(page):
    """Place and source of each string → its translation and what is open about it."""
    (translation,) = Translation.objects.filter(source__object_id=page.translation_key)
    return {
        (line.segment.context.path, line.source): (line.text, line.mark and (line.mark.kind, line.mark.old_source))
        for line in strings_of(translation)
    }


@pytest.mark.skipif(not PROGRAMME.is_file() or os.environ.get("AWKWARD") != "all", reason="only with AWKWARD=all")
def test_the_next_edition_of_a_large_import_keeps_each_translation_and_its_state(db):
    page = factories.event_page(title="Bridges", slug="bridges")
    factories.home_page("es")
    factories.translated(page, "es", slug="puentes")
    event = page.event
    event.starts_at, event.ends_at = datetime(2027, 9, 18, 6, tzinfo=UTC), datetime(2027, 9, 20, 6, tzinfo=UTC)
    event.save()
    run = imported(event, PROGRAMME.read_bytes())
    assert problems(run) == []
    half = StringMark.objects.order_by("pk").values_list("pk", flat=True)[::2]
    StringMark.objects.filter(pk__in=list(half)).delete()  # half are done
    originals = [one for one in SessionPage.objects.all() if one.is_original]

    every = {**EVERYTHING, "kinds": SessionKind.values}
    copy = copying.start(
        source=event, name="Bridges again", first_day=date(2028, 9, 16), choices=every, user=None, now=timezone.now()
    )
    assert copying.work(copy, seconds=600, now=timezone.now())

    made = SessionPage.objects.in_bulk(EditionCopy.objects.get().pages.values())
    copies = {one.pk: made[EditionCopy.objects.get().pages[str(one.pk)]] for one in originals}
    assert len(copies) == 62  # with two breaks
    found = {}
    for one in originals:
        found[one.pk] = states(one)
        assert states(copies[one.pk]) == found[one.pk], one
    written = [mark for one in found.values() for text, mark in one.values() if text]
    assert {bool(mark) for mark in written} == {True, False}  # some are to be checked, some are done
    assert len({one.locale_id for one in originals}) == 2
