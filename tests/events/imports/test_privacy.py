"""What imports keep about people is handed out, erased with them, and not kept for longer than it is of use."""

from datetime import timedelta

import pytest

from events.imports.jobs import delete_old_imports
from events.imports.models import ImportRun, SourceId
from events.models import SpeakerPage
from events.submissions.actions import erase_person
from events.submissions.actions.privacy import names_at, personal_data_of
from tests.events.imports.conftest import NOW, imported, upload
from tests.events.submissions.actions.test_erasure import found
from tests.events.submissions.proposals import MARK

ADDRESS = f"{MARK.lower()}@example.org"
PEOPLE = f"name,email,biography\n{MARK},{ADDRESS},Lives in a red house.\nBo,bo@example.org,Lives in a tent.\n"
SESSIONS = f"id,title,speaker emails,speakers\nA,Slow,{ADDRESS},{MARK}\nB,Fast,bo@example.org,Bo\n"


def kept():
    return {place for place in found() if place.startswith("imports_")}


def test_a_person_is_handed_out_and_erased(event):
    imported(event, PEOPLE)
    imported(event, SESSIONS)
    upload(event, PEOPLE)
    assert kept() >= {"imports_importrun.content", "imports_importstep.data", "imports_sourceid.key"}
    assert names_at(ADDRESS) == [MARK]
    entries = [one["entry"] for one in personal_data_of(ADDRESS)["imports"]]
    assert {"key": f"email:{ADDRESS}", "name": MARK, "biography": "Lives in a red house."}.items() <= entries[0].items()
    assert None in entries, "a file that is not applied"
    assert erase_person(address=ADDRESS, now=NOW).row_count
    assert kept() == set()
    assert personal_data_of(ADDRESS) is None
    assert [one.key for one in SourceId.objects.filter(kind="person")] == ["email:bo@example.org"]
    assert [step["entry"]["name"] for step in personal_data_of("bo@example.org")["imports"]] == ["Bo", "Bo"]
    assert SpeakerPage.objects.count() == 2, "pages are left to the team"


@pytest.mark.parametrize("names", [None, [MARK]])
def test_a_person_whom_a_file_knows_by_a_key_of_its_own_is_erased_by_name(event, names):
    imported(event, f"id,title,speaker ids,speakers\nA,Slow,p1,{MARK}\n")
    imported(event, SESSIONS)
    erase_person(address=ADDRESS, names=names, now=NOW)
    assert kept() == set()


def test_a_namesake_with_another_address_is_left(event):
    imported(event, f"id,title,speaker emails,speakers\nA,Slow,other@example.org,{MARK}\n")
    assert personal_data_of(ADDRESS, [MARK]) is None


def test_a_file_that_nobody_applied_is_deleted_after_a_week(event):
    upload(event, PEOPLE)
    assert delete_old_imports(now=NOW + timedelta(days=7)) == 0
    assert delete_old_imports(now=NOW + timedelta(days=7, seconds=1)) == 1
    assert not ImportRun.objects.exists()


def test_an_import_is_deleted_after_the_months_of_its_event_and_its_pages_stay(event):
    imported(event, SESSIONS)
    due = max(event.ends_at, NOW) + timedelta(days=30 * event.keep_months)
    delete_old_imports(now=due - timedelta(seconds=1))
    assert MARK in SpeakerPage.objects.values_list("title", flat=True) and "imports_importstep.data" in kept()
    delete_old_imports(now=due)
    assert kept() == set()
    assert SpeakerPage.objects.count() == 2
