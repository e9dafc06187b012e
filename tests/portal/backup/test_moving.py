"""Backup and restore of a whole portal: on SQLite, and from SQLite to PostgreSQL."""

import gzip
import json
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.portal.backup.conftest import Installation
from tests.postgres import embedded

pytestmark = pytest.mark.own_database

# What a restore changes on purpose: mail waits for a person.
CHANGED = {"outbox_transport"}
# What readers see and find; then the id of a new row, which must never be that of a deleted one.
LOOK = """
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model
for path in ("/en/", "/es/", "/en/search/?q=circles", "/es/search/?q=talleres"):
    response = Client().get(path, headers={"host": "127.0.0.1"})
    print(path, response.status_code, response.content.decode().count("<li"))
print(get_document_model().objects.create(title="New", file=ContentFile(b"new", name="new.txt")).pk)
"""


def tables(path: Path) -> dict[str, list[str]]:
    """Table → its rows, each with the columns in JSON parsed, sorted: read without the code under test."""
    found = {}
    with tarfile.open(path) as archive:
        for member in archive:
            if member.name.startswith("rows/"):
                table = member.name.removeprefix("rows/").removesuffix(".jsonl.gz")
                lines = gzip.decompress(archive.extractfile(member).read()).decode().splitlines()
                found[table] = sorted(json.dumps([parsed(value) for value in json.loads(line)]) for line in lines)
    return found


def parsed(value: object) -> object:
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.dumps(json.loads(value), sort_keys=True)
        except ValueError:
            pass
    return value


@pytest.fixture(scope="module")
def archive(filled) -> Path:
    return filled.backup()


@pytest.fixture
def postgres() -> Iterator[str]:
    with embedded() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def other(request, tmp_path) -> Installation:
    """A new installation in another folder."""
    url = request.getfixturevalue("postgres") if request.param == "postgres" else ""
    return Installation(tmp_path / "other", url)


@pytest.fixture(scope="module")
def looked(filled, archive) -> str:
    """The original portal, read after the backup."""
    return filled.python(LOOK)


def test_everything_arrives(archive, looked, other):
    said = other.manage("restore", str(archive))

    assert "every row and file is as it was" in said
    assert "1 mails were waiting" in said and "No mail is sent until somebody" in said
    before, after = tables(archive), tables(other.backup())
    assert before.keys() == after.keys()
    assert len(before["wagtailcore_page"]) > 100 and len(before["wagtailcore_revision"]) > 100
    assert [table for table in before if before[table] != after[table]] == sorted(CHANGED & before.keys())
    with tarfile.open(archive) as file:
        uploads = {name: file.extractfile(name).read() for name in file.getnames() if name.startswith("media/")}
    assert uploads and {name: (other.folder / name).read_bytes() for name in uploads} == uploads
    assert other.python(LOOK) == looked

    refused = other.run("restore", str(archive))
    assert refused.returncode == 1
    assert "users: " in refused.stderr and "pages: " in refused.stderr and "Nothing was changed" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_asked_to_it_replaces_what_is_there(filled, archive, tmp_path):
    """A portal with later changes, which are gone after the restore."""
    shutil.copytree(filled.folder, tmp_path / "later", ignore=shutil.ignore_patterns("static", "backups"))
    later = Installation(tmp_path / "later")
    later.python(LOOK)
    assert tables(archive) != tables(later.backup())

    later.manage("restore", str(archive), "--force")

    before, after = tables(archive), tables(later.backup())
    assert [table for table in before if before[table] != after[table]] == sorted(CHANGED)
