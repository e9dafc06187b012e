"""Actions on an import, one transaction each. `now` is an aware datetime in UTC."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.users.models import UserProfile

from events.imports import steps
from events.imports.models import ImportRun, ImportStep, RunState, SourceKind
from events.imports.pages import write_page
from events.imports.photos import match_photos
from events.imports.plan import Choices, Plan, Present, make_plan
from events.imports.present import present_of
from events.imports.readers.pairs import with_second
from events.imports.readers.reading import read
from events.imports.records import Incoming, ReadingOptions, UnreadableFile
from events.imports.rows import write_room, write_theme, write_timetable
from events.imports.undoing import take_back
from events.imports.writing import StepFailed, Written, remember
from events.models import Event
from events.submissions.pages.parents import NoParentPage
from events.submissions.photos import atomic_with_files
from home.jobs.portions import in_portion

logger = logging.getLogger(__name__)


def options_of(run: ImportRun) -> ReadingOptions:
    """What was decided about reading the file; what was not is as the event says."""
    codes = run.event.language_codes
    decided: dict[str, Any] = {"zone": run.event.zone or "UTC", "language": codes[0], **run.options}
    return ReadingOptions(
        zone=decided["zone"],
        language=decided["language"],
        languages=tuple(codes),
        kinds=decided.get("kinds", {}),
        fields=decided.get("fields", {}),
        around=run.event.starts_at,
    )


def understand(run: ImportRun) -> Incoming:
    """What the file says, read anew with what was decided. Raises UnreadableFile."""
    options = options_of(run)
    incoming = read(bytes(run.content), options)
    if run.second_content:
        first, second = run.options.get("texts_in", options.language), run.options.get("second_in", "")
        incoming = with_second(incoming, first, read(bytes(run.second_content), options), second)
    if run.photos:
        match_photos(bytes(run.photos), incoming)
    else:
        for person in incoming.people.values():
            person.photo = ""
    return incoming


def compare(run: ImportRun, incoming: Incoming) -> tuple[Plan, Present]:
    """With what is there now, as it was decided."""
    present = present_of(run.event)
    return make_plan(incoming, present, Choices(**run.choices)), present


def upload(
    *,
    event: Event,
    user: Any,
    name: str,
    content: bytes,
    now: datetime,
    second_content: bytes = b"",
    second_language: str = "",
    photos: bytes = b"",
) -> ImportRun:
    """A run to be decided about. Raises UnreadableFile; then nothing is kept."""
    run = ImportRun(
        event=event,
        created_by=user,
        created_at=now,
        file_name=name[:200],
        content=content,
        second_content=second_content,
        photos=photos,
    )
    if second_content:
        codes = event.language_codes
        first = next((code for code in codes if code != second_language), codes[0])
        run.options = {"texts_in": first, "second_in": second_language}
    incoming = understand(run)
    run.system = incoming.system
    earlier = ImportRun.objects.filter(event=event, system=run.system).exclude(state=RunState.PREVIEW).first()
    if earlier:  # columns and kinds are asked once
        own, run.options = run.options, {**earlier.options, **run.options}
        try:
            understand(run)
        except UnreadableFile:
            run.options = own  # what was decided about that file leaves no title in this one
    run.save()
    return run


@transaction.atomic
def start(run: ImportRun) -> Plan:
    """Have the worker apply it as the preview shows it now, once. Raises UnreadableFile."""
    incoming = understand(run)
    plan, present = compare(run, incoming)
    if not ImportRun.objects.filter(pk=run.pk, state=RunState.PREVIEW).update(state=RunState.APPLYING):
        return plan  # somebody else was faster
    ImportStep.objects.bulk_create(steps.steps_of(run, plan, present, options_of(run).language))
    findings = sorted(incoming.findings, key=lambda one: not one.is_error)
    run.findings = [[one.place, one.message] for one in findings]
    run.findings += [[item.label, note] for item in plan.items for note in item.notes if item.state in ("left", "same")]
    run.state = RunState.APPLYING
    run.content = run.second_content = b""
    run.save()
    return plan


@transaction.atomic
def start_undoing(run: ImportRun) -> None:
    if run.state == RunState.APPLIED:
        run.state = RunState.UNDOING
        run.save(update_fields=["state"])


def do_portion(*, now: datetime) -> int:
    """Some steps of the import that waits longest; returns how many."""
    run = (
        ImportRun.objects.waiting()
        .defer("content", "second_content", "photos")
        .select_related("event", "created_by")
        .first()
    )
    if run is None:
        return 0
    is_undoing = run.state == RunState.UNDOING
    todo = run.steps.filter(is_done=is_undoing).order_by("-position" if is_undoing else "position")
    done, language = 0, UserProfile.get_for_user(run.created_by).get_preferred_language() if run.created_by else "en"
    with translation.override(language):
        for step in in_portion(todo[:200]):
            (_undo if is_undoing else _apply)(run, step)
            done += 1
    if not todo.exists():
        run.state = RunState.UNDONE if is_undoing else RunState.APPLIED
        run.photos = b""
        run.save(update_fields=["state", "photos"])
        done += 1
    return done


def _apply(run: ImportRun, step: ImportStep) -> None:
    """With the record that it is done, so that a worker that is killed leaves no half of it."""
    writers: dict[str, Callable[[ImportRun, ImportStep], Written]] = {
        SourceKind.ROOM: write_room,
        SourceKind.THEME: write_theme,
        SourceKind.PERSON: write_page,
        SourceKind.SESSION: write_page,
        steps.TIMETABLE: write_timetable,
        steps.LINKS: _write_links,
    }
    try:
        with atomic_with_files():
            written = writers[step.kind](run, step)
            step.undo, step.notes, step.is_done = written.undo, [*step.notes, *written.notes], True
            step.save()
            return
    except (StepFailed, NoParentPage) as reason:
        step.error = str(reason)
    except ValidationError as refused:
        step.error = " ".join(refused.messages)
    except Exception:
        logger.exception("step %s of import %s failed", step.pk, run.pk)
        step.error = _("This could not be done. The log of the portal says why.")
    step.is_done, step.undo = True, None
    step.save()


def _write_links(run: ImportRun, step: ImportStep) -> Written:
    undo = [remember(run, kind, key, pk, facts) for kind, key, pk, facts in step.data["links"]]
    return Written({"sources": undo})


def _undo(run: ImportRun, step: ImportStep) -> None:
    if step.undo is not None:
        try:
            with transaction.atomic():
                reason = take_back(step)
                step.notes = [reason] if reason else []
                step.is_done = False
                step.save()
                return
        except Exception:
            logger.exception("step %s of import %s was not undone", step.pk, run.pk)
            step.notes = [_("This could not be undone. The log of the portal says why.")]
    step.is_done = False
    step.save()
