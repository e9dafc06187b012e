"""Text of the admin has colours that Wagtail changes with the scheme."""

import re
from pathlib import Path

FIXED = re.compile(r"(?<![\w-])color:\s*var\(--w-color-(?:critical|warning|positive|info)-\d+\)")


def test_no_text_keeps_the_red_of_the_light_scheme_in_the_dark():
    sheets = [path for app in ("events", "home", "search", "portal") for path in Path(app).rglob("*.css")]
    assert len(sheets) > 10
    assert [str(path) for path in sheets if FIXED.search(path.read_text())] == []
