"""What an event has now, as its latest drafts say, in a constant number of queries."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F
from wagtail.models import Page, Revision

from events.enums import SlotStatus
from events.imports.models import SourceId, SourceKind
from events.imports.plan import Facts, Present, PresentThing
from events.imports.readers.texts import without_block_keys
from events.models import (
    Event,
    Recording,
    Room,
    SessionPage,
    SessionSpeaker,
    SessionTheme,
    SpeakerPage,
    Theme,
    Timetable,
    sessions_of,
)
from home.i18n.languages import language_codes
from home.times import utc

SESSION_TEXTS, PERSON_TEXTS = ("title", "abstract", "body"), ("role", "biography")


def present_of(event: Event) -> Present:
    things = {
        SourceKind.ROOM.value: {room.pk: _room(room) for room in Room.objects.filter(event=event)},
        SourceKind.THEME.value: _themes(),
        SourceKind.PERSON.value: people(),
        SourceKind.SESSION.value: sessions(event),
    }
    rows = SourceId.objects.filter(event=event)
    sources = {
        (row.kind, row.system, row.key): (row.target_id, row.values) for row in rows if row.target_id is not None
    }
    return Present(things, sources)


def _room(room: Room) -> PresentThing:
    return PresentThing(room.pk, room.name, {"name": room.name, "position": room.position})


def _themes() -> dict[int, PresentThing]:
    """By the oldest label."""
    codes, found = language_codes(), {}
    labels: dict[Any, list[Theme]] = defaultdict(list)
    for theme in Theme.objects.order_by("pk"):
        labels[theme.translation_key].append(theme)
    for first, *others in labels.values():
        facts = {"name": first.name, **{f"name:{codes.get(one.locale_id, '')}": one.name for one in others}}
        names = tuple(one.name for one in others)
        found[first.pk] = PresentThing(
            first.pk, first.name, facts, str(first.translation_key), codes.get(first.locale_id, ""), names
        )
    return found


def people(ids: Iterable[int] | None = None) -> dict[int, PresentThing]:
    pages = SpeakerPage.objects.filter(locale=F("original_locale"))
    if ids is not None:
        pages = pages.filter(pk__in=ids)
    found = list(pages)
    drafts, translated = _drafts(found), _translated(SpeakerPage, found, PERSON_TEXTS)
    codes, things = language_codes(), {}
    for page in found:
        draft = drafts.get(page.pk, {})
        names = ("role", "pronouns", "biography", "answers_in")
        facts = {name: draft.get(name, getattr(page, name)) for name in names}
        facts["name"] = draft.get("title", page.title)
        facts["photo"] = f"#{photo}" if (photo := draft.get("photo", page.photo_id)) else ""
        facts |= translated.get(page.translation_key, {})
        things[page.pk] = PresentThing(
            page.pk, facts["name"], facts, str(page.translation_key), codes.get(page.locale_id, "")
        )
    return things


def sessions(event: Event, ids: Iterable[int] | None = None) -> dict[int, PresentThing]:
    pages = sessions_of(event)
    if ids is not None:
        pages = pages.filter(pk__in=ids)
    found = list(pages)
    drafts, translated = _drafts(found), _translated(SessionPage, found, SESSION_TEXTS)
    rows = _Rows([page.pk for page in found if page.pk not in drafts])
    slots, codes, things = slots_of(event), language_codes(), {}
    speakers, themes = _original_ids(SpeakerPage), _original_ids(Theme)
    for page in found:
        draft = drafts.get(page.pk) or rows.of(page)
        facts = {
            "title": draft["title"],
            "abstract": draft["abstract"],
            "kind": draft["kind"],
            "body": _body(draft["body"]),
            "speakers": [str(speakers.get(row["speaker"], row["speaker"])) for row in draft["session_speakers"]],
            "themes": [str(themes.get(row["tag"], row["tag"])) for row in draft["session_themes"]],
            "recordings": [[row["url"], row["language"]] for row in draft["recordings"]],
            **slot_facts(slots.get(page.pk, [])),
            **translated.get(page.translation_key, {}),
        }
        things[page.pk] = PresentThing(
            page.pk, facts["title"], facts, str(page.translation_key), codes.get(page.locale_id, "")
        )
    return things


def slots_of(event: Event) -> dict[int, list[Facts]]:
    """By session, those of the latest draft of the timetable as it is stored: as instances each takes queries."""
    found: dict[int, list[Facts]] = defaultdict(list)
    latest = Timetable.objects.filter(event=event).values("latest_revision")
    for content in Revision.objects.filter(pk__in=latest).values_list("content", flat=True):
        for row in content.get("slots", []):
            found[row["session"]].append(row)
    return found


def slot_facts(rows: list[Facts]) -> Facts:
    if not rows:
        return {"slots": [], "languages": {}, "cancelled": False}
    rows = sorted(rows, key=lambda row: _instant(row["starts_at"]))
    return {
        "slots": [[_instant(row["starts_at"]), _instant(row["ends_at"]), str(row["room"] or "")] for row in rows],
        "languages": rows[0]["languages"],
        "cancelled": all(row["status"] == SlotStatus.CANCELLED for row in rows),
    }


def _instant(value: Any) -> str:
    return utc(datetime.fromisoformat(value) if isinstance(value, str) else value).isoformat()


class _Rows:
    """Facts of pages that never had a revision."""

    def __init__(self, ids: list[int]) -> None:
        self.speakers: dict[int, list[Any]] = defaultdict(list)
        self.themes: dict[int, list[Any]] = defaultdict(list)
        self.recordings: dict[int, list[Any]] = defaultdict(list)
        if not ids:
            return
        for row in SessionSpeaker.objects.filter(page__in=ids):
            self.speakers[row.page_id].append({"speaker": row.speaker_id})
        for row in SessionTheme.objects.filter(content_object__in=ids):
            self.themes[row.content_object_id].append({"tag": row.tag_id})
        for row in Recording.objects.filter(page__in=ids):
            self.recordings[row.page_id].append({"url": row.url, "language": row.language})

    def of(self, page: SessionPage) -> dict[str, Any]:
        return {
            "title": page.title,
            "abstract": page.abstract,
            "kind": page.kind,
            "body": list(page.body.raw_data),
            "session_speakers": self.speakers[page.pk],
            "session_themes": self.themes[page.pk],
            "recordings": self.recordings[page.pk],
        }


def _drafts(pages: list[Any]) -> dict[int, dict[str, Any]]:
    """By page, the content of its latest revision."""
    by_revision = {page.latest_revision_id: page.pk for page in pages if page.latest_revision_id}
    revisions = Revision.objects.filter(pk__in=by_revision).values_list("pk", "content")
    return {by_revision[pk]: content for pk, content in revisions}


def _translated(model: type[Page], originals: list[Any], names: tuple[str, ...]) -> dict[Any, dict[str, Any]]:
    """By translation key, the texts of the other languages: "title:es" → text."""
    keys = [page.translation_key for page in originals]
    pages = list(
        model.objects.filter(translation_key__in=keys, alias_of=None).exclude(pk__in=[p.pk for p in originals])
    )
    drafts, codes = _drafts(pages), language_codes()
    found: dict[Any, dict[str, Any]] = defaultdict(dict)
    for page in pages:
        draft = drafts.get(page.pk, {})
        for name in names:
            value = draft.get(name, getattr(page, name))
            text = _body(value) if name == "body" else value
            found[page.translation_key][f"{name}:{codes.get(page.locale_id, '')}"] = text
    return found


def _original_ids(model: Any) -> dict[int, int]:
    """Id of any language's row → id of the original: for pages by their language, for themes the oldest."""
    rows = list(model.objects.order_by("pk").values_list("pk", "translation_key", "locale"))
    first: dict[Any, int] = {}
    if issubclass(model, Page):
        first = dict(model.objects.filter(locale=F("original_locale")).values_list("translation_key", "pk"))
    for pk, key, _locale in rows:
        first.setdefault(key, pk)
    return {pk: first[key] for pk, key, _locale in rows}


def _body(value: Any) -> str:
    """The rich text of a body; other blocks as they are stored, so that a change of them is seen."""
    blocks = json.loads(value) if isinstance(value, str) else value
    blocks = list(getattr(blocks, "raw_data", blocks) or [])
    texts = []
    for block in blocks:
        if block["type"] == "text":
            texts.append(without_block_keys(block["value"]["text"]))
        else:
            texts.append(json.dumps([block["type"], block["value"]], sort_keys=True, ensure_ascii=False))
    return "".join(texts)
