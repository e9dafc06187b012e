"""The two shell scripts that run before any Python code: one makes the environment, one installs into it."""

import os
import subprocess
from pathlib import Path

import pytest

SETUP = Path(__file__).resolve().parents[3] / "portal" / "setup"
TOO_OLD = "exit 1"


def program(path: Path, script: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def run(script: str, *arguments: str, folder: Path, path: str) -> subprocess.CompletedProcess[str]:
    command = ["/bin/sh", str(SETUP / script), *arguments]
    environment = {**os.environ, "PATH": path}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("there", [[], ["python3"]])
def test_without_a_python_that_suits_one_sentence_says_what_to_install(tmp_path, there):
    for name in there:
        program(tmp_path / "bin" / name, TOO_OLD)

    result = run("venv.sh", folder=tmp_path, path=str(tmp_path / "bin"))

    assert result.returncode == 1
    assert result.stdout == ""
    (sentence,) = result.stderr.splitlines()
    assert sentence.startswith("The portal needs Python 3.11, 3.12 or 3.13 with its venv module: install it")
    assert "apt install python3 python3-venv" in sentence


def test_the_newest_python_that_suits_is_taken(tmp_path):
    program(tmp_path / "bin" / "python3.13", TOO_OLD)
    program(tmp_path / "bin" / "python3.12", f'[ "$1" = -c ] || echo "$@" > {tmp_path}/asked')
    program(tmp_path / "bin" / "python3.11", "exit 3")

    assert run("venv.sh", folder=tmp_path, path=str(tmp_path / "bin")).returncode == 0
    assert (tmp_path / "asked").read_text() == "-m venv .venv\n"


@pytest.mark.parametrize(("uv", "installed"), [("exit 0", []), ("exit 1", ["requirements.txt"])])
def test_where_uv_fails_plain_pip_installs_the_same_lock_with_its_hashes(tmp_path, uv, installed):
    program(tmp_path / ".venv" / "bin" / "python", f'echo "$@" >> {tmp_path}/asked')
    program(tmp_path / ".venv" / "bin" / "uv", uv)

    assert run("install.sh", "requirements.txt", folder=tmp_path, path=os.environ["PATH"]).returncode == 0

    asked = (tmp_path / "asked").read_text().splitlines()
    assert [line.split()[-1] for line in asked] == ["requirements-bootstrap.txt", *installed]
    assert all("--require-hashes" in line for line in asked)
