"""Publishing a translation: refused while a string is missing or wrong; warnings need a confirmation."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from home.caching.generation import bump
from home.translations.models import MarkKind, StringMark, TranslationStatus
from home.translations.publishing.readiness import ReadinessFinding, broken_choices, readiness_findings
from home.translations.strings.strings import lock


class TranslationNotReady(Exception):
    """`findings` says why. `may_confirm`: only questions are open, so the same call with confirmed=True publishes."""

    def __init__(self, findings: list[ReadinessFinding]) -> None:
        super().__init__("; ".join(map(str, findings)))
        self.findings = findings

    @property
    def may_confirm(self) -> bool:
        return not any(finding.blocks for finding in self.findings)


def publish_translation(translation: Translation, *, user: Any, confirmed: bool = False) -> None:
    """Publish the target with its present strings (on commit). Raises TranslationNotReady."""
    try:
        with transaction.atomic():
            lock(translation)  # else the original could change between the check and the publication
            findings = readiness_findings(translation)
            if any(finding.blocks for finding in findings) or (findings and not confirmed):
                raise TranslationNotReady(findings)
            translation.save_target(user=user, publish=True)
            note_machine_text(translation)
            mark_current(translation)
    except ValidationError as refusal:
        raise TranslationNotReady([ReadinessFinding("", message, True) for message in refusal.messages]) from refusal


def republish(translation: Translation) -> bool:
    """Publish a live translation again, to update what is copied with the words. False if that is not possible."""
    if broken_choices(translation):
        return False
    try:
        with transaction.atomic():
            translation.save_target(publish=True)
    except ValidationError:
        return False
    note_machine_text(translation)
    return True


def note_machine_text(translation: Translation) -> None:
    """Whether what was published now has sentences of a machine, for the note to readers."""
    has_some = unchecked_marks(translation).filter(kind=MarkKind.MACHINE).exists()
    changed = TranslationStatus.objects.filter(translation=translation).exclude(has_machine_text=has_some)
    if not changed.update(has_machine_text=has_some) and has_some:
        TranslationStatus.objects.get_or_create(translation=translation, defaults={"has_machine_text": True})


def mark_current(translation: Translation) -> None:
    """The live text is current again, unless strings were published whose original changed and that nobody checked.

    What somebody marked as unsure may be written for the present original, and then has no other as its source.
    """
    has_other_source = ~Q(old_source="") & ~Q(old_source=F("translation__translation_of__data"))
    is_old = Q(kind=MarkKind.CHANGED) | Q(has_other_source, kind=MarkKind.FUZZY)
    if not unchecked_marks(translation).filter(is_old).exists():
        TranslationStatus.objects.filter(translation=translation).update(
            outdated_since=None, claimed_by=None, claimed_at=None
        )
        bump()


def unchecked_marks(translation: Translation) -> Any:
    """Marks of used strings whose original changed, or that were imported as fuzzy."""
    segments = translation.source.stringsegment_set.all()
    in_use = segments.get_translations(translation.target_locale)
    return StringMark.objects.filter(translation__in=in_use, kind__in=MarkKind.to_check())


def findings_summary(findings: list[ReadinessFinding]) -> str:
    """One sentence for a message bar: the first strings by name, the rest as a count."""
    errors = [finding for finding in findings if finding.blocks] or findings
    named = "; ".join(str(finding) for finding in errors[:5])
    rest = len(errors) - 5
    return _("%(named)s; and %(count)d more.") % {"named": named, "count": rest} if rest > 0 else named
