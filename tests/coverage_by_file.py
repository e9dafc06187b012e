"""`python -m tests.coverage_by_file`, after `pytest --cov`: no file may be covered less than FLOOR without a reason."""

import json
import sys
import tempfile
from pathlib import Path

from coverage import Coverage

FLOOR = 80  # percent of lines and branches; the floor of all files together is fail_under in pyproject.toml
WELL_COVERED = 90  # then a reason is outdated; between the two a figure may change from run to run
PASSKEYS = "passkeys are set up and used in the stories in the browser, which are not measured"
SEPARATE = "tests run it in processes of its own, which are not measured"
BELOW = {  # why these may be
    "home/accounts/views/second_factor.py": PASSKEYS,
    "home/search_index.py": "most of it is for SQLite",
    "portal/backup/restore.py": SEPARATE,
    "portal/backup/rows.py": SEPARATE,
    "portal/gunicorn.py": SEPARATE,
    "portal/management/commands/prepare.py": SEPARATE,
    "portal/management/commands/restore.py": SEPARATE,
    "portal/setup/__main__.py": SEPARATE,
    "portal/setup/probe.py": SEPARATE,
    "portal/supervisor.py": SEPARATE,
    "portal/web/worker.py": SEPARATE,
    "portal/wsgi.py": SEPARATE,
}


def covered() -> dict[str, float]:
    """File → percent of its lines and branches that the tests have run."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        measured = Coverage()
        measured.load()
        measured.json_report(outfile=str(report))
        files = json.loads(report.read_text())["files"]
    return {name: file["summary"]["percent_covered"] for name, file in files.items()}


def main() -> int:
    files = covered()
    low = {name: percent for name, percent in files.items() if percent < FLOOR}
    lines = [f"{percent:5.1f} %  {name}  {BELOW.get(name, 'NO REASON GIVEN')}" for name, percent in low.items()]
    outdated = [f"{name} needs no reason any more" for name in BELOW if files.get(name, 100) >= WELL_COVERED]
    sys.stdout.write("".join(f"{line}\n" for line in [*sorted(lines), *outdated]))
    return 1 if outdated or low.keys() - BELOW.keys() else 0


if __name__ == "__main__":
    sys.exit(main())
