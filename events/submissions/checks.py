"""System checks: each field of a proposal is declared in events.submissions.fields."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from events.submissions.fields import PROPOSAL_FIELDS, SPEAKER_FIELDS, FieldSet


@register()
def every_field_declared(**kwargs: Any) -> list[CheckMessage]:
    return [error for part in (PROPOSAL_FIELDS, SPEAKER_FIELDS) for error in faults_of(part)]


def faults_of(part: FieldSet) -> list[CheckMessage]:
    """submissions.E001: in neither list. E002: would stay after erasure. E003: no such field on the page."""
    fields = {field.name: field for field in [*part.model._meta.concrete_fields, *part.model._meta.many_to_many]}
    missing = fields.keys() - part.bookkeeping - {field.name for field in part}
    hint = "Add it to events/submissions/fields/__init__.py: to the list of what people fill in, or to bookkeeping."
    errors: list[CheckMessage] = [
        Error(f"{name} is not declared.", hint=hint, obj=part.model, id="submissions.E001") for name in sorted(missing)
    ]
    for field in part:
        column = not (field.is_relation or field.is_file)
        if column and not field.kept and field.empty is None and not fields[field.name].null:
            text = f"{field.name} cannot be emptied when a proposal is erased."
            hint = "Let it be null, or give it a default, or declare it as kept if it says nothing about a person."
            errors.append(Error(text, hint=hint, obj=part.model, id="submissions.E002"))
        if field.page and not hasattr(part.page, field.page):
            text = f"{part.page.__name__} has no field {field.page!r} for {field.name}."
            errors.append(Error(text, obj=part.model, id="submissions.E003"))
    return errors
