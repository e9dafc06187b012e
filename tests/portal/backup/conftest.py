import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.database import copy_sqlite

ROOT = Path(__file__).resolve().parents[3]


class Installation:
    """A separate portal in `folder`, run by its management commands."""

    def __init__(self, folder: Path, database_url: str = "", **environment: str) -> None:
        self.folder = folder
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
            "DATABASE_URL": database_url,
            "PORTAL_VAR_DIR": str(folder),
            "LOG_LEVEL": "ERROR",
            **environment,
        }

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)

    def manage(self, *arguments: str) -> str:
        """The output of the command; raises AssertionError with the output if it fails."""
        result = self.run(*arguments)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    def backup(self) -> Path:
        return Path(self.manage("backup").split(" (")[0])

    def python(self, code: str) -> str:
        return self.manage("shell", "--no-imports", "--command", code).strip()


@pytest.fixture(scope="session")
def filled(tmp_path_factory, django_db_setup: str) -> Installation:
    """A portal on SQLite with the demo, an upload, logins, a deleted row, and mail that has not gone out."""
    portal = Installation(tmp_path_factory.mktemp("filled"), DEMO_PASSWORD="only-for-tests")
    if connection.vendor == "sqlite":  # saves a minute
        copy_sqlite(django_db_setup, portal.folder / "portal.sqlite3")
    portal.manage("migrate", "--no-input", "--verbosity=0")
    portal.manage("load_demo")
    portal.python(FILL)
    portal.manage("migrate", "--no-input", "--verbosity=0")  # as an upgrade does: gives groups their rights on pages
    return portal


FILL = """
from datetime import UTC, datetime
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Collection
from home.outbox.models import Delivery
from home.models import RateCounter
documents = get_document_model().objects
documents.create(title="Bylaws · Estatutos", file=ContentFile(b"words", name="bylaws.txt"))
documents.create(title="Deleted", file=ContentFile(b"gone", name="gone.txt")).delete()
instant = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
Delivery.objects.create(kind="test", key="waiting", address="ana@example.org", language="es", due_at=instant,
    created_at=instant, changed_at=instant, headers={"z": 1, "a": [None, "ñ"]})
"""
