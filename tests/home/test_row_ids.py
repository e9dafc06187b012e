import pytest

from home.row_ids import row_id


@pytest.mark.parametrize("sent", ["", None, "x", "-1", "²", "1.0", " 1", "9" * 19, "9" * 5000, "1\0", [1]])
def test_what_is_no_id_is_the_id_of_no_row(sent):
    assert row_id(sent) == 0


def test_digits_of_any_script_are_a_number():
    assert (row_id("7"), row_id(7), row_id("٣"), row_id("9" * 18)) == (7, 7, 3, 10**18 - 1)
