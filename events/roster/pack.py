"""What somebody needs for a shift, on one page to print: texts in both languages, names, terms, who else is there."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from events.consents.speaking.door import OwnSlot, own_slots
from events.models import SessionPage, SessionSpeaker, SpeakerPage
from events.roster.models import Helper
from events.roster.queries import PlacedShift, shifts_for_slot, shifts_of_helper
from home import registry
from home.i18n.languages import language_of
from home.listings import TermInText


@dataclass(frozen=True)
class Pack:
    """`texts` are the session's pages: its original, and those in the languages of the shift. `slot` has the ways in.

    `others` are the shifts of other people in the same slot.
    """

    placed: PlacedShift
    texts: list[tuple[str, SessionPage]]
    speakers: list[SpeakerPage]
    terms: list[TermInText]
    others: list[PlacedShift]
    slot: OwnSlot | None


def pack_of(helper: Helper, shift_pk: int, language: str, *, now: datetime) -> Pack | None:
    """None for a shift that this helper does not do."""
    own = [one for one in shifts_of_helper(helper, draft=True) if one.shift.pk == shift_pk and one.helper == helper]
    if not own:
        return None
    (placed,) = own
    shift = placed.shift
    if shift.session is None or shift.slot is None:
        return Pack(placed, [], [], [], [], None)
    original = shift.session.original
    texts = _texts(original, {shift.from_language, shift.language, language})
    others = [one for one in shifts_for_slot(helper.event, shift.slot) if one.helper and one.helper != helper]
    slots = own_slots(helper.event, {original.translation_key}, language, now)
    return Pack(
        placed=placed,
        texts=texts,
        speakers=_speakers(original),
        terms=_terms(texts, shift.from_language, shift.language),
        others=others,
        slot=next((one for one in slots if one.entry.slot_key == shift.slot_key), None),
    )


def _texts(original: SessionPage, codes: set[str]) -> list[tuple[str, SessionPage]]:
    """Drafts of translations are left out. The original first."""
    live = SessionPage.objects.live().filter(translation_key=original.translation_key).exclude(pk=original.pk)
    others = [(language_of(page), page) for page in live.select_related("locale")]
    return [(language_of(original), original), *((code, page) for code, page in others if code in codes)]


def _speakers(original: SessionPage) -> list[SpeakerPage]:
    rows = SessionSpeaker.objects.filter(page=original).order_by("sort_order", "pk")
    keys = list(rows.values_list("speaker__translation_key", flat=True))
    pages = SpeakerPage.objects.filter(translation_key__in=keys, locale=F("original_locale"))
    return sorted(pages, key=lambda page: keys.index(page.translation_key))


def _terms(texts: list[tuple[str, SessionPage]], source: str, target: str) -> list[TermInText]:
    """Of the text in the language that is spoken, else of the original."""
    if not texts or not target:
        return []
    code, page = next((pair for pair in texts if pair[0] == source), texts[0])
    text = f"{page.title}\n{page.abstract}"
    return [term for _name, find in registry.glossary for term in find(text, code, target)]
