"""`make mutants`: a seeded sample of mutants of what decides, guards and erases, or the mutants of one module."""

import argparse
import sys
import tomllib
from fnmatch import fnmatch
from hashlib import sha256
from pathlib import Path

import pytest

from tests.mutants.mutate import Mutant, mutants_of
from tests.mutants.run import FOLDER, NOTICED, SURVIVED, UNFIT, MutantRun
from tests.source_tree import python_files

# Patterns of "path/of/module.py Class.method"
SCOPE = [
    *("*/actions.py *", "*/actions/*", "*/claims.py *", "*/public/*", "*/deadline.py *", "*/privacy*.py *"),
    *("* clean*", "*.clean*", "* validate*", "*.validate*", "*/*validation*.py *", "events/submissions/fields/*"),
    *("*/roles.py *", "*/security.py *", "*/tokens.py *", "*/rate_limit*.py *", "home/translations/guards.py *"),
    *("home/forms/*", "home/newsletter/forms.py *", "home/newsletter/views.py *", "*/caching/*"),
]
EQUIVALENT = Path(__file__).with_name("equivalent.toml")
SURVIVORS = FOLDER / "survivors.txt"
OUTCOMES = {NOTICED: "noticed", SURVIVED: "SURVIVED", UNFIT: "does not fit"}
PYTEST = ["-qq", "-s", "--no-header", "-p", "no:cacheprovider", "--reuse-db", "--timeout=300", "--hypothesis-seed=0"]


def main() -> None:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("--module", default="", help="a module or package, such as home.caching, instead of the scope")
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--seed", type=int, default=12)
    parser.add_argument("--again", action="store_true", help="only those that survived last time")
    parser.add_argument("tests", nargs="*", default=["tests"], help="run no other tests than these")
    options = parser.parse_args()

    patterns = [f"{options.module.replace('.', '/')}[./]*"] if options.module else SCOPE
    paths = [path for path in python_files() if "migrations" not in path.parts]
    every = [one for path in paths for one in mutants_of(path) if any(fnmatch(one.where, each) for each in patterns)]
    # Sorted by the change, not by its place: the sample stays nearly the same when code is added, moved or removed.
    every.sort(key=lambda mutant: sha256(f"{options.seed} {mutant.change}".encode()).digest())
    sample = every[: options.sample]
    equivalent = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))["equivalent"]
    run = [mutant for mutant in sample if str(mutant) not in [one["mutant"] for one in equivalent]]
    tell(f"{len(every)} mutants, {len(sample)} drawn with seed {options.seed}, {len(sample) - len(run)} equivalent.")
    if options.again:
        last = SURVIVORS.read_text(encoding="utf-8")
        run = [mutant for mutant in run if str(mutant) in last]

    outcomes: dict[Mutant, int] = {}

    def report(mutant: Mutant, code: int, test: str) -> None:
        outcomes[mutant] = code
        tell(f"{len(outcomes)}/{len(run)} {OUTCOMES[code]} {mutant.where} {test}")

    pytest.main([*PYTEST, "-m", "not browser", *options.tests], plugins=[MutantRun(run, report)])
    survivors = "\n".join(str(mutant) for mutant, code in outcomes.items() if code == SURVIVED)
    SURVIVORS.write_text(survivors, encoding="utf-8")
    count = list(outcomes.values()).count
    tell(f"{survivors}\n{count(NOTICED)} noticed, {count(SURVIVED)} survived, {count(UNFIT)} do not fit.")
    sys.exit(bool(survivors) or len(outcomes) < len(run))


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
