"""Actions on the desk."""

from datetime import datetime
from typing import Any

from wagtail_localize.models import Translation

from home.translations.models import Upkeep


def claim(translation: Translation, *, user: Any, now: datetime) -> None:
    """Claim a translation ("I'm on it"); repeating it releases the claim. Somebody else's claim is taken over."""
    upkeep, _created = Upkeep.objects.get_or_create(translation=translation)
    mine = upkeep.claimed_by_id == user.pk
    upkeep.claimed_by, upkeep.claimed_at = (None, None) if mine else (user, now)
    upkeep.save(update_fields=["claimed_by", "claimed_at"])
