from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

ADDRESS_PATTERN = r"^(https?://[^\s/.]+\.[^\s]+|mailto:[^\s@]+@[^\s@]+|#[\w-]+)$"


class AddressBlock(blocks.URLBlock):
    """A web address, an email address or an anchor on the same page; nothing that could run as a script."""

    def __init__(self, required: bool = True, help_text: Any = None, **kwargs: Any) -> None:
        super().__init__(required=required, help_text=help_text, **kwargs)
        message = _("Start with https://, mailto: or # and the name of a place on this page.")
        self.field = forms.CharField(
            required=required,
            help_text=help_text,
            max_length=2000,
            validators=[RegexValidator(ADDRESS_PATTERN, message)],
        )


class LinkBlock(blocks.StructBlock):
    """A label that links either to a page of the portal, in the reader's language, or to another website."""

    label = blocks.CharBlock(label=_("link text"), max_length=60, help_text=_("Says where the link leads."))
    page = blocks.PageChooserBlock(
        label=_("page"), required=False, help_text=_("Readers get it in their own language if it exists.")
    )
    url = AddressBlock(
        label=_("or another address"),
        required=False,
        help_text=_("https://… on another website, mailto:… for an email, #… for a place on the same page."),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and bool(cleaned.get("page")) == bool(cleaned.get("url")):
            error = ValidationError(_("Choose either a page or an address."))
            raise StructBlockValidationError(block_errors={"page": error})
        return cleaned

    class Meta:
        icon = "link"
        label = _("Link")
