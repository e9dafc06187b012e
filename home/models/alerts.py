from django.db import models


class StatusAlert(models.Model):
    """Something that is not fine (home.status); deleted when it is. `notified_at`: when an email last said so."""

    name = models.CharField(max_length=40, primary_key=True)
    since = models.DateTimeField()
    notified_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
