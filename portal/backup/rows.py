"""One table as lines of JSON, and back; the same on every database.

A JSON column is copied as the text in the database. Tables are compared by a digest that does not depend on the order
of rows or of keys in JSON (which PostgreSQL does not keep).
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Set
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps.registry import Apps
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.models import F, TextField
from django.db.models.functions import Cast
from django.utils.duration import duration_iso_string

REBUILT = {"wagtailsearch"}
BATCH = 500


class Digest:
    """Of a set of rows: the sum of their hashes."""

    def __init__(self) -> None:
        self.sum = self.count = 0

    def add(self, canonical: str) -> None:
        self.sum += int.from_bytes(hashlib.sha256(canonical.encode()).digest())
        self.count += 1

    def __str__(self) -> str:
        return f"{self.count}:{self.sum % 2**256:064x}"


def kept_models(registry: Apps) -> list[type[models.Model]]:
    """Every model with a table, including many-to-many relations, except tables that are rebuilt."""
    return [
        model
        for model in registry.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in REBUILT
    ]


def last_migrations(loader: MigrationLoader, applied: Set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of `applied` on which no other of them depends: together they name the state of the database."""
    nodes = loader.graph.node_map
    return [node for node in applied if not any(child.key in applied for child in nodes[node].children)]


def columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """By name, since the models of migrations have them in another order."""
    kept = [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]
    return sorted(kept, key=lambda field: str(field.column))


def read(model: type[models.Model]) -> Iterator[str]:
    """A line for each row."""
    names = [
        Cast(F(field.attname), TextField()) if is_json(field) else field.attname  # as text, past all conversion
        for field in columns(model)
    ]
    for row in model._base_manager.order_by().values_list(*names).iterator(chunk_size=BATCH):
        yield json.dumps(row, default=as_text, ensure_ascii=False, separators=(",", ":"))


def as_text(value: Any) -> str:
    """A JSON form of other values, which the field's `to_python` reads; microseconds are kept."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    if isinstance(value, UUID | Decimal):
        return str(value)
    raise TypeError(f"no form for {type(value)}")


def write(model: type[models.Model], lines: Iterable[str]) -> None:
    """Insert the rows as they are: no signals, no defaults, no `auto_now`."""
    fields = columns(model)
    quote = connection.ops.quote_name
    names, marks = ", ".join(quote(str(field.column)) for field in fields), ", ".join(["%s"] * len(fields))
    insert = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608  our own models' names
    lines = iter(lines)
    with connection.cursor() as cursor:
        while batch := list(islice(lines, BATCH)):
            cursor.executemany(insert, [parameters(fields, json.loads(line)) for line in batch])


def parameters(fields: list[models.Field[Any, Any]], row: list[Any]) -> list[Any]:
    """The values of one row in the form the database takes."""
    return [
        value if value is None or is_json(field) else field.get_db_prep_save(field.to_python(value), connection)
        for field, value in zip(fields, row, strict=True)
    ]


def canonical(model: type[models.Model], line: str) -> str:
    """The row in a form that is the same for both databases."""
    row = json.loads(line)
    for number, field in enumerate(columns(model)):
        if is_json(field) and row[number] is not None:
            row[number] = json.loads(row[number])
    return json.dumps(row, sort_keys=True)


def is_json(field: models.Field[Any, Any]) -> bool:
    return field.get_internal_type() == "JSONField"


def last_ids() -> dict[str, int]:
    """Table → the highest id ever used, maybe of a deleted row, so that it is not used again."""
    found = {}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence WHERE seq > 0")
            return dict(cursor.fetchall())
        for table in connection.introspection.table_names(cursor):
            for sequence in connection.introspection.get_sequences(cursor, table):
                cursor.execute(f"SELECT last_value FROM {connection.ops.quote_name(sequence['name'])} WHERE is_called")  # noqa: S608
                if row := cursor.fetchone():
                    found[table] = row[0]
    return found


def set_last_ids(ids: dict[str, int]) -> None:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in ids:
                continue
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, ids[table]])
            else:
                for sequence in connection.introspection.get_sequences(cursor, table):
                    cursor.execute("SELECT setval(%s, %s)", [sequence["name"], ids[table]])
