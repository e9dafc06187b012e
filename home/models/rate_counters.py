from django.db import models


class RateCounter(models.Model):
    """How often something happened in one window of time. The key does not reveal who did it."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key
