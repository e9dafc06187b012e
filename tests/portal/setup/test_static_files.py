import pytest

from portal.setup import static_files


@pytest.fixture
def folder(settings, tmp_path):
    """A folder of static files in addition to those of the apps."""
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATIC_ROOT.mkdir()
    folder = tmp_path / "static"
    folder.mkdir()
    settings.STATICFILES_DIRS = [folder]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    return folder


def test_nothing_is_noted_at_first(folder):
    assert static_files.saved_fingerprint() == ""


def test_what_was_noted_stands_until_a_file_changes(folder):
    (folder / "site.css").write_text("a")
    static_files.save_fingerprint(static_files.fingerprint())
    assert static_files.saved_fingerprint() == static_files.fingerprint()

    (folder / "site.css").write_text("ab")
    assert static_files.saved_fingerprint() != static_files.fingerprint()


def test_a_file_that_is_new_or_gone_counts(folder):
    empty = static_files.fingerprint()
    (folder / "site.css").write_text("a")
    assert static_files.fingerprint() != empty

    (folder / "site.css").unlink()
    assert static_files.fingerprint() == empty


def test_the_storage_counts(folder, settings):
    plain = static_files.fingerprint()

    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }

    assert static_files.fingerprint() != plain
