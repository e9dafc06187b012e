"""One PO file for many texts. The context of an entry begins with the id of its translation."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import polib
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import to_locale
from wagtail.models import Locale
from wagtail_localize.models import Translation

from home.translations.access import is_locked_for, may_edit
from home.translations.memory import units
from home.translations.queries import instances
from home.translations.strings.po import ImportReport, InvalidPOFile, check_language, import_po, read_file, write_entry
from home.translations.strings.po_reader import POEntry
from home.translations.strings.strings import strings_of

HEADER = "X-Portal-Texts"
MOST_TEXTS = 200


def export_bundle(translations: Iterable[Translation], locale: Locale) -> polib.POFile:
    """What is to be checked is fuzzy; the title of each text is a comment."""
    po = polib.POFile(wrapwidth=200)
    po.metadata = {
        "Language": to_locale(locale.language_code),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        HEADER: locale.language_code,
    }
    for translation in translations:
        seen = set()
        for string in strings_of(translation):
            context = f"{translation.uuid} {string.segment.context.path}"
            if (context, string.source) in seen:
                continue
            seen.add((context, string.source))
            entry = polib.POEntry(msgctxt=context, comment=f"{translation.source.object_repr}: {string.location.label}")
            write_entry(entry, string)
            po.append(entry)
    return po


def import_bundle(content: bytes, locale: Locale, *, user: Any) -> tuple[list[tuple[Translation, ImportReport]], int]:
    """Import each text that the user may edit, and count the entries of others. Raises InvalidPOFile."""
    header, entries = read_file(content)
    if HEADER not in header:
        raise InvalidPOFile(_("This is not a file of several texts from this page; nothing was changed."))
    check_language(header, locale.language_code)
    by_text: dict[str, list[POEntry]] = defaultdict(list)
    for entry in entries:
        key, _space, path = entry.msgctxt.partition(" ")
        entry.parts["msgctxt"] = [path.replace("\\", "\\\\")]
        by_text[key].append(entry)
    related = ("source__specific_content_type", "source__locale", "target_locale")
    found = Translation.objects.filter(target_locale=locale, enabled=True).select_related(*related)
    mine = {str(one.uuid): one for one in found.defer("source__content_json") if str(one.uuid) in by_text}
    targets = instances(list(mine.values()))
    reports, foreign = [], 0
    for key, group in by_text.items():
        translation = mine.get(key)
        target = targets.get((translation.source.object_id, locale.pk)) if translation else None
        if translation is None or target is None or not may_edit(user, target) or is_locked_for(user, target):
            foreign += len(group)
            continue
        with transaction.atomic():
            reports.append((translation, import_po(group, translation, user=user)))
            units.remember_text(translation, now=timezone.now())
    return reports, foreign
