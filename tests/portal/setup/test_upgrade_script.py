"""`make upgrade`: what it does in which order, and what it says when something fails."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.portal.setup.test_scripts import SETUP, program

pytestmark = pytest.mark.own_database

MAKEFILE = "backup:\n\t@echo backup >> ../asked; echo '/x/portal-1.tar (0.5 MB, verified).'\ninstall:\n\t@{install}\n"
NOTES = "## [Unreleased]\n\n### Before you upgrade\n- Set NEW_SETTING.\n\n### Added\n- A thing.\n"


class Checkout:
    """A portal that was cloned before version `v2` was made; every program but git and make is replaced."""

    def __init__(self, folder: Path, install: str) -> None:
        self.folder, self.here, self.source = folder, folder / "portal", folder / "source"
        self.source.mkdir()
        (self.source / "manage.py").touch()
        (self.source / "Makefile").write_text(MAKEFILE.format(install="false"))
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit("the release before")
        self.git("clone", "--quiet", str(self.source), str(self.here))
        self.before = self.git("rev-parse", "--short", "HEAD")
        (self.source / "Makefile").write_text(MAKEFILE.format(install=install))
        (self.source / "CHANGELOG.md").write_text(NOTES)
        self.commit("the new one")
        self.git("tag", "v2")
        program(folder / "bin" / "systemctl", f'[ "$1" = cat ] || echo systemctl "$@" >> {folder}/asked')
        program(self.here / ".venv" / "bin" / "python", f'echo "$@" >> {folder}/asked')

    def git(self, *arguments: str) -> str:
        names = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        command = ["git", *names, *arguments]
        return subprocess.run(command, cwd=self.source, check=True, capture_output=True, text=True).stdout.strip()

    def commit(self, message: str) -> None:
        self.git("add", ".")
        self.git("commit", "--quiet", "--message", message)

    def upgrade(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        path = f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        command = ["/bin/sh", str(SETUP / "upgrade.sh"), *arguments]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
        environment |= {"PATH": path}
        return subprocess.run(command, cwd=self.here, env=environment, capture_output=True, text=True, check=False)

    def asked(self) -> list[str]:
        path = self.folder / "asked"
        return path.read_text().splitlines() if path.exists() else []


UNITS = {"stop": "systemctl stop portal-worker portal-web", "start": "systemctl start portal-web portal-worker"}


@pytest.mark.parametrize("version", [(), ("v2",)], ids=["newest", "by tag"])
def test_it_backs_up_before_and_starts_after_and_says_how_to_go_back(tmp_path, version):
    checkout = Checkout(tmp_path, "echo install >> ../asked")

    result = checkout.upgrade(*version)

    assert result.returncode == 0, result.stderr
    assert checkout.asked() == ["backup", UNITS["stop"], "install", UNITS["start"], "-m portal.setup.probe --wait"]
    assert (checkout.here / "CHANGELOG.md").read_text() == NOTES
    assert f"git checkout {checkout.before}\n" in result.stdout
    assert "make restore FILE=/x/portal-1.tar " in result.stdout
    assert "This loses everything that has been written since the backup" in result.stdout
    assert "- Set NEW_SETTING." in result.stdout and "A thing" not in result.stdout


def test_after_a_certain_version_the_newest_can_be_taken(tmp_path):
    checkout = Checkout(tmp_path, "true")
    assert checkout.upgrade("v2").returncode == 0
    (checkout.source / "CHANGELOG.md").write_text("the newest")
    checkout.commit("the newest")

    result = checkout.upgrade()

    assert result.returncode == 0, result.stderr
    assert (checkout.here / "CHANGELOG.md").read_text() == "the newest"


def test_a_failed_one_is_not_started_and_says_how_to_go_back(tmp_path):
    checkout = Checkout(tmp_path, "false")

    result = checkout.upgrade()

    assert result.returncode != 0
    assert checkout.asked() == ["backup", UNITS["stop"]]
    assert "The upgrade has failed" in result.stderr and f"git checkout {checkout.before}\n" in result.stderr
    assert "Upgraded" not in result.stdout


def test_nothing_is_done_where_files_were_changed_or_the_version_is_unknown(tmp_path):
    checkout = Checkout(tmp_path, "echo install >> ../asked")
    unknown = checkout.upgrade("v3")
    assert (unknown.returncode, unknown.stderr) == (1, "There is no version v3. Nothing has been done.\n")
    (checkout.here / "Makefile").write_text("changed by hand")
    changed = checkout.upgrade()
    assert changed.returncode == 1 and "changed here" in changed.stderr
    assert checkout.asked() == []


def test_without_systemd_units_it_says_what_to_restart(tmp_path):
    checkout = Checkout(tmp_path, "echo install >> ../asked")
    program(tmp_path / "bin" / "systemctl", "exit 1")

    result = checkout.upgrade()

    assert result.returncode == 0, result.stderr
    assert checkout.asked() == ["backup", "install"]
    assert "restart web server and worker now" in result.stdout
