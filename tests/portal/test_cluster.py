import os
import shutil
import subprocess
import sys

import pytest

from tests.cluster import ROOT

pytestmark = [
    pytest.mark.own_database,
    pytest.mark.skipif(
        not shutil.which("redis-server") and not os.environ.get("CI"), reason="redis-server is not installed"
    ),
]


def test_what_one_machine_publishes_every_machine_shows_at_once():
    """Two web machines, two workers, PostgreSQL and Redis; `python -m tests.cluster 200` does the same for longer."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    command = [sys.executable, "-m", "tests.cluster", "5"]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
