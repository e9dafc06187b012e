import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models import CallPage, Event
from home.forms.visible import require_visible_text

MAX_TEXT_LENGTH = 6000
LINE_ENDS = re.compile("\r\n|[\r\n]")


@dataclass(frozen=True)
class FormContext:
    """What the choices of a form depend on; `row` is the proposal or speaker it changes."""

    event: Event
    page: CallPage | None = None
    zone: str = ""
    row: Any = None


@dataclass(frozen=True)
class ShownField:
    """A field as people read it. Text and label are in the reader's language, else in that of the proposal."""

    label: str
    text: str
    is_theirs: bool = False
    label_is_theirs: bool = False
    link: str = ""


class ProposalField:
    """A field of Submission or Speaker that people fill in, and how it is used.

    Label, help text, length, choices and whether it may be empty are read from the model's field. A field that needs
    another form field, text or column is a subclass.
    """

    def __init__(
        self,
        name: str,
        *,
        form_label: Any = None,
        offered: Sequence[models.TextChoices] = (),
        rows: int = 4,
        step: int = 1,
        page: str = "",
        kept: bool = False,
        heading: bool = False,
    ) -> None:
        """For the form: `form_label` is its question where that is not the label, `offered` are its choices where it
        does not offer all of the model's, `rows` is the height of a long text, `step` is where it is asked.

        `page` names the field of the session's or speaker's page that the value goes to when the proposal is accepted.
        When a proposal is erased, only `kept` values stay, for statistics. A `heading` heads the proposal
        where people read it, so it is not among the fields shown below.
        """
        self.name, self.form_label, self.offered, self.rows, self.step = name, form_label, offered, rows, step
        self.page, self.kept, self.heading = page, kept, heading

    def bind(self, model: type[models.Model]) -> None:
        self.model_field: Any = model._meta.get_field(self.name)

    @property
    def is_relation(self) -> bool:
        return isinstance(self.model_field, models.ManyToManyField)

    @property
    def is_file(self) -> bool:
        return isinstance(self.model_field, models.FileField)

    @property
    def is_required(self) -> bool:
        """Whether a value is required; a checkbox need not be ticked."""
        return not (self.model_field.blank or isinstance(self.model_field, models.BooleanField))

    @property
    def label(self) -> Any:
        return capfirst(self.model_field.verbose_name)

    @property
    def column_label(self) -> Any:
        """Above its column in the CSV file."""
        return self.label

    # the form

    def form_fields(self, context: FormContext) -> dict[str, forms.Field]:
        """By their name in the form; mostly one, of the same name."""
        return {self.name: self.form_field(context)}

    def form_field(self, context: FormContext) -> forms.Field:
        if self.model_field.choices:
            options = self.options()
            widget = forms.RadioSelect if options["required"] else forms.Select
            return forms.ChoiceField(choices=self.choices(), widget=widget, **options)
        is_long = isinstance(self.model_field, models.TextField)
        field = long_text(rows=self.rows, **self.options()) if is_long else self.model_field.formfield(**self.options())
        if isinstance(field, forms.CharField) and field.required:
            field.validators.append(require_visible_text)
        return field

    def options(self) -> dict[str, Any]:
        """Arguments of every kind of form field."""
        return {
            "label": self.form_label or self.label,
            "help_text": self.model_field.help_text,
            "required": self.is_required,
        }

    def choices(self) -> list[tuple[str, Any]]:
        offered = [(one.value, one.label) for one in self.offered] or self.model_field.choices
        empty = [] if self.is_required else [("", _("Please choose"))]
        return [*empty, *((value, capfirst(label)) for value, label in offered)]

    def initial(self, row: Any) -> dict[str, Any]:
        """What the form shows of a row, by the names of form_fields."""
        return {self.name: getattr(row, self.name)}

    def value(self, cleaned: dict[str, Any], context: FormContext) -> Any:
        """What was sent. Line ends are as browsers send them, so that a form that is sent back is no change."""
        value = cleaned[self.name]
        if not isinstance(value, str):
            return value
        return LINE_ENDS.sub("\r\n" if isinstance(self.model_field, models.TextField) else " ", value)

    # the row

    @property
    def empty(self) -> Any:
        """The empty value, also after erasure."""
        return self.model_field.get_default()

    def stored(self, value: Any) -> Any:
        """In the spelling in which it is kept and compared."""
        return value

    def read(self, row: Any) -> Any:
        return getattr(row, self.name)

    # what people read

    def text(self, row: Any) -> str:
        value = getattr(row, self.name)
        if self.model_field.choices:
            value = getattr(row, f"get_{self.name}_display")()
        if isinstance(value, bool):
            return gettext("Yes") if value else ""
        return "" if value is None else str(value)

    def shown(self, row: Any) -> list[ShownField]:
        """On the private page and the team's page."""
        text = self.text(row)
        is_theirs = isinstance(self.model_field, models.CharField | models.TextField) and not self.model_field.choices
        return [ShownField(self.label, text, is_theirs)] if text and not self.heading else []

    def cell(self, row: Any) -> str:
        """In the CSV file."""
        return self.text(row)

    def exported(self, row: Any) -> Any:
        """The value in the download of personal data."""
        return self.read(row)

    # pages

    def copy_to_page(self, page: Any, row: Any) -> None:
        """Put the value into its field of a page (not saved)."""
        setattr(page, self.page, getattr(row, self.name))


def long_text(label: Any, help_text: Any = "", *, required: bool = False, rows: int = 4) -> forms.CharField:
    field = forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=MAX_TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": rows}),
    )
    field.widget.attrs.pop("maxlength")  # a browser would cut off what is pasted without a word
    return field
