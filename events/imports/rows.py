"""Rooms, themes, and the draft of the timetable."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from modelcluster.models import get_serializable_data_for_fields
from wagtail.models import Revision

from events.enums import SlotStatus
from events.imports.models import ImportRun, ImportStep, SourceKind
from events.imports.plan import is_same
from events.imports.present import slot_facts
from events.imports.writing import StepFailed, Written, locale_id, pointers_of, remember, target_of
from events.models import Room, Slot, Theme, Timetable
from home.i18n.slugs import slug_from


def write_room(run: ImportRun, step: ImportStep) -> Written:
    facts, pk = step.data["facts"], step.data["pk"]
    room = Room.objects.get(pk=pk) if pk else Room(event=run.event)
    before = {name: getattr(room, name) for name in facts} if pk else None
    if Room.objects.filter(event=run.event, name=facts.get("name", room.name)).exclude(pk=room.pk).exists():
        raise StepFailed(_("Another room has this name already."))
    for name, value in facts.items():
        setattr(room, name, value)
    room.save()
    source = remember(run, step.kind, step.data["key"], room.pk, step.data["all"])
    return Written({"room": room.pk, "before": before, "after": facts, "source": source})


def write_theme(run: ImportRun, step: ImportStep) -> Written:
    """One row for each language that the file names it in, published at once: themes are short and shared."""
    facts, pk = step.data["facts"], step.data["pk"]
    first = Theme.objects.get(pk=pk) if pk else Theme(locale_id=locale_id(step.data["language"]))
    labels = [(first, facts.get("name", first.name))]
    for name, text in facts.items():
        _field, sign, code = name.partition(":")
        if sign:
            locale = locale_id(code)
            row = pk and Theme.objects.filter(translation_key=first.translation_key, locale=locale).first()
            labels.append((row or Theme(locale_id=locale, translation_key=first.translation_key), text))
    undo = []
    for row, text in labels:
        if Theme.objects.filter(locale=row.locale_id, name=text).exclude(pk=row.pk).exists():
            raise StepFailed(_("Another theme has this name already: {name}").format(name=text))
        before = row.name if row.pk else None
        row.name, row.slug = text, row.slug or _free_slug(row, text)
        row.save()
        undo.append({"pk": row.pk, "before": before, "after": text})
    source = remember(run, step.kind, step.data["key"], first.pk, step.data["all"])
    return Written({"themes": undo, "source": source})


def _free_slug(theme: Theme, name: str) -> str:
    wanted = slug_from(name, "theme")
    taken = set(Theme.objects.filter(locale=theme.locale_id, slug__startswith=wanted).values_list("slug", flat=True))
    return next(
        slug
        for number in range(1, len(taken) + 2)
        if (slug := wanted if number == 1 else f"{wanted}-{number}") not in taken
    )


def write_timetable(run: ImportRun, step: ImportStep) -> Written:
    """Into the latest draft, so that what colleagues saved meanwhile stays. Nothing is published.

    Slots that were moved since the preview stay as they are, and are said. Raises StepFailed if it is locked.
    """
    _row, is_new = Timetable.objects.get_or_create(event=run.event, defaults={"live": False})
    timetable = Timetable.objects.select_for_update().get(event=run.event)  # before its draft is read
    if timetable.locked and timetable.locked_by_id != run.created_by_id:
        raise StepFailed(_("The timetable is locked. Unlock it and import the file again."))
    before, written = pointers_of_row(timetable), Written()
    draft: Timetable = timetable.get_latest_revision_as_object()
    slots = list(draft.slots.all())
    for one in step.data["sessions"]:
        pk = one["pk"] or target_of(run, SourceKind.SESSION, f"new:{one['key']}")
        if pk is None:
            written.notes.append(
                _("No slot, because the session could not be made: {title}").format(title=one["label"])
            )
            continue
        mine = sorted((slot for slot in slots if slot.session_id == pk), key=lambda slot: slot.starts_at)
        present = slot_facts([get_serializable_data_for_fields(slot) for slot in mine])
        if one["pk"] and any(not is_same(name, value, one["before"][name]) for name, value in present.items()):
            written.notes.append(_("It was moved after the preview and stays: {title}").format(title=one["label"]))
            continue
        others = [slot for slot in slots if slot.session_id != pk]
        slots = [*others, *_slots(run, pk, mine, one["facts"])]
    draft.slots = slots
    revision = draft.save_revision(user=run.created_by)
    written.undo = {"timetable": timetable.pk, "is_new": is_new, "before": before, "revision": revision.pk}
    return written


def _slots(run: ImportRun, session: int, mine: list[Slot], facts: dict[str, Any]) -> list[Slot]:
    """Rows whose time stays keep their key; then the first row of the session is used, then the others."""
    languages = facts.get("languages", mine[0].languages if mine else {})
    if "slots" in facts:
        times = [
            (datetime.fromisoformat(start), datetime.fromisoformat(end), room) for start, end, room in facts["slots"]
        ]
        free = sorted(mine, key=lambda row: (row.key is not None, row.starts_at))
        kept = {}
        for at, (starts_at, ends_at, _room) in enumerate(times):
            same = next((row for row in free if (row.starts_at, row.ends_at) == (starts_at, ends_at)), None)
            if same:
                free.remove(same)
                kept[at] = same
        mine = [kept.get(at) or (free.pop(0) if free else Slot(session_id=session)) for at in range(len(times))]
        for row, (starts_at, ends_at, room) in zip(mine, times, strict=True):
            row.starts_at, row.ends_at, row.room_id = starts_at, ends_at, target_of(run, SourceKind.ROOM, room)
    for row in mine:
        row.languages = languages
        if "cancelled" in facts:
            row.status = SlotStatus.CANCELLED if facts["cancelled"] else SlotStatus.CONFIRMED
    return mine


def pointers_of_row(timetable: Timetable) -> dict[str, Any]:
    return {name: value for name, value in pointers_of(timetable).items() if name != "draft_title"}


def take_back_timetable(undo: dict[str, Any]) -> str:
    """Returns what stayed, in words; empty if all is as before."""
    timetable = Timetable.objects.select_for_update().filter(pk=undo["timetable"]).first()
    if timetable is None:
        return ""
    if timetable.latest_revision_id != undo["revision"] or timetable.live_revision_id == undo["revision"]:
        return _("The timetable was edited or published since, so it stays.")
    if undo["is_new"]:
        timetable.delete()
        return ""
    Timetable.objects.filter(pk=timetable.pk).update(**undo["before"])
    Revision.objects.filter(pk=undo["revision"]).delete()
    return ""
