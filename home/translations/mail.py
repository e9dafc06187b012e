"""One mail a day at most to each translator, while something waits."""

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from home.i18n.localized import absolute
from home.outbox.actions import enqueue
from home.outbox.enums import InDoubtPolicy
from home.outbox.kinds import MailKind, register
from home.outbox.models import Delivery
from home.outbox.rendering import render_mail
from home.roles import TRANSLATORS, languages_of_translator
from home.translations.queries import DeskEntry, desk_entries
from home.translations.sync.freshness import target_locales

DAILY_MAIL = register(MailKind("translations daily", _("daily email to translators"), InDoubtPolicy.RESEND))
SEND_FROM_HOUR = 6  # UTC
MAX_ENTRIES = 8


def translators() -> Any:
    """Who translates and wants the mail."""
    people = get_user_model().objects.filter(is_active=True, groups__name__startswith=TRANSLATORS)
    return people.filter(daily_mail_opt_out=None).exclude(email="").distinct().select_related("wagtail_userprofile")


def delivery_key(user: Any, now: datetime) -> str:
    return f"translations:{user.pk}:{now:%Y-%m-%d}"


def queue_daily_mails(*, now: datetime) -> int:
    """Enqueue today's mails; repeating it on the same day adds none. Returns how many."""
    if now.hour < SEND_FROM_HOUR:
        return 0
    people = list(translators())
    written = set(
        Delivery.objects.filter(key__in=[delivery_key(user, now) for user in people]).values_list("key", flat=True)
    )
    waiting = {}
    count = 0
    for user in people:
        if delivery_key(user, now) in written:
            continue
        for locale in target_locales():
            if locale.language_code in languages_of_translator(user) and locale.language_code not in waiting:
                found = [entry for entry in desk_entries(locale, now=now) if entry.needs_attention]
                waiting[locale.language_code] = found
        mine = [entry for code in languages_of_translator(user) for entry in waiting.get(code, [])]
        if mine:
            queue_daily_mail(user, mine, now=now)
            count += 1
    return count


def queue_daily_mail(user: Any, waiting: list[DeskEntry], *, now: datetime) -> Delivery:
    profile = getattr(user, "wagtail_userprofile", None)
    language = (profile and profile.preferred_language) or waiting[0].translation.target_locale.language_code
    context = {
        "name": user.get_full_name() or user.get_username(),
        "waiting": waiting[:MAX_ENTRIES],
        "total": len(waiting),
        "more": max(0, len(waiting) - MAX_ENTRIES),
        "url": absolute(reverse("translations:desk")),
    }
    content = render_mail("translations/email/daily", language=language, context=context)
    return enqueue(
        kind=DAILY_MAIL, key=delivery_key(user, now), address=user.email, language=language, content=content, now=now
    )
