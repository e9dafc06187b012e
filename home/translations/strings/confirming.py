"""Confirming translations, by one person or, where a language has a second reader, by another than who wrote them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail_localize.models import StringTranslation

from home.translations.models import ChangeKind, MarkKind, StringChange, StringMark


@dataclass
class Confirmation:
    """How many are done, wait for another person, and were left because the same person had written them."""

    done: int = 0
    waiting: int = 0
    own: int = 0


def needs_second_reader(code: str) -> bool:
    return code in settings.SECOND_READER_LANGUAGES


def outcome(*, kind: str, writer: int | None, user: int, has_second_reader: bool) -> str:
    """What confirming does: "done", "waiting" for another person, or nothing ("own")."""
    if not has_second_reader or writer not in (None, user):
        return "done"
    return "own" if kind == MarkKind.SECOND else "waiting"


@transaction.atomic
def confirm(rows: Iterable[StringTranslation], *, user: Any, now: datetime) -> Confirmation:
    """Confirm strings that have a mark; with `mark`, `locale` and `translation_of` selected."""
    result, by_outcome = Confirmation(), {"done": [], "waiting": [], "own": []}  # type: ignore[var-annotated]
    for row in rows:
        has_second = needs_second_reader(row.locale.language_code)
        found = outcome(
            kind=row.mark.kind, writer=row.last_translated_by_id, user=user.pk, has_second_reader=has_second
        )
        by_outcome[found].append(row)
    done, waiting = by_outcome["done"], by_outcome["waiting"]
    checked = [row.pk for row in done + waiting if row.mark.kind == MarkKind.MACHINE]
    # Readers are told of a machine until the text is published again, so the desk asks for that.
    StringTranslation.objects.filter(pk__in=checked).update(updated_at=now)
    same = [row.pk for row in done if row.data == row.translation_of.data]
    StringMark.objects.filter(translation__in=same).update(kind=MarkKind.KEPT, old_source="")
    StringMark.objects.filter(translation__in=done).exclude(translation__in=same).delete()
    StringMark.objects.filter(translation__in=waiting).update(kind=MarkKind.SECOND, old_source="")
    StringTranslation.objects.filter(pk__in=[row.pk for row in waiting]).update(last_translated_by=user)
    StringChange.objects.bulk_create([change(row, ChangeKind.CONFIRMED, by=user.pk, at=now) for row in done + waiting])
    result.done, result.waiting, result.own = len(done), len(waiting), len(by_outcome["own"])
    return result


def change(row: StringTranslation, kind: ChangeKind, *, by: int | None, at: datetime) -> StringChange:
    """Not stored yet."""
    return StringChange(
        context_id=row.context_id,
        locale_id=row.locale_id,
        kind=kind,
        source=row.translation_of.data,
        text=row.data,
        tool=row.tool_name if kind == ChangeKind.WRITTEN else "",
        changed_by_id=by,
        changed_at=at,
    )
