"""What others saved while somebody had the form of a timetable open: merged where it touches other slots.

The form holds the fingerprints of the version it shows (`based_on`). When it is sent, its rows are completed with what
was added, changed or removed since; a slot that both changed differently keeps what was typed, with an error that says
what the other one is. From then on the form is based on the latest version, so sending it again decides.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.forms.formsets import DELETION_FIELD_NAME
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from events.fields import LanguagesByRoleFormField
from events.models import Slot, give_keys
from events.timetable.drafts import slots_of_draft
from events.timetable.merge import fingerprint, merge, name_of
from events.timetable.one_day import OneDay, split
from events.ways_in.forms import WaysInFormField

BASED_ON = "based_on"
UNREADABLE = "?"  # the fingerprint of a row with errors


@dataclass
class Meanwhile:
    data: Any = None  # what to use in place of what was sent; None if nobody saved anything
    came_in: list[str] = field(default_factory=list)  # in words
    conflicts: dict[str, str] = field(default_factory=dict)  # prefix of a row → what is to be decided

    @property
    def text(self) -> str:
        """What came in, for whoever sent the form."""
        text = _("While you had this page open, others changed these slots, and their changes are kept: {slots}")
        return text.format(slots="; ".join(self.came_in))


def fingerprints(slots: Iterable[Slot]) -> str:
    """Of a whole version, for the form."""
    return json.dumps({name_of(slot): fingerprint(slot) for slot in slots})


def _read(text: str) -> dict[str, str] | None:
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def merged_with_draft(formset: Any, data: Any, one_day: OneDay | None) -> Meanwhile:
    """Rows as they were sent, and what is new in the latest version of the timetable. Nothing is changed."""
    base = _read(data.get(BASED_ON, ""))
    draft, _others = split(slots_of_draft(formset.instance), one_day)
    theirs = {name_of(slot): slot for slot in draft}
    their_values = {name: fingerprint(slot) for name, slot in theirs.items()}
    if base is None or base == their_values or not isinstance(data, MultiValueDict):
        return Meanwhile()
    shown = {name_of(row.instance): row for row in _rows_of_draft(formset)}
    formset.full_clean()
    mine = {name_of(row.instance): row for row in rows_to_keep(formset)}
    mine_values = {name: UNREADABLE if row.errors else fingerprint(row.instance) for name, row in mine.items()}
    result = merge(base, mine_values, their_values)
    removed = {row.data.get(row.add_prefix("known_as"), ""): row for row in formset.forms if is_removed(row)}
    merged = Meanwhile(data=QueryDict(mutable=True))
    merged.data.update(data)
    merged.data[BASED_ON] = json.dumps(their_values)
    for name in sorted(result.theirs | result.conflicts):
        row, their = mine.get(name) or removed.get(name), theirs.get(name)
        if name in mine and name in result.conflicts:
            merged.conflicts[mine[name].prefix or ""] = _conflict(formset, their)
        elif their and name in shown:
            prefix = row.prefix if row else _new_prefix(formset, merged.data)
            _write_row(merged.data, prefix, shown[name])
            if name in result.conflicts:
                text = _("You removed this slot, and somebody else changed it. Remove it again, or keep it.")
                merged.conflicts[prefix] = text
            else:
                merged.came_in.append(formset.choices.summary(their))
        elif row:
            merged.data[f"{row.prefix}-{DELETION_FIELD_NAME}"] = "1"
            merged.came_in.append(_("removed: {slot}").format(slot=formset.choices.summary(row.instance)))
    return merged


def rows_to_keep(formset: Any) -> list[Any]:
    """Rows that name a session and are not removed, with the keys that they will have."""
    rows = [row for row in formset.forms if row.instance.session_id and not is_removed(row)]
    rows.sort(key=lambda row: not row.is_known)
    give_keys(row.instance for row in rows)
    return rows


def is_removed(row: Any) -> bool:
    return bool(getattr(row, "cleaned_data", {}).get(DELETION_FIELD_NAME))


def _rows_of_draft(formset: Any) -> list[Any]:
    """As the form would show them."""
    unbound = type(formset)(instance=formset.instance, prefix=formset.prefix, form_kwargs=formset.form_kwargs)
    return list(unbound.initial_forms)


def _conflict(formset: Any, their: Slot | None) -> str:
    if their is None:
        return _("Somebody removed this slot while you had this page open. Save again to keep it, or remove it.")
    text = _("Somebody else saved this slot as “{slot}” while you had this page open. Save again to keep yours.")
    return text.format(slot=formset.choices.summary(their))


def _new_prefix(formset: Any, data: Any) -> str:
    total = f"{formset.prefix}-TOTAL_FORMS"
    count = int(data[total])
    data[total] = str(count + 1)
    return formset.add_prefix(count)


def _write_row(data: Any, prefix: str, row: Any) -> None:
    """As a browser would send it."""
    for name in [name for name in data if name.startswith(f"{prefix}-")]:
        del data[name]
    for name, values in _values(row):
        data.setlist(f"{prefix}-{name}", values)


def _values(row: Any) -> Iterator[tuple[str, list[str]]]:
    for name, form_field in row.fields.items():
        value, widget = row[name].value(), form_field.widget
        if isinstance(form_field, LanguagesByRoleFormField):
            for role, codes in zip(widget.widgets_names, widget.decompress(value), strict=True):
                yield f"{name}{role}", list(codes)
        elif isinstance(form_field, WaysInFormField):
            yield from widget.as_sent(name, value)
        else:
            shown = widget.format_value(value)
            yield name, shown if isinstance(shown, list) else ["" if shown is None else str(shown)]
