"""A plan as a list of steps, which the worker does one by one."""

from typing import Any

from django.utils.translation import gettext as _

from events.imports.models import ImportRun, ImportStep, SourceKind
from events.imports.plan import Facts, Plan, PlanItem, Present

TIMETABLE, LINKS = "timetable", "links"
IN_TIMETABLE = ("slots", "languages", "cancelled")
KINDS = (SourceKind.ROOM, SourceKind.THEME, SourceKind.PERSON, SourceKind.SESSION)


def steps_of(run: ImportRun, plan: Plan, present: Present, language: str) -> list[ImportStep]:
    """Not saved. Rows and pages first, then the timetable, then what only has to be remembered."""
    steps = []
    for kind in KINDS:
        for item in plan.items:
            if item.kind == kind and item.state in ("new", "changed", "cancelled"):
                facts = _to_write(item)
                if item.pk is None or facts:
                    steps.append(_step(kind, item, {**_data(item, language), "facts": facts, "before": _before(item)}))
    slots = [
        {
            "key": item.key,
            "pk": item.pk,
            "label": item.label,
            "facts": {name: value for name, value in _facts(item).items() if name in IN_TIMETABLE},
            "before": _slots_before(item, present),
        }
        for item in plan.items
        if item.kind == SourceKind.SESSION and item.state in ("new", "changed", "cancelled")
    ]
    slots = [one for one in slots if one["facts"]]
    if slots:
        steps.append(ImportStep(kind=TIMETABLE, label=_("Timetable"), data={"sessions": slots}))
    links = [
        [str(item.kind), item.key, item.pk, item.facts] for item in plan.items if _is_to_remember(run, item, present)
    ]
    if links:
        steps.append(ImportStep(kind=LINKS, label=_("Keys of the file"), data={"links": links}))
    for position, step in enumerate(steps):
        step.run, step.position = run, position
    return steps


def _step(kind: str, item: PlanItem, data: dict[str, Any]) -> ImportStep:
    return ImportStep(kind=str(kind), label=item.label[:300], is_new=item.pk is None, data=data, notes=item.notes)


def _data(item: PlanItem, language: str) -> dict[str, Any]:
    return {"key": item.key, "pk": item.pk, "language": item.language or language, "all": item.facts}


def _facts(item: PlanItem) -> Facts:
    return dict(item.facts) if item.pk is None else {change.field: change.after for change in item.taken}


def _to_write(item: PlanItem) -> Facts:
    return {name: value for name, value in _facts(item).items() if name not in IN_TIMETABLE}


def _before(item: PlanItem) -> Facts:
    return {change.field: change.before for change in item.taken if change.field not in IN_TIMETABLE}


def _slots_before(item: PlanItem, present: Present) -> Facts:
    thing = present.things[SourceKind.SESSION].get(item.pk or 0)
    return {name: thing.facts[name] for name in IN_TIMETABLE} if thing else {}


def _is_to_remember(run: ImportRun, item: PlanItem, present: Present) -> bool:
    """Also where nothing is written: a key that is new here, or values that were decided about."""
    if item.pk is None or item.state in ("gone", "left") or not item.facts:
        return False
    return present.sources.get((item.kind, run.system, item.key)) != (item.pk, item.facts)
