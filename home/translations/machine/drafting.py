"""Machine drafts: empty strings filled by wagtail-localize's back ends, always to be checked by a person.

Only what readers of the original already see leaves the portal: no draft, no private page, no proposal.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import DraftStateMixin, Page
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.strings import StringValue

from home.page_privacy import is_public
from home.translations.models import ChangeKind, MarkKind, PublicMachineKind, StringChange, StringMark
from home.translations.strings.confirming import change
from home.translations.strings.quality import plain_text
from home.translations.strings.strings import TranslatableString, languages_of, lock, problems_of, strings_of


class NoMachineDraft(Exception):
    """Why this text is not sent to a machine, or what the machine answered."""


def machine_name() -> str:
    """The name of the machine translator; empty where there is none."""
    machine = get_machine_translator()
    return str(machine.display_name) if machine else ""


def may_leave(translation: Translation) -> bool:
    """Whether readers of the original already see all words that translators have of it."""
    status = getattr(translation, "status", None)
    if status is not None and status.awaits_original:
        return False
    source: Any = translation.source.get_source_instance()
    if isinstance(source, Page):
        return is_public(source)
    return bool(source.live) if isinstance(source, DraftStateMixin) else True


def undrafted(translation: Translation) -> list[TranslatableString]:
    """The empty strings that a machine can fill. Addresses are made from titles."""
    return [string for string in strings_of(translation) if string.is_missing and not string.location.is_slug]


def draft(translation: Translation, *, now: datetime, only: Collection[int] | None = None) -> int:
    """Fill the empty strings, or those of some segments (ids); returns how many. Raises NoMachineDraft.

    What would not pass the checks is left empty.
    """
    machine: Any = get_machine_translator()
    if machine is None or not may_leave(translation):
        raise NoMachineDraft
    source_locale, locale = translation.source.locale, translation.target_locale
    if not machine.can_translate(source_locale, locale):
        raise NoMachineDraft
    empty = [string for string in undrafted(translation) if only is None or string.segment.pk in only]
    if not empty:
        return 0
    asked = list(dict.fromkeys(StringValue(string.source) for string in empty))
    try:
        answers = machine.translate(source_locale, locale, asked)
    except Exception as error:
        raise NoMachineDraft from error
    with transaction.atomic():
        lock(translation)
        asked_for = {string.segment.pk for string in empty}
        still = [one for one in strings_of(translation) if one.is_missing and one.segment.pk in asked_for]
        pairs = [(string, answers.get(StringValue(string.source))) for string in still]
        return _store(translation, pairs, machine, now)


def _store(
    translation: Translation, found: list[tuple[TranslatableString, StringValue | None]], machine: Any, now: datetime
) -> int:
    languages, made = languages_of(translation), []
    for string, answer in found:
        text = answer.data if answer else ""
        if not text or any(p.blocks for p in problems_of(string.source, text, languages, string.location)):
            continue
        row = string.translated or StringTranslation(
            translation_of=string.segment.string,
            context=string.segment.context,
            locale=translation.target_locale,
        )
        row.data, row.translation_type = text, StringTranslation.TRANSLATION_TYPE_MACHINE
        row.tool_name, row.last_translated_by = str(machine.display_name), None
        made.append(row)
        if string.segment.context.path == "title":
            limit = Page._meta.get_field("draft_title").max_length
            pages = Page.objects.filter(translation_key=translation.source.object_id, locale=translation.target_locale)
            pages.update(draft_title=plain_text(text)[:limit])
    StringTranslation.objects.filter(pk__in=[row.pk for row in made if row.pk]).delete()  # rows without a text
    for row in made:
        row.pk = None
    stored = StringTranslation.objects.bulk_create(made)
    StringMark.objects.bulk_create([StringMark(translation=row, kind=MarkKind.MACHINE) for row in stored])
    StringChange.objects.bulk_create([change(row, ChangeKind.WRITTEN, by=None, at=now) for row in stored])
    return len(stored)


def may_be_public(translation: Translation) -> bool:
    """Whether an editor allowed machine text for this kind of page or snippet."""
    return PublicMachineKind.objects.filter(label=label_of(translation)).exists()


def label_of(translation: Translation) -> str:
    model: Any = translation.source.specific_content_type.model_class()
    return str(model._meta.label_lower)
