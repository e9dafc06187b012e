from typing import Any

from django import forms
from django.utils.translation import gettext

from events.submissions.fields.base import FormContext, ProposalField, ShownField
from events.submissions.photos import clean_photo, image_of
from home.forms.visible import require_visible_text
from home.outbox.address_fields import AddressFormField
from home.outbox.addresses import normalise, readable


class EmailAddress(ProposalField):
    """An email address in normalised spelling, by which a person is found."""

    def form_field(self, context: FormContext) -> forms.Field:
        widget = forms.EmailInput(attrs={"autocomplete": "email"})
        return AddressFormField(max_length=self.model_field.max_length, widget=widget, **self.options())

    def stored(self, value: str) -> str:
        return normalise(value)

    def shown(self, row: Any) -> list[ShownField]:
        address = getattr(row, self.name)
        return [ShownField(self.label, readable(address), link=f"mailto:{address}")]


class Name(ProposalField):
    def form_field(self, context: FormContext) -> forms.Field:
        widget = forms.TextInput(attrs={"autocomplete": "name"})
        options = self.options() | {"validators": [require_visible_text]}
        return forms.CharField(max_length=self.model_field.max_length, widget=widget, **options)


class PhotoUpload(forms.FileField):
    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        return clean_photo(upload) if upload else None


class Photo(ProposalField):
    """A file, saved apart from the row; pages show it as an image. Templates show the picture."""

    empty = None

    def form_field(self, context: FormContext) -> forms.Field:
        widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})
        return PhotoUpload(widget=widget, **self.options())

    def initial(self, row: Any) -> dict[str, Any]:
        return {}  # no browser fills in a file

    def read(self, row: Any) -> str:
        """The name of its file, by which a new photo is told from the old one."""
        return getattr(row, self.name).name or ""

    def shown(self, row: Any) -> list[ShownField]:
        return []

    def cell(self, row: Any) -> str:
        return gettext("Yes") if self.read(row) else ""

    def exported(self, row: Any) -> bool:
        return bool(self.read(row))

    def copy_to_page(self, page: Any, row: Any) -> None:
        page.photo = image_of(row)
