import gettext
import os

import pytest

from portal.setup.catalogs import compile_all

SOURCE = r"""
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "Search"
msgstr "Buscar"

msgctxt "verb"
msgid "Search"
msgstr "Busca"

msgid "%(count)s page"
msgid_plural "%(count)s pages"
msgstr[0] "%(count)s página"
msgstr[1] "%(count)s páginas"

#, fuzzy
msgid "Call"
msgstr "Llamada"
"""


@pytest.fixture
def catalog(tmp_path):
    path = tmp_path / "es" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(SOURCE, encoding="utf-8")
    return path


def test_a_compiled_catalog_answers(catalog, tmp_path):
    assert compile_all(tmp_path) == 1

    spanish = gettext.translation("django", tmp_path, ["es"])
    assert spanish.gettext("Search") == "Buscar"
    assert spanish.pgettext("verb", "Search") == "Busca"
    assert spanish.ngettext("%(count)s page", "%(count)s pages", 3) == "%(count)s páginas"


def test_a_fuzzy_entry_is_left_out(catalog, tmp_path):
    compile_all(tmp_path)

    assert gettext.translation("django", tmp_path, ["es"]).gettext("Call") == "Call"


def test_only_what_changed_is_compiled_again(catalog, tmp_path):
    compile_all(tmp_path)
    assert compile_all(tmp_path) == 0

    later = catalog.with_suffix(".mo").stat().st_mtime_ns + 1
    os.utime(catalog, ns=(later, later))
    assert compile_all(tmp_path) == 1
