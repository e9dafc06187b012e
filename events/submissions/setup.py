"""What every database has: the letters in each language, and the group that alone sees proposals."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from wagtail.models import Locale

from events.submissions.emails.default_texts import default_letter
from events.submissions.enums import LetterKind
from events.submissions.models import Letter

PROGRAMME_TEAM = "Programme team"


def after_migrate(**kwargs: Any) -> None:
    ensure_letters()
    ensure_team()


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


def ensure_team() -> None:
    """Whoever is in the group enters the CMS and sees proposals; editors alone do not."""
    group, _created = Group.objects.get_or_create(name=PROGRAMME_TEAM)
    own = Permission.objects.filter(content_type__app_label="submissions")
    enter = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    group.permissions.add(*own, *enter)
