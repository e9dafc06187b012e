from typing import Any

from django.forms import Field
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField


class BodyField(StreamField):
    """A StreamField whose blocks stay out of migrations: changing a block is no schema change.

    A data migration that needs old block names works on the raw JSON.
    """

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs

    def formfield(self, **kwargs: Any) -> Field:
        field: Field = super().formfield(**kwargs)
        field.help_text = field.help_text or _("Click the plus sign: every block says what it is for.")
        return field
