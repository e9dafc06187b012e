from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from home.outbox.addresses import known_hashes
from home.outbox.enums import SuppressionReason


class SuppressionQuerySet(models.QuerySet["Suppression"]):
    def covering(self, addresses: Iterable[str]) -> set[str]:
        """Those of the addresses that get no list mail. One query."""
        hashes = {found: address for address in addresses for found in known_hashes(address)}
        return {hashes[found] for found in self.filter(address_hash__in=hashes).values_list("address_hash", flat=True)}

    def of(self, address: str) -> "Suppression | None":
        return self.filter(address_hash__in=known_hashes(address)).first()


class Suppression(models.Model):
    """An address that gets no list mail, stored as a one-way fingerprint."""

    address_hash = models.CharField(_("fingerprint of the address"), max_length=64, unique=True)
    reason = models.CharField(_("reason"), max_length=12, choices=SuppressionReason)
    since = models.DateTimeField(_("since"))

    objects = SuppressionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")

    def __str__(self) -> str:
        return self.address_hash[:12]
