"""After an upgrade search is right too, without anybody thinking of its index."""

from django.core.management import call_command
from modelsearch.index import SearchField
from wagtail.search.models import IndexEntry

from home.models import StandardPage
from portal.setup import search_index
from tests import factories


def rebuilt(monkeypatch) -> list[str]:
    """Names of the commands that the upgrade runs, nothing really done."""
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


def test_a_page_that_is_not_in_the_index_is_found_after_an_upgrade(db, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    page = factories.add(factories.home_page(), StandardPage(title="Xylophone", slug="xylophone"))
    IndexEntry.objects.all().delete()
    assert not search_index.is_built()
    call_command("upgrade")
    assert search_index.is_built()
    assert list(StandardPage.objects.search("xylophone")) == [page]
