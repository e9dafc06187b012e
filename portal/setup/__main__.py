"""`python -m portal.setup`: make sure that the portal can start, or say in one sentence why it cannot."""

import os
import sys
from pathlib import Path

from portal import orphans
from portal.setup import catalogs, environment

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    try:
        environment.check_instant(os.environ.get("PORTAL_AT", ""))
        orphans.end_all(print)
        if port := os.environ.get("PORT", "8000"):  # `make install` starts nothing, so it names none
            environment.check_port(port)
        environment.write_secrets(ROOT / ".env")
    except environment.SetupError as reason:
        sys.exit(str(reason))
    catalogs.compile_all()


if __name__ == "__main__":
    main()
