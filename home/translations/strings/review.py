"""Saving what a translator entered in the workshop."""

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from home.i18n.slugs import slug_from
from home.row_ids import row_id
from home.translations.enums import TranslationState
from home.translations.models import MarkKind, Question, StringMark
from home.translations.strings.confirming import Confirmation, confirm
from home.translations.strings.diff import DiffPart, word_diff
from home.translations.strings.links import link_names
from home.translations.strings.quality import NESTED, PLACEHOLDER, QualityProblem, is_too_deep, plain_text
from home.translations.strings.strings import TranslatableString, strings_of

LINK = re.compile(r'<a id="([^"]+)">')
TAG = re.compile(r"<(\w+)")


@dataclass
class ReviewRow:
    """A string as the workshop shows it.

    `suggestion` is the initial value of an empty field. `unsaved_text` was typed and not saved, because somebody else
    was faster, the original is another one since (it was `unsaved_source`), or it cannot be stored (`refusal`).
    """

    string: TranslatableString
    suggestion: str = ""
    unsaved_text: str = ""
    unsaved_source: str = ""
    refusal: str | Promise = ""
    questions: list[Question] = field(default_factory=list)
    hints: list[QualityProblem] = field(default_factory=list)  # what is asked here, and not before publishing
    reader: int | None = None  # the user who looks at it
    link_names: dict[tuple[int, str], str] = field(default_factory=dict)

    @property
    def waits_for_other(self) -> bool:
        """Whether somebody else than this reader has to read it."""
        string = self.string
        is_second = string.mark is not None and string.mark.kind == MarkKind.SECOND
        return is_second and string.translated is not None and string.translated.last_translated_by_id == self.reader

    @property
    def is_unread(self) -> bool:
        """Whether no person has written or confirmed what is there."""
        return self.string.mark is not None and self.string.mark.kind in (MarkKind.MEMORY, MarkKind.MACHINE)

    @property
    def pk(self) -> int:
        return self.string.segment.pk

    @property
    def is_plain(self) -> bool:
        return self.string.is_plain

    def shown(self, text: str) -> str:
        return self.string.shown(text)

    @property
    def source(self) -> str:
        return self.shown(self.string.source)

    @property
    def text(self) -> str:
        return self.shown(self.string.text)

    @property
    def state(self) -> TranslationState:
        if self.string.is_missing:
            return TranslationState.TO_TRANSLATE
        return TranslationState.TO_CHECK if needs_work(self.string) else TranslationState.DONE

    @property
    def links(self) -> list[tuple[str, str]]:
        """The links of the original: opening tag, and where it leads."""
        names = LINK.findall(self.string.source)
        return [(f'<a id="{name}">', self.link_names.get((self.pk, name), "")) for name in names]

    @property
    def tags(self) -> list[str]:
        """The other pairs of tags of the original, each once, as opening tags."""
        return [f"<{name}>" for name in dict.fromkeys(TAG.findall(self.string.source)) if name not in ("a", "br")]

    @property
    def placeholders(self) -> list[str]:
        return PLACEHOLDER.findall(self.source)

    @property
    def is_made_from_title(self) -> bool:
        """Whether leaving it empty gives an address made from the title."""
        return self.string.location.is_slug and self.string.is_missing

    @property
    def has_changed(self) -> bool:
        """Whether the translation was made from another source, which is known."""
        mark = self.string.mark
        return mark is not None and bool(mark.old_source) and mark.old_source != self.string.source

    @property
    def changes(self) -> list[DiffPart]:
        """The old source against the new one; nothing where the sentence is new."""
        mark = self.string.mark
        return word_diff(self.shown(mark.old_source), self.source) if self.string.is_to_check and mark else []

    @property
    def problems(self) -> list[QualityProblem]:
        return [*self.string.problems, *self.hints]

    @property
    def compared(self) -> list[DiffPart]:
        """What somebody else wrote meanwhile against what was typed."""
        is_conflict = self.unsaved_text and self.text and not self.unsaved_source and not self.refusal
        return word_diff(self.text, self.unsaved_text) if is_conflict else []

    def stored(self, text: str) -> str:
        return self.string.stored(text)


@dataclass
class LostText:
    """What was typed for a sentence of the original that is another one since."""

    path: str
    source: str
    text: str


@dataclass
class SaveResult:
    """`conflicts` and `refused`: row → what was typed where somebody else was faster, or what cannot be stored."""

    saved: int = 0
    confirmation: Confirmation = field(default_factory=Confirmation)
    conflicts: dict[int, str] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)
    lost: list[LostText] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        return not (self.conflicts or self.refused or self.lost)


def needs_work(string: TranslatableString) -> bool:
    return string.is_missing or string.is_to_check or any(problem.blocks for problem in string.problems)


def rows_of(translation: Translation, target: Any) -> list[ReviewRow]:
    """Every string. An address starts as the live one, else as one made from the translated title."""
    strings = strings_of(translation)
    title = next((plain_text(string.text) for string in strings if _is_title(string)), "")
    slug = target.slug if isinstance(target, Page) and target.live else slug_from(title, "")
    names = link_names([string.segment for string in strings])
    return [
        ReviewRow(string, slug if string.location.is_slug and string.is_missing else "", link_names=names)
        for string in strings
    ]


