import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from home.outbox.address_fields import AddressField

VALID_FOR = timedelta(days=7)


def new_nonce() -> str:
    return secrets.token_urlsafe(24)


class Invitation(models.Model):
    """Somebody who may make an account by a link. The row goes when they have, or when it is withdrawn."""

    address = AddressField(_("email address"), max_length=254, unique=True)
    group = models.ForeignKey(Group, verbose_name=_("group"), on_delete=models.CASCADE, related_name="+")
    language = models.CharField(_("language"), max_length=12)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # In the link. Sending again makes a new one, so the older link stops working.
    nonce = models.CharField(max_length=40, default=new_nonce, editable=False)
    sent_at = models.DateTimeField(_("sent"))

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return self.address

    @property
    def expires_at(self) -> datetime:
        return self.sent_at + VALID_FOR
