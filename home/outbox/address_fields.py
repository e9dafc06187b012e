"""The fields for mail addresses of forms and models. Both give the one spelling of a mailbox."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from email_validator import EmailNotValidError

from home.outbox.addresses import normalise, parse, readable


class AddressFormField(forms.EmailField):
    """Refuses what no mail server takes, and letters before the @ that few mail servers take (RFC 6531)."""

    def to_python(self, value: Any) -> Any:
        address: Any = super().to_python(value)
        if address in self.empty_values:
            return address
        try:
            parsed = parse(address)
        except EmailNotValidError as error:
            raise ValidationError(_("Enter a valid email address."), code="invalid") from error
        if not parsed.local_part.isascii():
            raise ValidationError(
                _("Before the @, the address may only have a to z without accents, digits and signs."), code="invalid"
            )
        return normalise(address)

    def prepare_value(self, value: Any) -> Any:
        return readable(value) if isinstance(value, str) else value


class AddressField(models.EmailField):
    """Stored, and looked for, in the one spelling."""

    def to_python(self, value: Any) -> Any:
        return normalise(value) if isinstance(value, str) else super().to_python(value)

    def get_prep_value(self, value: Any) -> Any:
        return self.to_python(super().get_prep_value(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": AddressFormField, **kwargs})

    def deconstruct(self) -> Any:
        """Migrations see Django's field: the column is the same."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.EmailField", args, kwargs
