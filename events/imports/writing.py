"""What all steps need: which rows and pages keys mean, and the record of where something came from."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Revision

from events.imports.models import FIELD_OF, ImportRun, SourceId, SourceKind
from events.imports.plan import NEW, Facts
from home.i18n.languages import locale_id_of


class StepFailed(Exception):
    """A step cannot be done; the message says why, to the editor."""


@dataclass
class Written:
    """What a step did: what takes it back, and what it left, in words."""

    undo: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def target_of(run: ImportRun, kind: SourceKind, token: str) -> int | None:
    """The id that a token means; None where the step that should have made it failed."""
    if not token.startswith(NEW):
        return int(token) if token else None
    source = SourceId.objects.filter(event=run.event_id, kind=kind, system=run.system, key=token[len(NEW) :]).first()
    return source.target_id if source else None


def with_targets(run: ImportRun, facts: Facts) -> Facts:
    """The facts with ids in place of tokens, as they are remembered."""
    known = dict(facts)
    for name, kind in (("speakers", SourceKind.PERSON), ("themes", SourceKind.THEME)):
        if name in facts:
            known[name] = [str(target_of(run, kind, token) or "") for token in facts[name]]
    if "slots" in facts:
        known["slots"] = sorted(
            [start, end, str(target_of(run, SourceKind.ROOM, room) or "")] for start, end, room in facts["slots"]
        )
    return known


def remember(run: ImportRun, kind: str, key: str, pk: int, facts: Facts) -> dict[str, Any]:
    """Record where it came from; returns what takes that back."""
    column = f"{FIELD_OF[kind]}_id"
    source = SourceId.objects.filter(event=run.event_id, kind=kind, system=run.system, key=key).first()
    before = None if source is None else {"target": source.target_id, "values": source.values}
    source = source or SourceId(event_id=run.event_id, kind=kind, system=run.system, key=key)
    setattr(source, column, pk)
    source.values = {**source.values, **with_targets(run, facts)}
    source.save()
    return {"pk": source.pk, "before": before}


def forget(undo: dict[str, Any]) -> None:
    source = SourceId.objects.filter(pk=undo["pk"]).first()
    if source is None:
        return
    if undo["before"] is None:
        source.delete()
    else:
        setattr(source, f"{FIELD_OF[source.kind]}_id", undo["before"]["target"])
        source.values = undo["before"]["values"]
        source.save()


def locale_id(code: str) -> int:
    """Raises StepFailed."""
    found = locale_id_of(code)
    if found is None:
        raise StepFailed(_("The portal has no pages in this language: {language}.").format(language=code))
    return found


def pointers_of(page: Any) -> dict[str, Any]:
    """What a new draft changes in the row of a page."""
    return {
        "latest_revision_id": page.latest_revision_id,
        "has_unpublished_changes": page.has_unpublished_changes,
        "draft_title": getattr(page, "draft_title", None),
    }


def save_draft(draft: Any, user: Any) -> Revision:
    """A new draft; a page that was never published has the same in its row, as when an editor saves it."""
    if not draft.live:
        draft.save()
    return draft.save_revision(user=user, changed=True)
