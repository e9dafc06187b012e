"""docs/access.md says who may use which addresses; here each role requests all of them, by GET and POST."""

from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from django.test import Client

from tests.home.admin.access import ABSENT, REFUSED, ROLES, SERVED, Samples, make_user, outcome, patterns

COLUMNS = ("anybody", "login", "team", "translator", "editor", "administrator")
CELLS = {"yes", "no", "see", "own", "see, own", "step"}
OWN_TESTS = {"/admin/failwhale/"}


def policy() -> dict[str, dict[str, str]]:
    """Pattern → role → cell, from the second table."""
    text = Path("docs/access.md").read_text().split("## Every address")[1]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("| `")
    ]
    found = {}
    for named, *cells in rows:
        assert len(cells) == len(COLUMNS) and set(cells) <= CELLS, named
        said = dict(zip(COLUMNS, cells, strict=True))
        said["other translator"] = said["translator"].replace("see, own", "see").replace("own", "no")
        said["translator"] = said["translator"].replace("see, own", "yes").replace("own", "yes")
        found |= {pattern.strip("`"): said for pattern in named.split()}
    return found


def line_of(pattern: str, lines: dict[str, dict[str, str]]) -> str | None:
    fitting = (line for line in lines if line == pattern or fnmatchcase(pattern, line))
    return max(fitting, key=lambda line: (line == pattern, len(line)), default=None)


def all_patterns() -> list[str]:
    return sorted(set(patterns()) - OWN_TESTS)


def test_every_address_has_a_line_and_every_line_an_address():
    lines = policy()
    used = {pattern: line_of(pattern, lines) for pattern in all_patterns()}
    assert [pattern for pattern, line in used.items() if line is None] == []
    assert set(lines) - set(used.values()) == set()


def test_an_address_that_is_not_in_the_policy_is_noticed():
    assert line_of("/new/", policy()) is None
    assert line_of("/admin/new/", policy()) is None


@pytest.fixture
def asked(db, monkeypatch) -> dict[tuple[str, str], dict[str, str]]:
    """Method and pattern → role → outcome. Without rendering: only the answer counts."""
    monkeypatch.setattr("django.template.backends.django.Template.render", lambda self, context=None, request=None: "")
    samples, found = Samples(), {}
    for role in ROLES:
        client = Client(raise_request_exception=False)
        if user := make_user(role):
            client.force_login(user)
        for pattern in all_patterns():
            for method in ("GET", "POST"):
                query = f"?id={samples.page.pk}" if method == "GET" else ""
                answer = outcome(client, method, samples.address(pattern) + query)
                found.setdefault((method, pattern), {})[role] = answer
    return found


def test_each_role_may_use_what_the_policy_says_and_nothing_else(asked):
    lines, wrong = policy(), []
    for (method, pattern), outcomes in asked.items():
        said = lines[line_of(pattern, lines)]
        for role, answer in outcomes.items():
            may = said[role] in ("yes", "step") or (said[role] == "see" and method == "GET")
            fails = answer.startswith("error")
            lacks = may and answer == REFUSED != outcomes["administrator"] and said[role] != "step"
            has_too_much = not may and answer not in (REFUSED, ABSENT)
            if fails or lacks or has_too_much:
                wrong.append(f"{role} {method} {pattern}: {answer}, policy: {said[role]}")
    assert wrong == []
    named = {pattern for (_method, pattern), outcomes in asked.items() if outcomes["administrator"] == SERVED}
    assert len(named) > 300  # the samples lead somewhere
