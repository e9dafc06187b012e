"""A forgotten password: Wagtail's pages, mail through the outbox."""

from typing import Any

from axes.utils import reset as forget_failed_logins
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.admin.views import account

from home.accounts.actions import ask_for_new_password, forget_asked_passwords
from home.accounts.devices import remember_device
from home.accounts.limits import client_may_reset


class PasswordResetView(account.PasswordResetView):
    def form_valid(self, form: Any) -> HttpResponse:
        now = timezone.now()
        if not client_may_reset(self.request, now=now):
            return render(self.request, "home/refused.html", {"reason": "often"}, status=429)
        ask_for_new_password(address=form.cleaned_data["email"], language=get_language() or "", now=now)
        return redirect(self.get_success_url())


class PasswordResetConfirmView(account.PasswordResetConfirmView):
    def form_valid(self, form: Any) -> HttpResponse:
        """Whoever comes by the link owns the account: earlier wrong passwords do not keep them out."""
        response = super().form_valid(form)
        forget_failed_logins(username=self.user.get_username())
        forget_asked_passwords(user=self.user, now=timezone.now())
        remember_device(self.request, response, self.user)
        return response
