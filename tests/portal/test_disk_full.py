"""A disk that is full, played by files that answer ENOSPC."""

import errno
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError

from home.caching import generation
from portal.backup.archive import ArchiveWriter
from portal.management.commands import backup


def full(*args, **kwargs):
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.django_db(transaction=True)
def test_a_backup_says_so_in_a_sentence_and_leaves_nothing(tmp_path, monkeypatch):
    (tmp_path / "portal-20210101T000000Z.tar").write_text("an earlier one")
    monkeypatch.setattr(ArchiveWriter, "finish", full)
    with pytest.raises(CommandError, match=rf"^No backup was made: the disk of {tmp_path} is full\. Earlier backups"):
        call_command("backup", to=tmp_path)
    assert [path.name for path in tmp_path.glob("portal-*")] == ["portal-20210101T000000Z.tar"]


@pytest.mark.django_db(transaction=True)
def test_a_folder_that_may_not_be_written_to_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(CommandError, match=r"No backup was made: .*file: "):
        call_command("backup", to=tmp_path / "file")


def test_a_database_without_tables_is_told_in_a_sentence(tmp_path, monkeypatch):
    def missing(**kwargs):
        raise ProgrammingError('relation "django_migrations" does not exist\nLINE 1: …')

    monkeypatch.setattr(backup, "create", missing)
    with pytest.raises(CommandError, match=r"^No backup was made: the database is away or not set up yet \(relation "):
        call_command("backup", to=tmp_path)


def test_a_new_generation_needs_no_space(settings, monkeypatch, kept_pages):
    settings.REDIS_URL = ""
    before = generation.generation()
    monkeypatch.setattr(Path, "touch", full)
    generation._bump()
    assert generation.generation() != before
