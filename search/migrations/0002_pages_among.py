"""PostgreSQL: the same function, kept from reading every page by its type too; another looks at some pages only.

Where most pages have the words the planner preferred the index of the types, and unpacked every entry's words after
all. The second function takes each page by its type and number, for the same reason.
"""

from importlib import import_module
from typing import Any

from django.db import migrations

BY_THE_WORDS_ALONE = """
CREATE OR REPLACE FUNCTION search_pages_with(words text, types integer[]) RETURNS SETOF bigint LANGUAGE sql STABLE
SET enable_seqscan = off
AS $$
    SELECT object_id::bigint FROM wagtailsearch_indexentry
    WHERE body @@ to_tsquery('simple', words) AND content_type_id + 0 = ANY(types)
$$
"""
AMONG = """
CREATE FUNCTION search_pages_among(words text, types integer[], pages integer[]) RETURNS SETOF integer
LANGUAGE sql STABLE
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
    SELECT page.id FROM unnest(types, pages) AS page(type, id) JOIN wagtailsearch_indexentry AS entry
    ON entry.content_type_id = page.type AND entry.object_id = page.id::text
    WHERE entry.body @@ to_tsquery('simple', words)
$$
"""


def create(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(BY_THE_WORDS_ALONE, params=None)
        schema_editor.execute(AMONG, params=None)


def drop(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION search_pages_among(text, integer[], integer[])", params=None)
        before = import_module("search.migrations.0001_pages_with").CREATE
        schema_editor.execute(before.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"), params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_pages_with")]
    operations = [migrations.RunPython(create, drop)]
