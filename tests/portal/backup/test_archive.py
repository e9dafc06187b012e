"""The file of a backup: private, complete or refused, of one instant."""

import io
import json
import stat
import tarfile
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from home.models import JobRun
from home.outbox.models import Transport
from portal.backup import create as creating
from portal.backup import restore as restoring
from portal.backup.archive import ArchiveReader, DamagedArchive
from portal.backup.create import create, delete_old
from portal.backup.restore import RestoreRefused, restore
from tests.factories import standard_page

NOW = datetime(2026, 5, 6, 13, tzinfo=UTC)


@pytest.fixture
def made(transactional_db, tmp_path):
    default_storage.save("images/circle.png", ContentFile(b"picture"))
    return create(folder=tmp_path / "backups", now=NOW)


def test_only_its_owner_can_read_it(made):
    assert made.name == "portal-20260506T130000Z.tar"
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    assert list(made.parent.iterdir()) == [made]


def test_it_names_no_secret(made, settings):
    settings.SECRET_KEY = "a-key-that-is-found"
    content = create(folder=made.parent, now=NOW + timedelta(days=1)).read_bytes()
    assert b"a-key-that-is-found" not in content


def test_an_existing_backup_is_never_written_over(made):
    before = made.read_bytes()
    made.with_suffix(".part").write_bytes(b"somebody else is at it")
    with pytest.raises(FileExistsError):
        create(folder=made.parent, now=NOW)
    assert made.read_bytes() == before
    assert made.with_suffix(".part").exists()


@pytest.mark.parametrize("share", [0.0, 0.2, 0.9])
def test_one_cut_short_is_refused(made, share):
    made.write_bytes(made.read_bytes()[: int(made.stat().st_size * share)])
    with pytest.raises(DamagedArchive), ArchiveReader(made) as archive:
        archive.verify()


def test_a_changed_letter_is_refused(made):
    content = made.read_bytes()
    assert b"picture" in content
    made.write_bytes(content.replace(b"picture", b"pixture"))
    with pytest.raises(DamagedArchive, match=r"images/circle.png has changed"), ArchiveReader(made) as archive:
        archive.verify()


def test_something_else_is_refused_in_one_sentence(transactional_db, tmp_path):
    (tmp_path / "letter.tar").write_text("Dear all")
    for name in ("letter.tar", "none.tar"):
        with pytest.raises(CommandError, match="not a whole backup"):
            call_command("restore", str(tmp_path / name))


def test_a_backup_of_a_newer_version_is_refused(made, monkeypatch):
    with ArchiveReader(made) as archive:
        archive.manifest["migrations"].append(["home", "9999_tomorrow"])
        with pytest.raises(RestoreRefused, match=r"newer version.*9999_tomorrow"):
            restore(archive, overwrite=True, now=NOW)


def test_a_backup_of_another_version_does_not_go_into_a_database_that_is_in_use(made):
    with ArchiveReader(made) as archive:
        archive.manifest["migrations"].remove(["home", "0002_jobrun"])
        with pytest.raises(RestoreRefused, match="another version"):
            restore(archive, overwrite=True, now=NOW)


def test_what_is_refused_late_leaves_the_uploads_too(made, monkeypatch):
    with default_storage.open("images/circle.png", "wb") as file:
        file.write(b"another picture")

    def refuse(archive, models):
        raise RestoreRefused("does not read back")

    monkeypatch.setattr(restoring, "fill", refuse)
    with ArchiveReader(made) as archive, pytest.raises(RestoreRefused):
        restore(archive, overwrite=True, now=NOW)
    with default_storage.open("images/circle.png") as file:
        assert file.read() == b"another picture"


def test_no_mail_is_sent_after_a_restore(transactional_db):
    """A mailing that had not begun when the backup was made has no mail yet that could wait."""
    [said] = restoring.hold_mail("2026-11-23T04:00", now=NOW)
    assert said.startswith("0 mails were waiting")
    assert Transport.objects.stopped(NOW + timedelta(days=1)).needs_person


def test_content_is_not_overwritten_unasked(made):
    with default_storage.open("images/circle.png", "wb") as file:
        file.write(b"another picture")
    with ArchiveReader(made) as archive:
        with pytest.raises(RestoreRefused, match=r"\(other files of the same name: 1\)"):
            restore(archive, overwrite=False, now=NOW)
        standard_page()
        with pytest.raises(RestoreRefused, match=r"\(pages: 1, other files.*Nothing was changed"):
            restore(archive, overwrite=False, now=NOW)


def test_what_comes_while_it_is_made_has_its_file(made, monkeypatch):
    """An upload made after the storage was listed, one that has grown since, and one that was deleted."""
    copy_rows = creating.copy_rows
    default_storage.save("images/gone.png", ContentFile(b"gone"))

    def meanwhile(writer):
        default_storage.save("images/new.png", ContentFile(b"new"))
        with default_storage.open("images/circle.png", "wb") as file:
            file.write(b"a whole picture")
        default_storage.delete("images/gone.png")
        return copy_rows(writer)

    monkeypatch.setattr(creating, "copy_rows", meanwhile)
    with ArchiveReader(create(folder=made.parent, now=NOW + timedelta(days=1))) as archive:
        found = {name: content.read() for name, content in archive.media()}
    assert found == {"images/circle.png": b"a whole picture", "images/new.png": b"new", "images/gone.png": b"gone"}


def test_a_file_that_vanishes_while_it_is_copied_is_left_out(made, monkeypatch):
    monkeypatch.setattr(creating, "names", lambda storage: ["images/none.png"])
    with ArchiveReader(create(folder=made.parent, now=NOW + timedelta(days=1))) as archive:
        assert list(archive.media()) == []


def test_rows_keep_microseconds_and_the_search_index_stays_out(made):
    JobRun.objects.create(name="a|ñ", due_at=NOW + timedelta(microseconds=123456))
    with ArchiveReader(create(folder=made.parent, now=NOW + timedelta(days=1))) as archive:
        [row] = [json.loads(line) for line in archive.lines("rows/home_jobrun.jsonl.gz") if "a|" in line]
        assert "2026-05-06T13:00:00.123456+00:00" in row and "a|ñ" in row
        assert not [name for name in archive.found if "wagtailsearch_" in name]


def test_the_newest_are_kept(tmp_path):
    names = [f"portal-202605{day:02}T130000Z.tar" for day in range(1, 6)]
    for name in [*names, "letter.tar"]:
        (tmp_path / name).touch()
    assert [path.name for path in delete_old(folder=tmp_path, keep=2)] == names[2::-1]
    assert {path.name for path in tmp_path.iterdir()} == {*names[3:], "letter.tar"}


def test_the_command_says_where_it_is(transactional_db, tmp_path):
    out = io.StringIO()
    with time_machine.travel(NOW):
        call_command("backup", to=tmp_path, keep=1, stdout=out)
    [path] = tmp_path.glob("portal-*.tar")
    assert str(path) in out.getvalue() and "verified" in out.getvalue()
    assert tarfile.is_tarfile(path)
    assert path.name.startswith("portal-20260506T13")
