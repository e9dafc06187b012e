"""The pytest plugin that tries mutants in place of running the tests."""

import importlib
import json
import multiprocessing
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from itertools import accumulate, groupby, zip_longest
from pathlib import Path
from time import process_time
from typing import Any

import coverage
import pytest
from django.db import connection

from tests.database import copy_sqlite
from tests.mutants.mutate import Mutant, functions_by_line, put_in_place
from tests.source_tree import APPS, ROOT

FOLDER = ROOT / "var" / "mutants"
MAP = FOLDER / "map.json"  # which tests run which functions; only those that are not in it are measured
DATABASE = FOLDER / "tests.sqlite3"
BUDGET = 120  # CPU seconds for the tests of one mutant, as measured without it
TIMEOUT = 600  # seconds of real time for one mutant
SURVIVED, NOTICED, UNFIT = 0, 3, 4  # exit codes; that of an error in here is 1


def outcome(mutant: Mutant, tests_fail: Callable[[], bool]) -> int:
    """NOTICED if the tests fail or take longer than TIMEOUT, UNFIT if the mutant cannot be put in place."""
    return in_a_fork(lambda: (NOTICED if tests_fail() else SURVIVED) if put_in_place(mutant) else UNFIT, TIMEOUT)


def in_a_fork(run: Callable[[], int], timeout: float | None = None) -> int:
    """What `run` returns in a child process. Processes that the child started end with it."""

    def child() -> None:
        os.setsid()
        sys.exit(run())

    process = multiprocessing.get_context("fork").Process(target=child)
    process.start()
    process.join(timeout)
    with suppress(ProcessLookupError):
        os.killpg(process.pid or 0, signal.SIGKILL)
    process.join()
    if process.exitcode == 1:
        raise RuntimeError(f"see {FOLDER / 'output.txt'}")
    return NOTICED if process.exitcode is None or process.exitcode < 0 else process.exitcode


class MutantRun:
    def __init__(self, mutants: list[Mutant], report: Callable[[Mutant, int, str], None]) -> None:
        """`report` is called with each mutant, its outcome, and the test that noticed it."""
        self.mutants, self.report = mutants, report
        self.failed = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed = report.nodeid

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        FOLDER.mkdir(parents=True, exist_ok=True)
        for path in {mutant.path for mutant in self.mutants}:
            importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
        self.fails(session.items[0], session.items[-1])  # makes the database, which the session keeps
        connection.close()
        known = json.loads(MAP.read_text()) if MAP.exists() else {}
        if new := [item for item in session.items if item.nodeid not in known]:
            in_a_fork(lambda: self.measure(new, known))
            known = json.loads(MAP.read_text())
        DATABASE.unlink(missing_ok=True)
        copy_sqlite(connection.settings_dict["NAME"], DATABASE)
        for mutant in self.mutants:
            self.try_out(mutant, nearest(mutant, session.items, known))
        return True

    def measure(self, items: list[pytest.Item], known: dict[str, Any]) -> int:
        """Add the tests that pass without a mutant to the map, with their seconds and the functions they run."""
        write_to_a_file()
        for _path, tests in groupby(items, lambda item: item.path):
            measured = coverage.Coverage(data_file=None, config_file=False, include=[f"{ROOT}/{app}/*" for app in APPS])
            measured.start()
            run: dict[str, set[str]] = {}
            seconds: dict[str, float] = {}
            for item in tests:
                measured.switch_context(item.nodeid)
                began = process_time()
                if not self.fails(item, None):
                    run[item.nodeid], seconds[item.nodeid] = set(), process_time() - began
            measured.stop()
            for name in measured.get_data().measured_files():
                functions = functions_by_line(Path(name))
                for line, contexts in measured.get_data().contexts_by_lineno(name).items():
                    for test in run.keys() & contexts:
                        run[test] |= functions[line]
            known |= {test: {"seconds": seconds[test], "functions": sorted(run[test])} for test in run}
            MAP.write_text(json.dumps(known, indent=0))
        return 0

    def try_out(self, mutant: Mutant, tests: list[pytest.Item]) -> None:
        with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
            noticed_by = Path(folder) / "noticed-by"

            def tests_fail() -> bool:
                write_to_a_file()
                tempfile.tempdir = os.environ["TMPDIR"] = folder
                connection.settings_dict["NAME"] = f"{folder}/tests.sqlite3"
                copy_sqlite(str(DATABASE), Path(folder) / "tests.sqlite3")
                failed = any(self.fails(*pair) for pair in zip_longest(tests, tests[1:]))
                noticed_by.write_text(self.failed)
                return failed

            code = outcome(mutant, tests_fail)
            self.report(mutant, code, noticed_by.read_text() if noticed_by.exists() else "")

    def fails(self, item: pytest.Item, following: pytest.Item | None) -> bool:
        self.failed = ""
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        return bool(self.failed)


def nearest(mutant: Mutant, items: list[pytest.Item], known: dict[str, Any]) -> list[pytest.Item]:
    """The tests that run the function, those first that run little else, for BUDGET seconds."""
    near = [item for item in items if item.nodeid in known and mutant.where in known[item.nodeid]["functions"]]
    near.sort(key=lambda item: len(known[item.nodeid]["functions"]))
    seconds = accumulate(known[item.nodeid]["seconds"] for item in near)
    return [item for item, until in zip(near, seconds, strict=True) if until < BUDGET]


def write_to_a_file() -> None:
    output = os.open(FOLDER / "output.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(output, stream)
