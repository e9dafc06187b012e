import json
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.models import Group
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.accounts.models import Invitation
from home.characters import one_line
from home.i18n.languages import native_name
from home.outbox.addresses import readable

CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": "", "spellcheck": "false"}


class NameField(forms.CharField):
    """One line, without characters that turn the direction of what stands after the name."""

    def to_python(self, value: Any) -> Any:
        return one_line(super().to_python(value) or "")


class CodeForm(forms.Form):
    code = forms.CharField(label=_("Code"), max_length=20, widget=forms.TextInput(attrs=CODE))


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=_("Password"),
        max_length=500,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": ""}),
    )


class PasskeyForm(forms.Form):
    """What the browser answers. A text that is no JSON is a wrong passkey like any other."""

    name = forms.CharField(label=_("Name of the device"), max_length=60, required=False)
    credential = forms.CharField(max_length=50_000, widget=forms.HiddenInput)

    def clean_credential(self) -> Any:
        try:
            return json.loads(self.cleaned_data["credential"])
        except (ValueError, RecursionError):
            return None


class InviteForm(forms.ModelForm):
    language = forms.ChoiceField(
        label=_("Language"), help_text=_("The language of the email, and of the admin for this person at first.")
    )

    class Meta:
        model = Invitation
        fields = ["address", "group", "language"]
        help_texts = {
            "address": _("The link goes to this address. It works once, for seven days."),
            "group": _("What the person may do. You can change it later under Users."),
        }
        widgets = {"group": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = Group.objects.order_by("name")
        self.fields["group"].empty_label = None
        self.fields["language"].choices = [(code, native_name(code)) for code in settings.PORTAL_LANGUAGES]
        self.fields["language"].initial = get_language()

    def clean_address(self) -> str:
        address = self.cleaned_data["address"]
        user = get_user_model().objects.filter(email__iexact=address).first()
        if user:
            message = _("%(address)s has an account already: %(username)s. Change its groups under Users.")
            raise forms.ValidationError(message, params={"address": readable(address), "username": user.get_username()})
        if Invitation.objects.filter(address=address).exists():
            message = _("%(address)s is invited already. You can send the invitation again from the list.")
            raise forms.ValidationError(message, params={"address": readable(address)})
        return address


class AcceptForm(SetPasswordForm):
    first_name = NameField(label=_("First name"), max_length=150, widget=forms.TextInput({"autofocus": ""}))
    last_name = NameField(label=_("Last name"), max_length=150)

    field_order = ["first_name", "last_name", "new_password1", "new_password2"]
