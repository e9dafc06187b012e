from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.forms.public import PublicForm
from home.i18n.languages import native_name
from home.outbox.address_fields import AddressFormField


def language_choices() -> list[tuple[str, str]]:
    return [(code, native_name(code)) for code in settings.PORTAL_LANGUAGES]


class SubscriberAddressField(AddressFormField):
    def __init__(self, **kwargs: Any) -> None:
        attributes = {"autocomplete": "email", "inputmode": "email"}
        super().__init__(label=_("Email address"), max_length=254, widget=forms.EmailInput(attrs=attributes), **kwargs)


class SignUpForm(PublicForm):
    """`consent_version` is the version of the text shown beside the checkbox, maybe on a cached page."""

    address = SubscriberAddressField()
    language = forms.ChoiceField(label=_("Language of the emails"), choices=language_choices)
    consent = forms.BooleanField(error_messages={"required": _("Please tick the box, so that we may write to you.")})
    consent_version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, consent_text: str, consent_version: str, **kwargs: Any) -> None:
        self.current_version = consent_version
        initial = {"language": get_language(), "consent_version": consent_version}
        super().__init__(data, initial=initial, **kwargs)
        self.fields["consent"].label = consent_text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("consent_version") != self.current_version:
            # The checkbox was ticked beside another text, so it does not count for this one.
            shown = {name: value for name, value in self.data.items() if name != "consent"}
            self.data = {**shown, "consent_version": self.current_version}
            self.add_error(
                "consent", _("This text has changed in the meantime. Please read it again and tick the box.")
            )
        return cleaned


class LinkForm(PublicForm):
    address = SubscriberAddressField()


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Language of the emails"), choices=language_choices)


class EraseForm(forms.Form):
    sure = forms.BooleanField(label=_("Yes, delete all data about me."))
