"""An upgrade rebuilds the search index if necessary."""

import hashlib

from django.core.management import call_command
from modelsearch.index import SearchField
from wagtail.search.models import IndexEntry

from home.analysis import marked_stems
from home.models import StandardPage
from portal.setup import search_index
from tests import factories


def rebuilt(monkeypatch) -> list[str]:
    """Names of the commands that the upgrade runs; they are replaced and do nothing."""
    called: list[str] = []
    monkeypatch.setattr("portal.management.commands.upgrade.call_command", lambda name, **options: called.append(name))
    call_command("upgrade")
    return called


def test_the_index_is_built_again_only_when_its_form_changed(db, settings, tmp_path, monkeypatch):
    settings.VAR_DIR = tmp_path
    factories.add(factories.home_page(), StandardPage(title="Circles", slug="circles"))
    assert rebuilt(monkeypatch) == ["migrate", "update_index"]
    assert rebuilt(monkeypatch) == ["migrate"]
    monkeypatch.setattr(StandardPage, "search_fields", [*StandardPage.search_fields, SearchField("slug")])
    assert rebuilt(monkeypatch) == ["migrate", "update_index"]
    assert rebuilt(monkeypatch) == ["migrate"]
    IndexEntry.objects.all().delete()
    assert rebuilt(monkeypatch) == ["migrate", "update_index"]


def test_a_new_version_of_the_index_is_built(db, settings, tmp_path, monkeypatch):
    settings.VAR_DIR = tmp_path
    factories.add(factories.home_page(), StandardPage(title="Circles", slug="circles"))
    search_index.mark_built()
    assert rebuilt(monkeypatch) == ["migrate"]
    monkeypatch.setattr(search_index, "INDEX_VERSION", search_index.INDEX_VERSION + 1)
    assert rebuilt(monkeypatch) == ["migrate", "update_index"]


SENTENCES = {
    "en": "Cooperatives decide in circles: nobody’s objection is overruled, and 12 proposals were amended.",
    "es": "Las organizaciones deciden en círculos; los talleres y las asambleas se reúnen con regularidad.",
    "ca": "Les decisions de l’organització: col·laboració, assemblees i facilitació.",
    "eu": "Erabakiak zirkuluetan hartzen dira.",
}


def test_whoever_changes_the_stems_raises_the_version_of_the_index():
    """If only the hash differs, raise search_index.INDEX_VERSION and write both here."""
    stems = [marked_stems(title=text[:20], text=text, language=code) for code, text in SENTENCES.items()]
    found = hashlib.sha256("\n".join(stems).encode()).hexdigest()[:12]
    assert (search_index.INDEX_VERSION, found) == (1, "d2f07a2d81f9")


def test_a_page_that_is_not_in_the_index_is_found_after_an_upgrade(db, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    page = factories.add(factories.home_page(), StandardPage(title="Xylophone", slug="xylophone"))
    IndexEntry.objects.all().delete()
    assert not search_index.is_built()
    call_command("upgrade")
    assert search_index.is_built()
    assert list(StandardPage.objects.search("xylophone")) == [page]
