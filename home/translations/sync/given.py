"""Translations that come with a text from elsewhere, and taking them back."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.strings import StringValue, extract_strings

from home.i18n.slugs import free_slug
from home.translations.models import MarkKind, StringMark, TranslationStatus
from home.translations.sync.freshness import sync
from home.translations.sync.opening import open_translation


@dataclass
class Given:
    """`left` are fields whose translation has other paragraphs than the original. `undo` takes it back."""

    undo: dict[str, Any]
    left: list[str] = field(default_factory=list)


def give_translation(page: Page, code: str, words: dict[str, str], *, to_check: bool, user: Any) -> Given:
    """Enter translations of fields of the latest draft of an original, and save them as a draft of its translation.

    `words` are by field: plain text, or rich text for a body of one text block. A live translation stays as it is.
    """
    locale = Locale.objects.get(language_code=code)
    is_new = not type(page)._default_manager.filter(translation_key=page.translation_key, locale=locale).exists()
    sync(page.get_latest_revision_as_object(), now=timezone.now(), republishes=False)
    translation = open_translation(page, locale, user=user)
    segments: dict[str, list[StringSegment]] = {}
    for segment in (
        StringSegment.objects.filter(source=translation.source).select_related("context", "string").order_by("order")
    ):
        segments.setdefault(segment.context.path.split(".")[0], []).append(segment)
    given = Given({"translation": translation.pk, "is_new": is_new, "strings": []})
    for name, text in words.items():
        strings = _strings(name, text)
        rows = segments.get(name, [])
        if len(strings) != len(rows):
            given.left.append(name)
            continue
        for segment, data in zip(rows, strings, strict=True):
            given.undo["strings"].append(_save(segment, locale, data, to_check=to_check, user=user))
    target = translation.get_target_instance()
    if "title" in words and is_new:
        slug = free_slug(target.get_parent(), words["title"], "page", page=target)
        for segment in segments.get("slug", []):
            given.undo["strings"].append(_save(segment, locale, slug, to_check=False, user=user))
    translation.save_target(user=user, publish=False)
    return given


def _strings(name: str, text: str) -> list[str]:
    if name != "body":
        return [StringValue.from_plaintext(text).data]
    _template, strings = extract_strings(text)
    return [string.data for string, _attrs in strings]


def _save(segment: StringSegment, locale: Locale, data: str, *, to_check: bool, user: Any) -> dict[str, Any]:
    """Returns the string as it was."""
    key = {"translation_of_id": segment.string_id, "context_id": segment.context_id, "locale_id": locale.pk}
    before = StringTranslation.objects.filter(**key).first()
    mark = StringMark.objects.filter(translation=before).first() if before else None
    saved, _created = StringTranslation.objects.update_or_create(
        **key,
        defaults={
            "data": data,
            "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
            "tool_name": "",
            "last_translated_by": user,
            "has_error": False,
            "field_error": "",
        },
    )
    if to_check:
        StringMark.objects.update_or_create(
            translation=saved, defaults={"kind": MarkKind.FUZZY, "old_source": segment.string.data}
        )
    return {
        **key,
        "before": before and before.data,
        "after": data,
        "mark": mark and {"kind": mark.kind, "old_source": mark.old_source},
    }


def take_translation_back(undo: dict[str, Any]) -> bool:
    """False if somebody has changed one of the strings since; then all stay."""
    rows = []
    for one in undo["strings"]:
        row = StringTranslation.objects.filter(
            translation_of=one["translation_of_id"], context=one["context_id"], locale=one["locale_id"]
        ).first()
        if row is None or row.data != one["after"]:
            return False
        rows.append((row, one))
    translation = Translation.objects.filter(pk=undo["translation"]).first()
    for row, one in rows:
        if one["before"] is None:
            row.delete()
            continue
        row.data = one["before"]
        row.save()
        if one["mark"]:
            StringMark.objects.update_or_create(translation=row, defaults=one["mark"])
    target = translation.get_target_instance() if translation else None
    if translation and target and undo["is_new"] and not target.live:
        target.delete()
        translation.delete()
    elif translation:
        translation.save_target(publish=False)
    return True


def follow_without_draft(page: Page) -> None:
    """After the latest draft of a public original was deleted: translators have the published text again.

    Without it they would have the sentences of that draft, and wait for its publication, for ever.
    """
    statuses = TranslationStatus.objects.filter(
        translation__source__object_id=page.translation_key, translation__source__locale_id=page.locale_id
    )
    if page.live and statuses.filter(awaits_original=True).exists():
        sync(page, now=timezone.now(), republishes=False)
        statuses.update(awaits_original=False)
