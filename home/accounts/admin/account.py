from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.account import NameEmailForm
from wagtail.admin.views.account import AvatarSettingsPanel, NameEmailSettingsPanel

from home.accounts import actions
from home.accounts.forms import NameField
from home.accounts.session_marks import is_confirmed
from home.outbox.addresses import normalise, readable


class AccountForm(NameEmailForm):
    """Whoever only changes the language of the admin need not give a name.

    A new password is sent to the address, so that changing it asks for the password, unless it was given a while ago,
    and takes a link that is sent to the new address.
    """

    first_name = NameField(label=gettext_lazy("First name"), max_length=150, required=False)
    last_name = NameField(label=gettext_lazy("Last name"), max_length=150, required=False)
    request: HttpRequest

    @property
    def address_before(self) -> str:
        return str(get_user_model().objects.values_list("email", flat=True).get(pk=self.instance.pk))

    def clean_email(self) -> str:
        address = normalise(self.cleaned_data["email"])
        if address == normalise(self.address_before):
            return address
        if not is_confirmed(self.request):
            url = f"{reverse('accounts:confirm')}?{urlencode({'next': self.request.path})}"
            text = _("To change your address, please enter your password first, and then change it again.")
            raise forms.ValidationError(format_html('{} <a href="{}">{}</a>', text, url, _("Enter the password")))
        if actions.is_address_of_others(address, self.instance):
            raise forms.ValidationError(_("Another account has this address. Please choose another address."))
        return address

    def save(self, commit: bool = True) -> Any:
        address, self.instance.email = self.instance.email, self.address_before
        user = super().save(commit)
        if normalise(user.email) != address:
            actions.ask_to_confirm_address(user=user, address=address, now=timezone.now())
            text = _("We have sent a link to %(address)s. Your address changes once you have opened it and confirmed.")
            messages.info(self.request, text % {"address": readable(address)})
        return user


class AccountPanel(NameEmailSettingsPanel):
    form_class = AccountForm

    def get_form(self) -> Any:
        form = super().get_form()
        form.request = self.request
        return form


class NoAvatarPanel(AvatarSettingsPanel):
    """Wagtail would keep the file as it is, with what a camera notes in it, where nobody can see it."""

    def is_active(self) -> bool:
        return False
