"""The index of the search, beyond what Wagtail does for it."""

from django.db import connection
from wagtail.search.models import IndexEntry


def forget_deleted_words() -> None:
    """Remove the words of deleted rows. SQLite only marks them, until it happens to merge the blocks they are in.

    See "The 'optimize' command" in SQLite's FTS5. It costs little where nothing was deleted.
    """
    if connection.vendor == "sqlite":
        table = connection.ops.quote_name(f"{IndexEntry._meta.db_table}_fts")
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608  a table of Wagtail's
