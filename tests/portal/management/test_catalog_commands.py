"""`make messages` and the check of the catalogs, on a small source tree of the test's own."""

import shutil

import polib
import pytest
from django.core.management import CommandError, call_command

from portal.management.commands import check_catalogs

pytestmark = pytest.mark.skipif(not shutil.which("msgmerge"), reason="gettext is not installed")

HEADER = """
msgid ""
msgstr ""
"Language: es\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


@pytest.fixture
def root(settings, tmp_path, monkeypatch):
    """A portal whose code says "Programme" and "%(count)s page"."""
    for name in check_catalogs.SOURCES:
        (tmp_path / name).mkdir()
    (tmp_path / "portal/locale/es/LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "home/models.py").write_text('from django.utils.translation import gettext as _\n_("Programme")\n')
    (tmp_path / "templates/a.html").write_text(
        "{% load i18n %}{% blocktranslate count count=n %}{{ count }} page{% plural %}{{ count }} pages"
        "{% endblocktranslate %}"
    )
    settings.BASE_DIR = tmp_path
    return tmp_path


@pytest.fixture
def write(root):
    def write(text: str) -> None:
        path = root / "portal/locale/es/LC_MESSAGES/django.po"
        path.write_text(HEADER + text, encoding="utf-8")

    return write


GOOD = """
#: home/models.py
msgid "Programme"
msgstr "Programa"

#: templates/a.html
#, python-format
msgid "%(count)s page"
msgid_plural "%(count)s pages"
msgstr[0] "%(count)s página"
msgstr[1] "%(count)s páginas"
"""


def test_a_complete_catalog_passes(write):
    write(GOOD)
    call_command("check_catalogs")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "missing: 'Programme'"),
        (GOOD.replace("Programa", ""), "untranslated: 'Programme'"),
        (GOOD.replace("%(count)s páginas", ""), r"untranslated: '%\(count\)s page'"),
        (GOOD.replace("#: home/models.py", "#, fuzzy"), "fuzzy: 'Programme'"),
        (GOOD + '\nmsgid "Gone"\nmsgstr "Ido"\n', "stale, not in the code any more: 'Gone'"),
        (GOOD.replace("%(count)s páginas", "%(number)s páginas"), "format specification for argument 'number'"),
    ],
)
def test_every_fault_is_named(write, text, fault):
    write(text)
    with pytest.raises(CommandError, match=fault):
        call_command("check_catalogs")


def test_the_check_changes_nothing(write, root):
    write("")
    path = root / "portal/locale/es/LC_MESSAGES/django.po"
    before = path.read_text()

    with pytest.raises(CommandError):
        call_command("check_catalogs")

    assert path.read_text() == before


def test_without_gettext_one_sentence_says_what_to_install(write, monkeypatch):
    monkeypatch.setattr(check_catalogs.shutil, "which", lambda name: None)
    with pytest.raises(CommandError, match="install it"):
        call_command("check_catalogs")


def test_new_messages_are_neither_guessed_nor_dated(write, root, settings, monkeypatch):
    write(GOOD.replace('"Programme"', '"Programmes"'))
    settings.LOCALE_PATHS = [str(root / "portal/locale")]
    monkeypatch.chdir(root)

    call_command("makemessages", all=True, verbosity=0)

    path = root / "portal/locale/es/LC_MESSAGES/django.po"
    entries = {entry.msgid: entry for entry in polib.pofile(str(path))}
    assert set(entries) == {"Programme", "%(count)s page"}
    assert (entries["Programme"].msgstr, entries["Programme"].fuzzy) == ("", False)
    assert entries["Programme"].occurrences == [("home/models.py", "")]
    assert "POT-Creation-Date" not in path.read_text()
