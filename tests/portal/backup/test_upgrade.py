"""An upgrade from the release before, and the way back, with a backup that commit c8fed77 made.

The file holds the demo of that commit in both languages with a published timetable and four proposals, 24 subscribers,
an email that waits, and pictures of few colours.
"""

import json
import tarfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.portal.backup.conftest import Installation
from tests.portal.backup.test_moving import tables
from tests.postgres import own_database

pytestmark = pytest.mark.own_database

RELEASE = Path(__file__).parent / "c8fed77.tar"

# The database as it was, without the migrations since.
OLD_STATE = """
import sys
from pathlib import Path
from django.db import connection, transaction
from portal.backup import restore, rows
from portal.backup.archive import ArchiveReader
if {wipe} and connection.vendor == "postgresql":
    connection.cursor().execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
with ArchiveReader(Path({path!r})) as archive:
    models = rows.kept_models(restore.schema(archive.manifest["migrations"]))
    restore.restore_media(archive)
    with transaction.atomic():
        restore.fill(archive, models)
"""

LOOK = r"""
import json, re
from django.test import Client
def get(path):
    response = Client().get(path, headers={"host": "127.0.0.1"})
    return response.status_code, response.content.decode()
def results(path):
    main = get(path)[1].partition("<main")[2].partition("</main")[0]
    return re.findall(r'<h[23][^>]*>\s*<a[^>]*href="([^"]+)"', main)
print(json.dumps({"pages": {path: get(path) for path in PATHS}, "hits": {path: results(path) for path in SEARCHES}}))
"""
# What the portal of that commit answered.
EDITION, EDICION = "/en/better-systems-2021/programme/", "/es/mejores-sistemas-2021/programa/"
HITS = {
    "/en/search/?q=harvest": [f"{EDITION}budgeting-with-beans/", "/en/speakers/marisol-quintero-avila/"],
    "/es/search/?q=decisiones": [
        f"{EDICION}acordarse-de-lo-que-se-decidio/",
        f"{EDICION}una-caja-de-herramientas-tres-oficios/",
        f"{EDICION}lo-que-cambio-en-cifras-y-en-citas/",
        f"{EDICION}la-asamblea-que-dejo-de-votar/",
        "/es/ponentes/yuki-hanamori/",
        "/es/codigo-de-conducta/",
    ],
}

RENAMED_TABLES = {
    "submissions_letter": "submissions_emailtemplate",
    "submissions_reader": "submissions_reviewerlanguages",
    "translations_nomail": "translations_dailymailoptout",
    "translations_setback": "translations_syncfailure",
    "translations_together": "translations_jointpublication",
    "translations_upkeep": "translations_translationstatus",
}
RENAMED_COLUMNS = {
    "newsletter_mailing": {"written_at": "queued_at"},
    "newsletter_mailinglanguage": {"written_at": "queued_at"},
    "newsletter_subscriber": {"asked_at": "requested_at"},
    "submissions_submission": {"told": "notified_state", "told_at": "notified_at"},
    "translations_jointpublication": {"at": "publish_at", "by_id": "scheduled_by_id"},
}
DELETED = {"home_heldaddress"}  # a limit of emails to one address, which rate counters keep now
TEMPLATES = "submissions_emailtemplate"
CHANGED = {
    "auth_group": "the unused group Moderators is deleted",
    "auth_group_permissions": "home.roles says which rights groups have",
    "auth_permission": "models have other names",
    "django_content_type": "models have other names",
    "wagtailcore_groupapprovaltask_groups": "Moderators again",
    "wagtailcore_groupcollectionpermission": "home.roles",
    "wagtailcore_grouppagepermission": "home.roles",
    TEMPLATES: "new kinds of emails have templates",
    "wagtailcore_site": "follows PORTAL_BASE_URL",
}


def columns(path: Path) -> dict[str, list[str]]:
    with tarfile.open(path) as archive:
        return json.load(archive.extractfile("manifest.json"))["columns"]


