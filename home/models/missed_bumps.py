from uuid import UUID, uuid4

from django.db import models


class MissedBumpManager(models.Manager["MissedBump"]):
    def record(self) -> None:
        self.bulk_create([self.model(pk=1)], update_conflicts=True, unique_fields=["id"], update_fields=["token"])

    def token(self) -> UUID | None:
        """None where nothing was missed."""
        return self.values_list("token", flat=True).first()

    def clear(self, token: UUID) -> None:
        """Unless another was missed since."""
        self.filter(token=token).delete()


class MissedBump(models.Model):
    """Redis was away when something was published: pages that it kept before must not be shown again."""

    token = models.UUIDField(default=uuid4)

    objects = MissedBumpManager()

    def __str__(self) -> str:
        return str(self.token)
