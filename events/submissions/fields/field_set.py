import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.db import models

from events.submissions.fields.base import FormContext, ProposalField, ShownField


class FieldSet:
    """All fields of a model: those that people fill in, and the portal's bookkeeping.

    `page` is the kind of page that its values go to. A system check finds a field of the model that is in neither.
    """

    def __init__(
        self,
        model: type[models.Model],
        fields: Sequence[ProposalField],
        *,
        bookkeeping: set[str],
        page: type[models.Model],
    ) -> None:
        self.model, self.fields, self.bookkeeping, self.page = model, fields, bookkeeping, page
        for field in fields:
            field.bind(model)

    def __iter__(self) -> Iterator[ProposalField]:
        return iter(self.fields)

    # the form

    def form_fields(self, context: FormContext, step: int = 1) -> dict[str, forms.Field]:
        asked = [field for field in self if field.step == step]
        return {name: one for field in asked for name, one in field.form_fields(context).items()}

    def initial(self, row: Any) -> dict[str, Any]:
        return {name: value for field in self for name, value in field.initial(row).items()}

    def sent(self, cleaned: dict[str, Any], context: FormContext) -> dict[str, Any]:
        return {field.name: field.value(cleaned, context) for field in self}

    # the row

    def complete(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """A value for every field, as it is stored. Raises TypeError for a name that is unknown or missing."""
        names = {field.name for field in self}
        needed = {field.name for field in self if field.is_required}
        if wrong := (values.keys() - names) | (needed - values.keys()):
            raise TypeError(f"{self.model.__name__}: unknown or missing: {', '.join(sorted(wrong))}")
        return {field.name: field.stored(values.get(field.name, field.empty)) for field in self}

    def columns(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Those of `values` that are saved with the row: no relations, no files."""
        return {field.name: values[field.name] for field in self if not (field.is_relation or field.is_file)}

    def read(self, row: Any) -> dict[str, Any]:
        return {field.name: field.read(row) for field in self}

    def digests(self, values: Mapping[str, Any]) -> dict[str, str]:
        """By the name of each field; of no file, which no form shows."""
        return {field.name: digest(values[field.name]) for field in self if not field.is_file}

    def merge(self, values: dict[str, Any], row: Any, shown: Mapping[str, str]) -> list[Any]:
        """Keep what others have changed since a form was opened, by putting it into the `values` that were sent.

        `shown` are the digests of what the form showed; a field that is not among them is taken as sent. Returns the
        labels of the fields that were changed here and there, each to something else.
        """
        present, both = self.read(row), []
        there, here = self.digests(present), self.digests(values)
        for field in self:
            was = shown.get(field.name)
            if was is None or field.is_file or there[field.name] in (was, here[field.name]):
                continue
            if here[field.name] == was:
                values[field.name] = present[field.name]
            else:
                both.append(field.label)
        return both

    def erase(self, row: Any) -> None:
        """Empty what a person wrote (the row is not saved)."""
        for field in self:
            if field.is_relation and not field.kept:
                getattr(row, field.name).clear()
            elif not field.kept:
                setattr(row, field.name, field.empty)

    # what people read

    def shown(self, row: Any) -> list[ShownField]:
        return [one for field in self for one in field.shown(row)]

    def exported(self, row: Any) -> dict[str, Any]:
        return {field.name: field.exported(row) for field in self}

    # pages

    @property
    def on_page(self) -> list[ProposalField]:
        return [field for field in self if field.page]


def digest(value: Any) -> str:
    """By which a value is recognised; that of a relation by its ids."""
    said = json.dumps(value, sort_keys=True, default=lambda row: row.pk)
    return hashlib.sha256(said.encode()).hexdigest()[:12]
