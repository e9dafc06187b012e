"""`python -m benchmarks [NAME …]`: one report of all benchmarks, or of those named; also written to REPORT.

Each runs in a process of its own with a database of its own.
"""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.report import environment_summary, load, print_line

ALL = (
    "pages",
    "programme",
    "scheduling",
    "search",
    "serving",
    "web_servers",
    "memory",
    "flood",
    "proposals",
    "translations",
    "sending",
    "writing",
)
REPORT = Path("var/bench/report.md")


def main(names: list[str]) -> int:
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    failed = []
    with REPORT.open("w") as file:

        def say(line: str = "") -> None:
            print_line(line)
            file.write(f"{line}\n")
            file.flush()

        say(f"`make bench{' BENCH=' + repr(' '.join(names)) if names else ''}`, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC")
        say(f"{environment_summary()}.")
        for name in names or ALL:
            say(f"\n## `python -m benchmarks.{name}`\n")
            before = load()
            command = [sys.executable, "-m", f"benchmarks.{name}"]
            with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as benchmark:
                for line in benchmark.stdout or ():
                    say(line.rstrip("\n"))
            if benchmark.returncode:
                failed.append(name)
                say(f"\nFailed with exit code {benchmark.returncode}.")
            say(f"\nLoad average {before} at the start, {load()} at the end.")
    print_line(f"\nWritten to {REPORT}.")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
