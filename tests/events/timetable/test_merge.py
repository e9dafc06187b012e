"""Two versions of a timetable made from the same one."""

from datetime import timedelta

import pytest

from events.models import Slot
from events.timetable.merge import fingerprint, merge
from tests.factories import utc


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "kept", "conflicts"),
    [
        ("a1 b1", "a1 b1", "a1 b1", "", ""),
        ("a1 b1", "a2 b1", "a1 b1", "", ""),
        ("a1 b1", "a2 b1", "a1 b2", "b", ""),  # each another one
        ("a1", "a2", "a2", "", ""),  # both to the same
        ("a1", "a2", "a3", "", "a"),
        ("a1", "", "a2", "", "a"),  # removed here, changed there
        ("a1", "a2", "", "", "a"),
        ("a1", "a1", "", "a", ""),
        ("a1", "", "a1", "", ""),
        ("a1", "", "", "", ""),
        ("", "a1", "b1", "b", ""),  # added on both sides
        ("", "a1", "a2", "", "a"),
    ],
)
def test_what_touches_other_slots_is_merged_and_the_rest_is_named(base, mine, theirs, kept, conflicts):
    versions = [{one[0]: one[1] for one in text.split()} for text in (base, mine, theirs)]
    result = merge(*versions)
    assert (result.theirs, result.conflicts) == (set(kept), set(conflicts))


def test_a_fingerprint_holds_all_that_an_editor_can_change_and_nothing_else():
    def slot(**values):
        default = {"starts_at": utc(13), "ends_at": utc(14), "room_id": 1, "languages": {"spoken": ["es", "en"]}}
        return Slot(session_id=7, **{**default, **values})

    same = [
        {"languages": {"spoken": ["en", "es"], "signed": []}},
        {"pk": 9},
        {"ends_at": utc(14) + timedelta(seconds=9)},
    ]
    other = [
        {"starts_at": utc(12)},
        {"ends_at": None},
        {"room_id": None},
        {"status": "cancelled"},
        {"languages": {"interpreted": ["es", "en"]}},
        {"ways_in": [{"kind": "chat", "address": "https://a.example", "language": "", "note": ""}]},
    ]
    assert {fingerprint(slot(**values)) for values in same} == {fingerprint(slot())}
    assert len({fingerprint(slot(**values)) for values in [{}, *other]}) == 1 + len(other)