def _is_title(string: TranslatableString) -> bool:
    return string.segment.context.path == "title"


@transaction.atomic
def save_rows(translation: Translation, rows: list[ReviewRow], entered: dict[str, Any], *, user: Any) -> SaveResult:
    """Save the strings of a posted form: `text-<id>`, `was-<id>` (as it was shown), `ok-<id>` (ticked), `unsure-<id>`.

    Read the `rows` under a `lock`, else what somebody saves at the same moment is overwritten.

    A ticked string is confirmed: a reused translation is right, an empty one stays as in the original. What was typed
    for a sentence that is no longer there comes back with `source-<id>` and `path-<id>`.
    """
    result = SaveResult(lost=_lost({row.pk for row in rows}, entered))
    title = next((entered.get(f"text-{row.pk}", "") for row in rows if _is_title(row.string)), "")
    ticked_rows: list[StringTranslation] = []
    for row in rows:
        text = typed(entered.get(f"text-{row.pk}", ""))
        ticked = f"ok-{row.pk}" in entered
        if f"text-{row.pk}" not in entered:
            continue
        if row.is_made_from_title and not text and not ticked:
            text = slug_from(title, "")
        was = entered.get(f"was-{row.pk}", "").replace("\r\n", "\n").strip()
        if was != row.text.strip() and not (was == "" and row.is_unread):
            if text and text != row.text.strip() and (text != was or ticked):
                result.conflicts[row.pk] = text
        elif text and text != row.text.strip() and is_too_deep(row.stored(text)):
            result.refused[row.pk] = text
        elif text and (text != row.text.strip() or f"unsure-{row.pk}" in entered):
            _save(translation, row, row.stored(text), user, kept=ticked, unsure=f"unsure-{row.pk}" in entered)
            result.saved += 1
        elif ticked and not text and (row.string.is_missing or (was == "" and row.is_unread)):
            # "Leave it as in the original" was said before the memory or a machine wrote something.
            _save(translation, row, row.string.source, user, kept=True)
            result.saved += 1
        elif ticked and row.string.is_to_check and row.string.translated:
            ticked_rows.append(row.string.translated)
    result.confirmation = confirm(ticked_rows, user=user, now=timezone.now())
    return result


def typed(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\0", "").strip()


def _lost(known: set[int], entered: dict[str, Any]) -> list[LostText]:
    lost = []
    for name, value in entered.items():
        pk = row_id(name.removeprefix("text-")) if name.startswith("text-") else 0
        if not pk or pk in known:
            continue
        text = typed(value)
        if text and (text != typed(entered.get(f"was-{pk}", "")) or f"ok-{pk}" in entered):
            lost.append(LostText(entered.get(f"path-{pk}", ""), entered.get(f"source-{pk}", ""), text))
    return lost


def give_back(rows: list[ReviewRow], result: SaveResult) -> list[LostText]:
    """Show what was not saved in its row, or in the one that took its place; returns what has none."""
    by_id = {row.pk: row for row in rows}
    for pk, text in {**result.conflicts, **result.refused}.items():
        if pk in by_id:
            by_id[pk].unsaved_text = text
            by_id[pk].refusal = NESTED if pk in result.refused else ""
    homeless = []
    for lost in result.lost:
        places = [row for row in rows if row.string.segment.context.path == lost.path and not row.unsaved_text]
        if not places:
            homeless.append(lost)
            continue
        row = max(places, key=lambda place: _likeness(lost.source, place))  # noqa: B023  called at once
        row.unsaved_text, row.unsaved_source = lost.text, lost.source
    return homeless


def row_in_place_of(rows: list[ReviewRow], pk: str, entered: dict[str, Any]) -> ReviewRow | None:
    """The row of a posted id, or of the sentence that replaced its own since; None where there is none any more."""
    for row in rows:
        if str(row.pk) == pk:
            return row
    source = entered.get(f"source-{pk}", "")
    there = [row for row in rows if row.string.segment.context.path == entered.get(f"path-{pk}")]
    return max(there, key=lambda row: _likeness(source, row), default=None)


def _likeness(source: str, row: ReviewRow) -> float:
    return SequenceMatcher(None, source, row.source, autojunk=False).ratio()


def _save(
    translation: Translation, row: ReviewRow, data: str, user: Any, *, kept: bool = False, unsure: bool = False
) -> None:
    old_source = row.string.mark.old_source if row.string.mark and data == row.string.text else ""
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
    if unsure:
        StringMark.objects.update_or_create(
            translation=saved, defaults={"kind": MarkKind.FUZZY, "old_source": old_source}
        )
    elif kept and data == row.string.source:  # a second reader's mark stays: `confirm` makes it this one
        StringMark.objects.get_or_create(translation=saved, defaults={"kind": MarkKind.KEPT})
