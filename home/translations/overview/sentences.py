"""The sentences of a language over all texts: found, confirmed and replaced together."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from home.translations.access import is_locked_for, may_edit
from home.translations.memory import units
from home.translations.models import MarkKind, StringMark
from home.translations.queries import instances
from home.translations.strings.diff import DiffPart, word_diff
from home.translations.strings.field_locations import field_location
from home.translations.strings.quality import plain_text
from home.translations.strings.strings import problems_of

TOOL = "replace"
TAG = re.compile(r"(<[^>]*>)")


def sentences(locale: Locale, *, only_to_check: bool = False) -> QuerySet[StringTranslation]:
    """The strings in use, by text."""
    of_text = Translation.objects.filter(
        source__object_id=OuterRef("context__object_id"), target_locale=locale, enabled=True
    )
    in_use = StringSegment.objects.filter(
        string_id=OuterRef("translation_of_id"),
        context_id=OuterRef("context_id"),
        source__translations__target_locale=locale,
        source__translations__enabled=True,
    )
    rows = StringTranslation.objects.filter(Exists(in_use), locale=locale).exclude(data="")
    if only_to_check:
        rows = rows.filter(mark__kind__in=MarkKind.to_check())
    related = ("mark", "context", "locale", "translation_of__locale", "last_translated_by")
    found = rows.select_related(*related).annotate(
        translation_id=Subquery(of_text.values("pk")[:1]), where=Subquery(of_text.values("source__object_repr")[:1])
    )
    return found.order_by("where", "context_id", "pk")


def with_words(rows: QuerySet[StringTranslation], words: str, side: str) -> list[StringTranslation]:
    """Those that have `words` in the translation or, with `side` "source", in the original, as readers see it.

    A database would look into the markup, and SQLite does not know that É is é.
    """
    found = []
    for row in rows:
        data = row.translation_of.data if side == "source" else row.data
        text = plain_text(data) if "<" in data or "&" in data else data
        if words.casefold() in text.casefold():
            found.append(row)
    return found


def fingerprint(data: str) -> str:
    """Says in a form which text was shown."""
    return sha256(data.encode()).hexdigest()[:12]


def editable(rows: Iterable[StringTranslation], locale: Locale, *, user: Any) -> list[StringTranslation]:
    """Those whose page or snippet the user may edit, and nobody has locked."""
    rows = list(rows)
    keys = {row.context.object_id for row in rows}
    related = ("source__specific_content_type", "source__locale", "target_locale")
    translations = Translation.objects.filter(source__object_id__in=keys, target_locale=locale, enabled=True)
    targets = instances(list(translations.select_related(*related).defer("source__content_json")))
    allowed: dict[UUID, bool] = {}
    for key in keys:
        target = targets.get((key, locale.pk))
        allowed[key] = target is not None and may_edit(user, target) and not is_locked_for(user, target)
    return [row for row in rows if allowed[row.context.object_id]]


@dataclass
class Replacement:
    """A string with its new text, and why it can't be stored, where it can't."""

    row: StringTranslation
    text: str
    problem: str

    @property
    def changes(self) -> list[DiffPart]:
        return word_diff(plain_text(self.row.data), plain_text(self.text))


def replaced(data: str, old: str, new: str, *, match_case: bool = True, whole_words: bool = False) -> str:
    """`data` with `new` for `old`, outside of its tags. Both are plain text; `data` is escaped as it is stored."""
    pattern = re.escape(escaped(old))
    if whole_words:
        pattern = rf"(?<!\w){pattern}(?!\w)"
    find = re.compile(pattern, 0 if match_case else re.IGNORECASE)
    parts = TAG.split(data)
    return "".join(part if part.startswith("<") else find.sub(lambda _found: escaped(new), part) for part in parts)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def replacements(
    rows: Iterable[StringTranslation], replace: Callable[[str], str], models: dict[UUID, Any]
) -> list[Replacement]:
    """Of those that change. `models` are the models of the originals by translation key. The ends of addresses stay."""
    found = []
    for row in rows:
        at = field_location(models[row.context.object_id], row.context.field_path, "en")
        text = replace(row.data)
        if text == row.data or at.is_slug:
            continue
        languages = (row.translation_of.locale.language_code, row.locale.language_code)
        problems = [problem for problem in problems_of(row.translation_of.data, text, languages, at) if problem.blocks]
        found.append(Replacement(row, text, str(problems[0].message) if problems else ""))
    return found


def next_replacements(
    locale: Locale, replace: Callable[[str], str], *, after: int, most: int, user: Any
) -> tuple[list[Replacement], int]:
    """The first replacements behind the string `after`, and the string after which to go on, 0 at the end."""
    rows = sentences(locale).filter(pk__gt=after).order_by("pk")
    keys = [pk for pk, data in rows.values_list("pk", "data") if replace(data) != data]
    found: list[Replacement] = []
    for start in range(0, len(keys), most):
        mine = editable(rows.filter(pk__in=keys[start : start + most]), locale, user=user)
        found += replacements(mine, replace, models_of(mine))
        if len(found) > most:
            return found[:most], found[most - 1].row.pk
    return found, 0


def models_of(rows: Iterable[StringTranslation]) -> dict[UUID, Any]:
    keys = {row.context.object_id for row in rows}
    found = Translation.objects.filter(source__object_id__in=keys).select_related("source__specific_content_type")
    return {
        one.source.object_id: one.source.specific_content_type.model_class()
        for one in found.defer("source__content_json")
    }


@transaction.atomic
def store(found: list[Replacement], *, user: Any, now: datetime) -> int:
    """Save those without a problem that nobody changed meanwhile; marks to check stay. Returns how many."""
    mine = StringTranslation.objects.filter(pk__in=[one.row.pk for one in found])
    there = dict(mine.select_for_update().values_list("pk", "data"))
    units.remember(units.unremembered().filter(pk__in=there), now=now)
    count = 0
    for one in found:
        if one.problem or there.get(one.row.pk) != one.row.data:
            continue
        mark = StringMark.objects.filter(translation=one.row, kind__in=MarkKind.to_check()).first()
        row = one.row
        row.data, row.last_translated_by, row.tool_name = one.text, user, TOOL
        row.has_error, row.field_error = False, ""
        row.save()
        if mark:
            StringMark.objects.filter(translation=row).delete()
            StringMark.objects.create(translation=row, kind=mark.kind, old_source=mark.old_source)
        count += 1
    units.remember(units.unremembered().filter(pk__in=there), now=now)
    return count
