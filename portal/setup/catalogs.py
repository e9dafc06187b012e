"""`python -m portal.setup.catalogs`: compile the message catalogs that changed, without system gettext."""

from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parents[1] / "locale"


def compile_all(folder: Path = LOCALE) -> int:
    """Write a .mo beside every .po below `folder` that is newer than its own; returns how many were written.

    Fuzzy and obsolete entries are left out, so that readers see the original text instead.
    """
    written = 0
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        fresh = target.with_suffix(".mo.new")
        polib.pofile(str(source)).save_as_mofile(str(fresh))
        fresh.replace(target)
        written += 1
    return written


if __name__ == "__main__":
    compile_all()
