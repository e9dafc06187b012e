"""Saving what a translator entered on the review page."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.strings import StringValue

from home.i18n.slugs import slug_from
from home.translations.models import MarkKind, StringMark
from home.translations.strings.diff import DiffPart, word_diff
from home.translations.strings.quality import plain_text
from home.translations.strings.strings import TranslatableString, strings_of


@dataclass
class ReviewRow:
    """A line as the review page shows it: without markup it is plain text, so that nobody types &amp;amp;.

    `suggestion` is the initial value of an empty field; `typed` was not saved because somebody else was faster.
    """

    string: TranslatableString
    suggestion: str = ""
    unsaved_text: str = ""

    @property
    def pk(self) -> int:
        return self.string.segment.pk

    @property
    def is_plain(self) -> bool:
        return "<" not in self.string.source.replace("<br/>", "")

    def shown(self, text: str) -> str:
        return plain_text(text) if self.is_plain else text

    @property
    def source(self) -> str:
        return self.shown(self.string.source)

    @property
    def text(self) -> str:
        return self.shown(self.string.text)

    @property
    def is_made_from_title(self) -> bool:
        """Whether leaving it empty gives an address made from the title."""
        return self.string.location.is_slug and self.string.is_missing

    @property
    def changes(self) -> list[DiffPart]:
        """The old source against the new one; nothing where the sentence is new."""
        mark = self.string.mark
        return word_diff(self.shown(mark.old_source), self.source) if self.string.is_to_check and mark else []

    def stored(self, text: str) -> str:
        return StringValue.from_plaintext(text).data if self.is_plain else text.strip()


@dataclass
class SaveResult:
    saved: int = 0
    confirmed: int = 0
    conflicts: dict[int, str] = field(default_factory=dict)  # row → what was typed where somebody else was faster


def needs_work(string: TranslatableString) -> bool:
    return string.is_missing or string.is_to_check or any(problem.blocks for problem in string.problems)


def rows_of(translation: Translation, target: Any) -> list[ReviewRow]:
    """Every string. An address starts as the live one, else as one made from the translated title."""
    strings = strings_of(translation)
    title = next((plain_text(string.text) for string in strings if _is_title(string)), "")
    slug = target.slug if isinstance(target, Page) and target.live else slug_from(title, "")
    return [ReviewRow(string, slug if string.location.is_slug and string.is_missing else "") for string in strings]


def _is_title(string: TranslatableString) -> bool:
    return string.segment.context.path == "title"


@transaction.atomic
def save_rows(translation: Translation, rows: list[ReviewRow], entered: dict[str, Any], *, user: Any) -> SaveResult:
    """Save the strings of a posted review form: `text-<id>`, `was-<id>` (as it was shown), `ok-<id>` (ticked).

    A ticked string is confirmed: a reused translation is right, an empty one stays as in the original.
    """
    result = SaveResult()
    title = next((entered.get(f"text-{row.pk}", "") for row in rows if _is_title(row.string)), "")
    for row in rows:
        text = entered.get(f"text-{row.pk}", "").replace("\r\n", "\n").replace("\0", "").strip()
        ticked = f"ok-{row.pk}" in entered
        if f"text-{row.pk}" not in entered:
            continue
        if row.is_made_from_title and not text and not ticked:
            text = slug_from(title, "")
        was = entered.get(f"was-{row.pk}", "").replace("\r\n", "\n").strip()
        if was != row.text.strip():
            if text and text not in (was, row.text.strip()):
                result.conflicts[row.pk] = text
        elif text and text != row.text.strip():
            _save(translation, row, row.stored(text), user, kept=ticked)
            result.saved += 1
        elif ticked and row.string.is_missing:
            _save(translation, row, row.string.source, user, kept=True)
            result.saved += 1
        elif ticked and row.string.is_to_check:
            StringMark.objects.filter(translation=row.string.translated).delete()
            result.confirmed += 1
    return result


def _save(translation: Translation, row: ReviewRow, data: str, user: Any, *, kept: bool) -> None:
    saved, _created = StringTranslation.objects.update_or_create(
        translation_of_id=row.string.segment.string_id,
        context_id=row.string.segment.context_id,
        locale_id=translation.target_locale_id,
        defaults={
            "data": data,
            "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
            "tool_name": "",
            "last_translated_by": user,
            "has_error": False,
            "field_error": "",
        },
    )
    if kept and data == row.string.source:
        StringMark.objects.create(translation=saved, kind=MarkKind.KEPT)
