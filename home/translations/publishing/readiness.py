"""Whether a translation may be published: errors prevent it, warnings need a confirmation; each names its string."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import OverridableSegment, RelatedObjectSegment, SegmentOverride, Translation

from home.translations.glossary.rows import questions_of_terms, terms_of
from home.translations.machine.drafting import may_be_public
from home.translations.models import MarkKind
from home.translations.strings.field_locations import FieldLocation, field_location
from home.translations.strings.quality import plain_text
from home.translations.strings.strings import languages_of, strings_of
from home.translations.sync.sources import has_same_content

UNCHECKED: dict[str, Any] = {
    MarkKind.CHANGED: gettext_lazy("Its original changed; the translation has not been checked."),
    MarkKind.MACHINE: gettext_lazy("A machine translated it, and nobody has checked it."),
    MarkKind.SECOND: gettext_lazy("Somebody else than who wrote it has to read it first."),
}


@dataclass(frozen=True)
class ReadinessFinding:
    """A problem of the whole page: `where` is the label and the beginning of the string, empty for the page itself."""

    where: str
    message: str | Promise
    blocks: bool

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else str(self.message)


def readiness_findings(translation: Translation, *, alone: bool = True) -> list[ReadinessFinding]:
    """Everything that prevents publishing a translation, or needs a confirmation; errors first.

    Not `alone`: the original is published in the same instant, and nobody is there to confirm an unchecked string.
    """
    found, languages, strings = [], languages_of(translation), strings_of(translation)
    terms = terms_of(languages)
    closed = {MarkKind.SECOND, MarkKind.MACHINE}  # kinds of marks that nobody may publish
    if any(string.mark and string.mark.kind == MarkKind.MACHINE for string in strings) and may_be_public(translation):
        closed.discard(MarkKind.MACHINE)
    for string in strings:
        where = f"{string.location.label} “{Truncator(plain_text(string.source)).chars(60)}”"
        if string.is_missing:
            found.append(ReadinessFinding(where, _("It is not translated yet."), True))
        elif string.is_to_check:
            kind = string.mark.kind if string.mark else ""
            message = UNCHECKED.get(kind, _("Nobody has checked this translation yet."))
            found.append(ReadinessFinding(where, message, not alone or kind in closed))
        asked = [] if string.is_missing else questions_of_terms(string, terms, languages)
        problems = [*string.problems, *asked]
        found += [ReadinessFinding(where, problem.message, problem.blocks) for problem in problems]
    found += broken_choices(translation) + _missing_relatives(translation) + _parent(translation)
    if alone:
        found += _original(translation)
    return sorted(found, key=lambda finding: not finding.blocks)


def broken_choices(translation: Translation) -> list[ReadinessFinding]:
    """Links, pictures, pages and documents chosen for this language that their field would not take, or that are gone.

    Publishing would fail on the latter.
    """
    source = translation.source
    overrides = SegmentOverride.objects.filter(
        locale_id=translation.target_locale_id,
        context__object_id=source.object_id,
        context__in=OverridableSegment.objects.filter(source=source).values("context"),
    ).select_related("context")
    model: Any = source.specific_content_type.model_class()
    found = []
    for override in overrides:
        at = field_location(model, override.context.field_path, get_language() or "en")
        if problem := problem_of_choice(at, override.data):
            found.append(ReadinessFinding(at.label, problem, True))
    return found


def problem_of_choice(at: FieldLocation, value: Any) -> str:
    """Why a field or block does not take this link, picture, page or document; empty if it does."""
    try:
        clean_choice(at, value)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return ""


def clean_choice(at: FieldLocation, value: Any) -> Any:
    """The link as the field or block has it; what is chosen by its id stays an id. Raises ValidationError."""
    gone = _(
        "What was chosen here for this language no longer exists. Please choose again, or use what the original has."
    )
    if at.chooser_model and not _exists(at.chooser_model, value):
        raise ValidationError(gone)
    try:
        cleaned = at.clean(value) if at.clean else value
    except (TypeError, ValueError) as error:
        raise ValidationError(gone) from error
    return value if at.chooser_model else cleaned


def _exists(model: Any, pk: Any) -> bool:
    try:
        return model._base_manager.filter(pk=pk).exists()
    except (TypeError, ValueError):
        return False


def _missing_relatives(translation: Translation) -> list[ReadinessFinding]:
    """What was deleted altogether is not waited for."""
    related = RelatedObjectSegment.objects.filter(source=translation.source).select_related("object", "context")
    message = _("“%(title)s” does not exist in this language, but this text refers to it. Please translate it first.")
    return [
        ReadinessFinding(segment.context.field_path, message % {"title": original}, True)
        for segment in related
        if not segment.object.has_translation(translation.target_locale_id)
        and (original := segment.object.get_instance_or_none(translation.source.locale_id))
    ]


def _original(translation: Translation) -> list[ReadinessFinding]:
    source = translation.source.get_source_instance()
    if not getattr(source, "live", True):
        return [ReadinessFinding("", _("The original is not public yet: please publish it first."), False)]
    if has_same_content(translation.source, source):
        return []
    message = _("It translates a draft: readers of the original still see an earlier text.")
    return [ReadinessFinding("", message, False)]


def _parent(translation: Translation) -> list[ReadinessFinding]:
    target = Page.objects.filter(
        translation_key=translation.source.object_id, locale_id=translation.target_locale_id
    ).first()
    parent = target.get_parent() if target else None
    if parent is None or parent.is_root() or parent.live:
        return []
    message = _("The page above it, “%(title)s”, is not public yet, so readers cannot reach this one.")
    return [ReadinessFinding("", message % {"title": parent.title}, False)]
