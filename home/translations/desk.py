"""Actions on the desk."""

from datetime import datetime
from typing import Any

from wagtail_localize.models import Translation

from home.caching.generation import bump
from home.translations.models import TranslationStatus, TranslatorCredit


def claim(translation: Translation, *, user: Any, now: datetime) -> None:
    """Claim a translation ("I'm on it"); repeating it releases the claim. Somebody else's claim is taken over."""
    status, _created = TranslationStatus.objects.get_or_create(translation=translation)
    mine = status.claimed_by_id == user.pk
    status.claimed_by, status.claimed_at = (None, None) if mine else (user, now)
    status.save(update_fields=["claimed_by", "claimed_at"])


def set_credit(*, user: Any, name: str) -> None:
    """Name a translator on the pages that they translated; an empty name takes theirs away."""
    if name:
        TranslatorCredit.objects.update_or_create(user=user, defaults={"name": name})
    else:
        TranslatorCredit.objects.filter(user=user).delete()
    bump()
