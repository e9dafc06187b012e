"""Memory that a process has freed goes back to the system."""

import subprocess
import sys

import pytest

from portal.settings.environment import ROOT

pytestmark = pytest.mark.own_database

SCRIPT = """
import sys
from portal.settings.allocator import return_memory

def held():  # MB
    return int(open("/proc/self/statm").read().split()[1]) * 4 // 1024

if sys.argv[1] == "yes":
    return_memory()
before = held()
for count in (2, 100):  # glibc raises its threshold when the first two are freed
    pieces = [bytearray(b"x" * 1_000_000) for _number in range(count)]
    last = pieces.pop()  # stays, above the others
    del pieces
print(held() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, and sets an option of glibc")
def test_large_pieces_go_back_where_smaller_ones_are_kept():
    held = {}
    for is_set in ("no", "yes"):
        command = [sys.executable, "-c", SCRIPT, is_set]
        held[is_set] = int(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    assert held["no"] > 80  # MB: otherwise the option is not needed any more
    assert held["yes"] < 10
