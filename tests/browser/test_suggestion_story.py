"""A suggestion over the board: looked at, taken, undone."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from events.enums import SlotStatus
from events.timetable.drafts import slots_of_draft
from events.timetable.suggestions import runs
from events.timetable.suggestions.forms import SuggestionForm
from tests.browser.test_board_story import Mouse, card, open_board, saved, timetable, waiting  # noqa: F401  a fixture
from tests.factories import utc

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_suggestion_is_taken_on_the_board_and_undone(live_server, page, timetable):  # noqa: F811
    form = SuggestionForm(timetable=timetable)
    data = {field.name: field.value() for field in form}
    form = SuggestionForm({name: value for name, value in data.items() if value is not None}, timetable=timetable)
    assert form.is_valid()
    run = runs.start(timetable=timetable, wishes=form.wishes, moves_few=False, user=None, now=timezone.now())
    while runs.do_portion():
        pass
    open_board(page, live_server.url, timetable)
    board = reverse("wagtailsnippets_events_timetable:edit", args=[timetable.pk])
    page.goto(f"{live_server.url}{board}?suggestion={run.pk}")
    ghosts = page.locator(".slot--suggested")
    expect(ghosts).to_have_count(12)
    page.get_by_role("button", name="Take “Session 01”").press("Enter")
    expect(ghosts).to_have_count(11)
    expect(page.locator("[data-suggestion] button:focus")).to_have_count(1)
    page.keyboard.press("Control+z")
    expect(ghosts).to_have_count(12)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Control+y")
    expect(ghosts).to_have_count(11)
    expect(card(page, "Session 01")).to_be_visible()
    page.get_by_role("button", name="Take all").click()
    expect(ghosts).to_have_count(0)
    saved(page)
    timetable.refresh_from_db()
    assert len(slots_of_draft(timetable)) == 13
    page.get_by_role("button", name="Undo").click()
    expect(waiting(page, "Session 02")).to_be_visible()
    expect(ghosts).to_have_count(11)
    page.get_by_role("button", name="Close the suggestion").press("Enter")
    expect(ghosts).to_have_count(0)
    expect(page.get_by_role("region", name="Rooms and times")).to_be_focused()


def test_taking_a_suggestion_keeps_what_was_edited_since(live_server, page, timetable):  # noqa: F811
    """Only time and room are suggested: a session that was cancelled since stays cancelled."""
    form = SuggestionForm(timetable=timetable)
    data = {field.name: field.value() for field in form}
    data = {name: value for name, value in data.items() if value is not None}
    data |= {"scope": "all", "chosen": [], "begins": "13:00", "ends": "14:00"}
    form = SuggestionForm(data, timetable=timetable)
    assert form.is_valid()
    run = runs.start(timetable=timetable, wishes=form.wishes, moves_few=False, user=None, now=timezone.now())
    while runs.do_portion():
        pass
    open_board(page, live_server.url, timetable)
    board = reverse("wagtailsnippets_events_timetable:edit", args=[timetable.pk])
    page.goto(f"{live_server.url}{board}?suggestion={run.pk}")
    take = page.get_by_role("button", name="Take “Closing”")
    expect(take).to_be_visible()
    Mouse(page).cancel("Closing")
    take.click()
    saved(page)
    timetable.refresh_from_db()
    (slot,) = slots_of_draft(timetable)
    assert (slot.starts_at, slot.status) == (utc(13), SlotStatus.CANCELLED)
