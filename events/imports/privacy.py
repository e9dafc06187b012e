"""What imports keep about people: names, export and erasure, and for how long."""

import json
import re
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from events.imports.actions import understand
from events.imports.models import ImportRun, ImportStep, RunState, SourceId, SourceKind
from events.imports.records import UnreadableFile
from events.keeping import kept_long_enough
from home.jobs.portions import Failures
from home.outbox.addresses import normalise

PREVIEW_FOR = timedelta(days=7)
BY_ADDRESS = "email:"  # how the key of a person begins whom a file tells apart by the address


def names_at(address: str) -> list[str]:
    key = BY_ADDRESS + normalise(address)
    rows = SourceId.objects.filter(kind=SourceKind.PERSON, key=key).values_list("values__name", flat=True)
    steps = ImportStep.objects.filter(kind=SourceKind.PERSON, data__key=key).values_list("label", flat=True)
    return [name for name in (*rows, *steps) if name]


class _Person:
    """Of whom we know the address and names. A file may know them by a key of its own; then the name counts."""

    def __init__(self, address: str, names: Collection[str] | None) -> None:
        known = names_at(address) if names is None else names
        self.key, self.names = BY_ADDRESS + normalise(address), {name.casefold() for name in known}
        words = "|".join(re.escape(form) for word in (normalise(address), *known) if word for form in _spellings(word))
        self.pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)

    def has(self, key: str, name: str) -> bool:
        return name.casefold() in self.names and (key == self.key or not key.startswith(BY_ADDRESS))

    def is_in(self, *values: Any) -> bool:
        return bool(self.pattern.search(json.dumps(values, ensure_ascii=False)))

    def sources(self) -> list[SourceId]:
        rows = SourceId.objects.filter(kind=SourceKind.PERSON).select_related("event")
        return [row for row in rows if self.has(row.key, row.values.get("name", ""))]

    def previews(self) -> list[ImportRun]:
        rows = ImportRun.objects.filter(state=RunState.PREVIEW).select_related("event")
        return [run for run in rows if self.pattern.search(_text_of(run))]

    def does(self, step: ImportStep) -> bool:
        """Whether a step wrote this person's page."""
        return step.kind == SourceKind.PERSON and self.has(step.data.get("key", ""), step.label)


def _spellings(word: str) -> set[str]:
    """As a text, and in JSON."""
    return {word, *(json.dumps(word, ensure_ascii=is_ascii)[1:-1] for is_ascii in (True, False))}


def _text_of(run: ImportRun) -> str:
    """A file as it is, since it may say more than was read, and the people that were read."""
    text = b"\n".join((bytes(run.content), bytes(run.second_content))).decode(errors="ignore")
    try:
        return "\n".join([text, *(f"{one.key}\n{one.name}" for one in understand(run).people.values())])
    except UnreadableFile:
        return text


def export(address: str, names: Collection[str] | None) -> list[dict[str, Any]]:
    person = _Person(address, names)
    steps = ImportStep.objects.filter(kind=SourceKind.PERSON).select_related("run__event")
    return [
        *(_exported(one.run, {"key": one.data["key"], **one.data["all"]}) for one in steps if person.does(one)),
        *(_exported(run, None) for run in person.previews()),
        *({"event": str(one.event), "entry": {"key": one.key, **one.values}} for one in person.sources()),
    ]


def _exported(run: ImportRun, entry: dict[str, Any] | None) -> dict[str, Any]:
    return {"event": str(run.event), "file": run.file_name, "uploaded_at": run.created_at, "entry": entry}


def erase(*, address: str, names: Collection[str] | None, now: datetime) -> int:
    """Where a step mentions the person, it is emptied, and its part of an import can be taken back no more."""
    person = _Person(address, names)
    sources, previews = person.sources(), person.previews()
    SourceId.objects.filter(pk__in=[one.pk for one in sources]).delete()
    ImportRun.objects.filter(pk__in=[one.pk for one in previews]).delete()
    erased = 0
    for step in ImportStep.objects.iterator():
        if is_own := person.does(step):
            step.label, step.error, step.notes, step.undo = "", "", [], None
        if is_own or person.is_in(step.label, step.data, step.undo, step.notes, step.error):
            erased += 1
            _empty(step, person)
    for run in ImportRun.objects.defer("content", "second_content", "photos"):
        if person.is_in(run.findings, run.choices):
            run.findings = [one for one in run.findings if not person.is_in(one)]
            run.choices = {}
            run.save(update_fields=["findings", "choices"])
    return len(sources) + len(previews) + erased


def _empty(step: ImportStep, person: _Person) -> None:
    step.data, step.notes = {}, [note for note in step.notes if not person.is_in(note)]
    step.label = "" if person.is_in(step.label) else step.label
    step.error = "" if person.is_in(step.error) else step.error
    step.undo = None if person.is_in(step.undo) else step.undo
    step.save()


def forget_old(*, now: datetime) -> int:
    """Delete files that nobody applied for a week; and `Event.keep_months` after the event and the import, whichever
    is later, what was imported, with the keys of people. Pages stay."""
    deleted = ImportRun.objects.filter(state=RunState.PREVIEW, created_at__lt=now - PREVIEW_FOR).delete()[0]
    failures = Failures()
    for event in kept_long_enough(now, failures):
        with failures.at("forget imports of event", event.pk):
            runs = event.import_runs.filter(created_at__lte=now - event.kept_for)
            deleted += runs.filter(state__in=[RunState.APPLIED, RunState.UNDONE]).delete()[0]
            if not event.import_runs.exists():
                deleted += event.source_ids.filter(kind=SourceKind.PERSON).delete()[0]
    failures.raise_unless(deleted)
    return deleted
