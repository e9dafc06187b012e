"""Files of the portal are readable by their owner only, from the first command on; an upgrade corrects older ones."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from portal.setup import environment, private_files

ROOT = Path(__file__).resolve().parents[2]

FIRST_COMMAND = """
import django
django.setup()
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.mail import EmailMessage, get_connection
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE x (y)")
    default_storage.save("images/a.png", ContentFile(b"x"))
    storages["staticfiles"].save("css/a.css", ContentFile(b"x"))
    get_connection().send_messages([EmailMessage("x", "x", to=["a@example.org"])])
"""


def open_to_others(folder: Path) -> list[str]:
    return [str(path) for path in [folder, *folder.rglob("*")] if path.lstat().st_mode & 0o077]


def test_the_first_command_leaves_nothing_to_others(tmp_path):
    folder = tmp_path / "new" / "var"
    settings = {
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "PORTAL_ENV_FILE": os.devnull,
        "PORTAL_VAR_DIR": str(folder),
        "SECRET_KEY": "x" * 60,
    }
    shell = f"umask 022; exec {sys.executable} -c '{FIRST_COMMAND}'"
    kept = {
        name: value for name, value in os.environ.items() if not re.match("DATABASE_URL|REDIS|S3|EMAIL|PORTAL", name)
    }
    subprocess.run(["sh", "-c", shell], cwd=ROOT, check=True, env={**kept, **settings})
    names = {path.name for path in folder.rglob("*") if path.is_file()}
    assert {"portal.sqlite3", "a.png", "a.css"} <= names and any(name.endswith(".eml") for name in names)
    assert open_to_others(folder) == []


@pytest.mark.parametrize("name", ["portal-web", "portal-worker", "portal-backup"])
def test_services_write_for_their_owner_alone(name):
    assert "UMask=0077" in (ROOT / "deploy" / "systemd" / f"{name}.service").read_text().splitlines()


def test_what_stood_open_is_closed_and_what_may_be_run_stays_so(tmp_path):
    for name, mode in (("a", 0o644), ("b.sh", 0o755), ("deep/c", 0o666)):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
        path.chmod(mode)
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    private_files.close(tmp_path)
    assert [path for path in open_to_others(tmp_path) if not path.endswith("gone")] == []
    assert stat.S_IMODE((tmp_path / "b.sh").stat().st_mode) == 0o700


def test_settings_that_were_copied_are_closed(tmp_path):
    path = tmp_path / ".env"
    path.write_text("SECRET_KEY=mine\n")
    path.chmod(0o644)
    environment.write_secrets(path)
    assert path.read_text() == "SECRET_KEY=mine\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
