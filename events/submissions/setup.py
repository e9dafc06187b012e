"""The letters that every portal begins with, in each language."""

from django.conf import settings
from wagtail.models import Locale

from events.submissions.emails.default_texts import default_letter
from events.submissions.enums import LetterKind
from events.submissions.models import Letter


def ensure_letters() -> None:
    """A published letter of each kind in each language that has none; the first language is the original."""
    there = {(letter.kind, letter.locale.language_code): letter for letter in Letter.objects.select_related("locale")}
    known = set(Locale.objects.values_list("language_code", flat=True))
    for kind in LetterKind:
        for code in settings.PORTAL_LANGUAGES:
            if (kind.value, code) in there or code not in known:
                continue
            letter = default_letter(kind, code)
            original = there.get((kind.value, settings.LANGUAGE_CODE))
            if original is not None:
                letter.translation_key = original.translation_key
            letter.save()
            there[kind.value, code] = letter
