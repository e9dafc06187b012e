"""tests.mutants distinguishes mutants that are noticed from those that survive."""

import importlib.util

import pytest

from tests.mutants.mutate import mutants_of
from tests.mutants.run import NOTICED, SURVIVED, outcome

SOURCE = """
def decorated(function):
    return lambda *args: function(*args)


@decorated
def is_adult(age):
    return age >= 18
"""


@pytest.fixture
def module(tmp_path):
    path = tmp_path / "adults.py"
    path.write_text(SOURCE)
    spec = importlib.util.spec_from_file_location("adults", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module, mutants_of(path)


def test_noticed_and_surviving_mutants_are_told_apart(module):
    adults, mutants = module
    (greater,) = [mutant for mutant in mutants if "age > 18" in mutant.source]
    assert outcome(greater, lambda: not (adults.is_adult(30) and not adults.is_adult(3))) == SURVIVED
    assert outcome(greater, lambda: not adults.is_adult(18)) == NOTICED
    assert adults.is_adult(18)  # nothing has changed in this process