def rows_of(path: Path) -> dict[str, list[dict[str, object]]]:
    """Table → its rows by name of column, under the names of today."""
    found, names = {}, columns(path)
    for table, lines in tables(path).items():
        today = RENAMED_TABLES.get(table, table)
        renamed = RENAMED_COLUMNS.get(today, {})
        keys = [renamed.get(name, name) for name in names[table]]
        found[today] = [dict(zip(keys, json.loads(line), strict=True)) for line in lines]
    return found


def without(row: dict[str, object], names: set[str]) -> str:
    return json.dumps({name: value for name, value in row.items() if name not in names}, sort_keys=True)


def added_to(before: dict[str, list[Any]], after: dict[str, list[Any]], table: str) -> set[str]:
    """The names of new columns."""
    return {*after[table][0]} - {*before[table][0]} if before[table] and after[table] else set()


class Upgrade:
    """A portal of the release that is upgraded in place: backed up by the new code, then prepared."""

    def __init__(self, portal: Installation) -> None:
        self.portal = portal
        portal.python(OLD_STATE.format(path=str(RELEASE), wipe=False))
        self.saved = portal.backup()
        self.said = portal.manage("prepare", "--no-demo")
        self.after = portal.backup()


@pytest.fixture(scope="module")
def upgrade(tmp_path_factory) -> Iterator[Upgrade]:
    folder = tmp_path_factory.mktemp("upgraded")
    with own_database(str(folder)) as url:
        yield Upgrade(Installation(folder, url))


def test_new_code_backs_up_a_database_that_is_not_upgraded_yet(upgrade):
    assert columns(upgrade.saved) == columns(RELEASE)
    assert tables(upgrade.saved) == tables(RELEASE)


def test_an_upgrade_keeps_every_row(upgrade):
    before, after = rows_of(RELEASE), rows_of(upgrade.after)
    assert before.keys() - after.keys() == DELETED and not before["home_heldaddress"]
    changed = set()
    for table in before.keys() & after.keys():
        added = added_to(before, after, table)
        if sorted(without(row, added) for row in after[table]) != sorted(without(row, set()) for row in before[table]):
            changed.add(table)
    assert changed - {"django_migrations"} == CHANGED.keys()
    added = added_to(before, after, TEMPLATES)
    assert {without(row, set()) for row in before[TEMPLATES]} <= {without(row, added) for row in after[TEMPLATES]}
    assert len(before["newsletter_subscriber"]) == 24 and len(before["submissions_submission"]) == 4
    assert {"Moderators"} == {row["name"] for row in before["auth_group"]} - {
        row["name"] for row in after["auth_group"]
    }


def test_an_upgrade_keeps_pages_translations_and_search_hits(upgrade):
    languages = {row["id"]: row["language_code"] for row in rows_of(RELEASE)["wagtailcore_locale"]}
    pages = [row for row in rows_of(RELEASE)["wagtailcore_page"] if row["live"] and row["depth"] > 1]
    titles = {}
    for row in pages:
        path = row["url_path"].split("/", 2)[2]
        titles[f"/{languages[row['locale_id']]}/{path}"] = row["title"]
    assert sum(path.startswith("/es/") for path in titles) == sum(path.startswith("/en/") for path in titles) > 50

    found = json.loads(upgrade.portal.python(f"PATHS, SEARCHES = {[*titles]!r}, {[*HITS]!r}\n{LOOK}"))

    assert {path: status for path, (status, _text) in found["pages"].items() if status != 200} == {}
    lacking = [path for path, title in titles.items() if title not in unescape(found["pages"][path][1])]
    assert lacking == []
    assert found["hits"] == HITS


def test_the_way_back_restores_every_row_of_the_release(upgrade):
    """Into an empty database, as the guide says; a new subscriber since then is lost."""
    for path in upgrade.portal.folder.glob("portal.sqlite3*"):
        path.unlink()
    upgrade.portal.python(OLD_STATE.format(path=str(upgrade.saved), wipe=True))
    back = upgrade.portal.backup()
    assert columns(back) == columns(RELEASE)
    assert tables(back) == tables(RELEASE)
