from django.db import models

LONGEST = 1000  # characters of an address


class HeldAddress(models.Model):
    """An address that was sent with leave for a CDN to hold it, and when it was sent last."""

    address = models.CharField(max_length=LONGEST, primary_key=True)
    sent_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.address
