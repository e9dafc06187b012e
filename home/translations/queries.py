"""What needs a translator, and what readers see, in a constant number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import DateTimeField, Exists, Max, Model, OuterRef, Q, QuerySet, Subquery, Value
from wagtail.models import DraftStateMixin, Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from home.caching.dependencies import cached_until_publish
from home.registry import translatable_drafts, urgency
from home.translations.enums import TranslationState
from home.translations.left_out import left_out
from home.translations.models import CLAIM_LASTS, MarkKind, StringMark, TranslationStatus
from home.translations.strings.quality import plain_text


@dataclass
class DeskEntry:
    """One translation as the desk shows it. `needed_at`: when readers will next look for it.

    `source` and `target` are pages, or snippets with the fields that a list needs (see _snippets).
    """

    translation: Translation
    source: Any
    target: Any
    status: TranslationStatus | None
    missing: list[str] = field(default_factory=list)
    to_check: list[str] = field(default_factory=list)
    edited_at: datetime | None = None
    needed_at: datetime | None = None

    @property
    def title(self) -> str:
        return str(self.source if isinstance(self.source, Page) else self.translation.source.object_repr)

    @property
    def state(self) -> TranslationState:
        if self.missing:
            return TranslationState.TO_TRANSLATE
        return TranslationState.TO_CHECK if self.to_check else TranslationState.DONE

    @property
    def words_left(self) -> int:
        return sum(len(plain_text(text).split()) for text in self.missing + self.to_check)

    @property
    def is_live(self) -> bool:
        return bool(getattr(self.target, "live", True))

    @property
    def outdated_since(self) -> datetime | None:
        return self.status.outdated_since if self.status and self.is_live else None

    @property
    def waits_for_publishing(self) -> bool:
        """Whether it is finished but not published."""
        if self.state != TranslationState.DONE:
            return False
        published_at = getattr(self.target, "last_published_at", None)
        is_newer = bool(published_at and self.edited_at and self.edited_at > published_at)
        return not self.is_live or is_newer or self.outdated_since is not None

    @property
    def needs_attention(self) -> bool:
        return self.state != TranslationState.DONE or self.waits_for_publishing

    def claimed_by(self, now: datetime) -> Any:
        """Who claimed it ("I'm on it") within CLAIM_LASTS."""
        status = self.status
        if status is None or status.claimed_at is None or status.claimed_at < now - CLAIM_LASTS:
            return None
        return status.claimed_by


def desk_entries(locale: Locale, *, now: datetime, kinds: type[Model] = Model) -> list[DeskEntry]:
    """Every open translation into a language, the most urgent first; of `kinds` only.

    Its original is public, or a draft that another app offers early (home.registry.translatable_drafts).
    """
    written = StringTranslation.objects.filter(locale=locale, context__object_id=OuterRef("source__object_id"))
    edited_at = written.values("context__object_id").annotate(latest=Max("updated_at")).values("latest")
    translations = (
        Translation.objects.filter(target_locale=locale, enabled=True)
        .annotate(edited_at=Subquery(edited_at))
        .select_related("source__locale", "source__specific_content_type", "target_locale")
        .select_related("status__claimed_by")
        .defer("source__content_json")
    )
    found = {translation.source_id: translation for translation in translations}
    there = instances(list(found.values()), kinds)
    rows: dict[int, DeskEntry] = {}
    for source_id, translation in found.items():
        source = there.get((translation.source.object_id, translation.source.locale_id))
        target = there.get((translation.source.object_id, locale.pk))
        if source is not None and target is not None:
            status = getattr(translation, "status", None)
            rows[source_id] = DeskEntry(translation, source, target, status, edited_at=translation.edited_at)
    rows = _without_left_out(_without_hidden_drafts(rows), locale.language_code)
    _add_strings(rows, locale)
    _add_dates(rows, now)
    return sorted(rows.values(), key=_rank)


def _without_hidden_drafts(rows: dict[int, DeskEntry]) -> dict[int, DeskEntry]:
    drafts = [entry.source for entry in rows.values() if not getattr(entry.source, "live", True)]
    pages = [source for source in drafts if isinstance(source, Page)]
    offered = {pk for _name, ask in translatable_drafts for pk in ask(pages)} if pages else set()
    hidden = {id(source) for source in drafts if not isinstance(source, Page) or source.pk not in offered}
    return {key: entry for key, entry in rows.items() if id(entry.source) not in hidden}


def _without_left_out(rows: dict[int, DeskEntry], code: str) -> dict[int, DeskEntry]:
    """Without what is not made in a language, although a translation was opened before."""
    by_model: dict[Any, list[Any]] = defaultdict(list)
    for entry in rows.values():
        by_model[Page if isinstance(entry.source, Page) else type(entry.source)].append(entry.source.pk)
    hidden: set[tuple[Any, Any]] = set()
    for model, ids in by_model.items():
        not_made = left_out(model, code)
        if not_made is not None:
            hidden |= {(model, pk) for pk in model.objects.filter(not_made, pk__in=ids).values_list("pk", flat=True)}
    return {
        key: entry
        for key, entry in rows.items()
        if (Page if isinstance(entry.source, Page) else type(entry.source), entry.source.pk) not in hidden
    }


def _rank(entry: DeskEntry) -> tuple[Any, ...]:
    """Order: what readers meet soonest, then live outdated text, then the top of the tree before its leaves.

    The home page of a language that has none yet is first, because readers see nothing without it.
    """
    depth = getattr(entry.source, "depth", 0)
    is_door = depth == 2 and not entry.is_live
    far = entry.needed_at is None
    return not is_door, far, entry.needed_at, entry.outdated_since is None, depth, entry.title


def instances(translations: list[Translation], kinds: type[Model] = Model) -> dict[tuple[UUID, int], Any]:
    """Sources and targets by translation key and locale: one query for all pages, one for all snippets."""
    keys: dict[Any, set[UUID]] = defaultdict(set)
    for translation in translations:
        model = translation.source.specific_content_type.model_class()
        if model is not None and issubclass(model, kinds):
            keys[Page if issubclass(model, Page) else model].add(translation.source.object_id)
    pages = Page.objects.filter(translation_key__in=keys.pop(Page, ())).select_related("locale", "content_type")
    return {(each.translation_key, each.locale_id): each for each in [*pages, *_snippets(keys)]}


def _snippets(keys: dict[Any, set[UUID]]) -> list[Any]:
    """Snippets of every kind in one query, without their texts; snippets without drafts are live."""
    found: list[Any] = []
    kinds: list[Any] = list(keys)
    rows: list[QuerySet[Any, Any]] = []
    for number, (model, wanted) in enumerate(keys.items()):
        states: list[Any] = ["live", "last_published_at"]
        if not issubclass(model, DraftStateMixin):
            states = [Value(True), Value(None, output_field=DateTimeField())]
        matching = model._base_manager.filter(translation_key__in=wanted).order_by()
        rows.append(matching.values_list(Value(number), "pk", "translation_key", "locale_id", *states))
    if rows:
        for number, pk, key, locale_id, live, published_at in rows[0].union(*rows[1:], all=True):
            snippet = kinds[number](pk=pk, translation_key=key, locale_id=locale_id)
            if isinstance(snippet, DraftStateMixin):
                snippet.live, snippet.last_published_at = live, published_at
            found.append(snippet)
    return found


def _add_strings(rows: dict[int, DeskEntry], locale: Locale) -> None:
    same = {"translation_of_id": OuterRef("string_id"), "context_id": OuterRef("context_id"), "locale": locale}
    there = StringTranslation.objects.filter(**same).exclude(data="")
    marked = StringMark.objects.filter(kind__in=MarkKind.to_check()).filter(
        **{f"translation__{name}": value for name, value in same.items()}
    )
    segments = StringSegment.objects.filter(source__translations__target_locale=locale)
    waiting = segments.annotate(is_there=Exists(there)).filter(
        Q(is_there=False) | Exists(marked) | Exists(there.filter(has_error=True))
    )
    for source_id, text, is_there in waiting.values_list("source_id", "string__data", "is_there"):
        if source_id in rows:
            (rows[source_id].to_check if is_there else rows[source_id].missing).append(text)


def _add_dates(rows: dict[int, DeskEntry], now: datetime) -> None:
    pages = [entry.source for entry in rows.values() if isinstance(entry.source, Page)]
    needed_at: dict[int, datetime] = {}
    for _name, ask in urgency:
        for page_id, instant in ask(pages, now).items():
            needed_at[page_id] = min(instant, needed_at.get(page_id, instant))
    for entry in rows.values():
        if isinstance(entry.source, Page):
            entry.needed_at = needed_at.get(entry.source.pk)


def public_originals(locale: Locale) -> list[Page]:
    """Every public page with an original in another language, in the order of the tree."""
    targets = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"), target_locale_id=OuterRef("locale_id")
    )
    pages = Page.objects.live().public().filter(depth__gt=1, alias_of=None).exclude(locale=locale)
    not_made = left_out(Page, locale.language_code)
    if not_made is not None:
        pages = pages.exclude(not_made)
    return list(pages.exclude(Exists(targets)).select_related("locale", "content_type").order_by("path"))


class OpenTranslation(NamedTuple):
    """Since when the live text is older than its original, and whether a machine wrote some of it."""

    outdated_since: datetime | None
    has_machine_text: bool | None


@cached_until_publish
def open_translations() -> dict[tuple[UUID, int], OpenTranslation]:
    """(Translation key, locale id) of every translation → what readers are told about it."""
    rows = Translation.objects.filter(enabled=True)
    told = ("status__outdated_since", "status__has_machine_text")
    found = rows.values_list("source__object_id", "target_locale_id", *told)
    return {(key, locale): OpenTranslation(*values) for key, locale, *values in found}


@cached_until_publish
def translators_named() -> dict[tuple[UUID, int], list[str]]:
    """(Translation key, locale id) of every text → the names of its translators who want to be named."""
    found: dict[tuple[UUID, int], list[str]] = defaultdict(list)
    rows = StringTranslation.objects.filter(last_translated_by__translator_credit__isnull=False)
    names = rows.values_list("context__object_id", "locale_id", "last_translated_by__translator_credit__name")
    for key, locale, name in names.distinct().order_by("last_translated_by__translator_credit__name"):
        found[key, locale].append(name)
    return dict(found)
