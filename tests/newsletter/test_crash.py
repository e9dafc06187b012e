"""Nothing is lost or sent twice when workers are killed. In full: `python -m tests.newsletter.crash`."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_workers_are_killed_while_an_issue_goes_out() -> None:
    command = [sys.executable, "-m", "tests.newsletter.crash", "--readers", "300", "--kills", "2", "--patience", "600"]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    figures = json.loads(done.stdout)
    assert figures["got exactly one"] + figures["in doubt, for a person"] - figures["of these arrived"] == (
        figures["readers"] - figures["refused for good"]
    )
    assert figures["in doubt, for a person"] <= 2
    assert figures["refused for good, noted as bounced"] == figures["refused for good"]
