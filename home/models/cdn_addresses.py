from django.db import models

MAX_LENGTH = 1000  # characters of an address


class CDNAddress(models.Model):
    """An address that was sent with leave for a CDN to hold it, and when it was sent last."""

    address = models.CharField(max_length=MAX_LENGTH, primary_key=True)
    sent_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.address
