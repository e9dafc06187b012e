"""The table that leaves the portal comes back cell by cell, and changes nothing where it came from."""

import csv
import io

import pytest

from events.imports.exporting import as_file, sessions_table
from events.imports.readers.reading import read
from events.models import EventPage, Timetable
from tests import factories
from tests.events.imports.conftest import ONE, imported, problems
from tests.events.imports.test_readers import options

ODD = (
    'C,"=1+1","\'=2, and\n* no list",,Panel,"+Deciding",es,p2,"-Bo, the second",@Elm,2021-05-06 17:00,45,en,,\n'
    "D,'tis,Why not <b>now</b>?,,Talk,,en,,,,,,,,\n"
)
KEYS = ("key", "speaker ids")


def cells(body):
    found = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))
    return [{name: cell for name, cell in zip(found[0], row, strict=True) if name not in KEYS} for row in found[1:]]


@pytest.fixture
def filled(event, editor):
    imported(event, ONE + ODD, editor)
    draft = Timetable.objects.get(event=event).get_latest_revision_as_object()
    first = next(slot for slot in draft.slots.all() if slot.session.title == "Second")
    draft.slots.add(factories.slot(first.session, 19, 30, room=first.room))
    draft.save_revision()
    return event


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_table_changes_nothing_where_it_came_from(filled, editor, ending):
    before = sessions_table(filled)
    run = imported(filled, as_file(before, ending), editor)
    assert [step.kind for step in run.steps.all()] == ["links"]
    assert problems(run) == []
    assert sessions_table(filled) == before


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_in_another_event_every_cell_is_equal(filled, editor, ending):
    other = factories.event(name="Next")
    page = factories.event_page(event=other, slug="next")
    factories.translated(page, "es", slug="la-siguiente")
    before = sessions_table(filled)
    imported(other, as_file(before, ending), editor)
    assert EventPage.objects.filter(event=other).count() == 2
    assert cells(as_file(sessions_table(other), "csv")) == cells(as_file(before, "csv"))


def test_the_guard_against_formulas_stands_in_the_file_and_nowhere_else(filled):
    body = as_file(sessions_table(filled), "csv")
    assert b"'=1+1" in body
    assert "=1+1" in [one.title for one in read(body, options()).sessions.values()]
