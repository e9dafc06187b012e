"""An editor makes the next edition and brings its programme from a file, with a count of clicks and page loads."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group, User
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from events.editions import copying
from events.enums import SessionKind
from events.imports.models import ImportRun, RunState
from events.models import Event, EventPage
from home.roles import EDITORS, ensure_groups
from tests import factories
from tests.strangers import FOLDER
from tests.translations.helpers import opened

pytestmark = pytest.mark.django_db(transaction=True)
MOST_CLICKS, MOST_LOADS = 12, 4
MOST_CLICKS_OF_AN_IMPORT = 20
PROGRAMME = FOLDER / "programmes" / "M.xlsx"  # 138 sessions of 150 people in a table without time zones
COUNT = "document.addEventListener('click', event => event.isTrusted && countClick(), true)"


@pytest.fixture
def editor(live_server, page: Tab) -> Tab:
    ensure_groups()
    user = User.objects.create_user("ana", password="a long secret")
    user.groups.add(Group.objects.get(name=EDITORS))
    page.goto(f"{live_server.url}/admin/login/")
    page.locator("[name=username]").fill("ana")
    page.locator("[name=password]").fill("a long secret")
    page.locator("[name=password]").press("Enter")
    expect(page.get_by_role("heading", name="Welcome, ana")).to_be_visible()
    return page


def test_the_next_edition_takes_few_clicks(editor: Tab, live_server, monkeypatch):
    monkeypatch.setattr(copying, "REQUEST_SECONDS", 600)  # no worker runs here
    factories.home_page("es")
    programme = factories.programme_page(factories.event_page(title="Conference 2021", slug="conference-2021"))
    opening = factories.session("Opening", programme, kind=SessionKind.OPENING)
    factories.timetable(factories.slot(opening))
    opened(opening)
    clicks, loads = [], []
    editor.expose_function("countClick", lambda: clicks.append(1))
    editor.add_init_script(COUNT)
    editor.goto(f"{live_server.url}/admin/")
    editor.on("framenavigated", lambda frame: loads.append(frame.url) if frame == editor.main_frame else None)

    editor.get_by_role("link", name="Next edition").click()
    editor.get_by_label("Name of the new edition").click()
    editor.keyboard.type("Conference 2022")
    editor.get_by_label("First day").click()
    editor.get_by_label("First day").fill("2022-05-05")
    editor.get_by_role("button", name="Make the next edition").click()
    expect(editor.get_by_role("heading", name="What still needs a person")).to_be_visible()
    editor.get_by_role("link", name="To the edition").click()
    expect(editor.get_by_role("heading", name="What is missing")).to_be_visible()
    expect(editor.get_by_role("heading", name="Conference 2022").first).to_be_visible()

    assert 0 < len(clicks) <= MOST_CLICKS, clicks
    assert len(loads) <= MOST_LOADS, loads
    made = Event.objects.get(name="Conference 2022")
    pages = EventPage.objects.filter(event=made)
    assert {page.locale.language_code for page in pages} == {"en", "es"}
    assert not any(page.live for page in pages)


@pytest.mark.skipif(not PROGRAMME.is_file(), reason="no files of strangers here")
def test_a_programme_with_four_corrections_takes_few_clicks(editor: Tab, live_server):
    """The worker applies it: tests/events/imports."""
    factories.home_page("es")
    programme = factories.programme_page()
    opened(programme)
    event = programme.shown_event
    Event.objects.update(starts_at=datetime(2027, 3, 26, tzinfo=UTC), ends_at=datetime(2027, 3, 30, tzinfo=UTC))
    clicks: list[int] = []
    editor.expose_function("countClick", lambda: clicks.append(1))
    editor.add_init_script(COUNT)
    editor.goto(f"{live_server.url}/admin/event-overview/{event.pk}/")

    editor.get_by_role("link", name="Bring a programme from a file").click()
    editor.locator("input[type=file]").first.set_input_files(PROGRAMME)
    editor.get_by_role("button", name="Read the file").click()
    corrections = {
        "Time zone": "Europe/Madrid",
        "TagLine": "",
        "Live Link": "recording",
        "Company Website": "biography",
    }
    for label, value in corrections.items():
        editor.get_by_label(label).first.select_option(value)
    editor.get_by_role("button", name="Show what would change").click()
    editor.get_by_role("button", name="Import", exact=True).click()
    expect(editor.get_by_text("The import has started.")).to_be_visible()

    in_dialogs = 2 * (1 + len(corrections))  # to open a list and to choose from it
    assert 0 < len(clicks) + in_dialogs <= MOST_CLICKS_OF_AN_IMPORT, clicks
    run = ImportRun.objects.get()
    assert (run.state, run.options["zone"]) == (RunState.APPLYING, "Europe/Madrid")
    assert run.steps.filter(kind="session", is_new=True).count() == 138
