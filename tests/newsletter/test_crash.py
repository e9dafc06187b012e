"""Nothing is lost or sent twice when workers are killed. In full: `python -m tests.newsletter.crash`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.own_database
@pytest.mark.parametrize(
    ("readers", "workers", "per_minute"), [(300, 2, 0), (60, 4, 90)], ids=["as fast as it can", "at a rate"]
)
def test_workers_are_killed_while_an_issue_goes_out(
    django_db_setup: str, readers: int, workers: int, per_minute: int
) -> None:
    figures = {"readers": readers, "kills": 2, "workers": workers, "per-minute": per_minute, "patience": 600}
    options = [word for name, figure in figures.items() for word in (f"--{name}", str(figure))]
    if connection.vendor == "sqlite":
        options += ["--migrated", django_db_setup]
    command = [sys.executable, "-m", "tests.newsletter.crash", *options]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    figures = json.loads(done.stdout)
    assert figures["got exactly one"] + figures["in doubt, for a person"] - figures["of these arrived"] == (
        figures["readers"] - figures["refused for good"]
    )
    assert figures["in doubt, for a person"] <= 2
    assert figures["refused for good, noted as bounced"] == figures["refused for good"]
