"""One mail a day at most to each translator, while something waits, and to editors while a question does."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from home.i18n.localized import absolute
from home.jobs.portions import Failures
from home.outbox.actions import enqueue
from home.outbox.enums import InDoubtPolicy
from home.outbox.kinds import MailKind, register
from home.outbox.models import Delivery
from home.outbox.rendering import render_mail
from home.roles import EDITORS, TRANSLATORS, translators_group_name
from home.translations.models import Question
from home.translations.queries import DeskEntry, desk_entries
from home.translations.sync.freshness import target_locales
from home.translations.talk.waiting import Person, open_questions, owners_of, waits_for

DAILY_MAIL = register(MailKind("translations daily", _("daily email to translators"), InDoubtPolicy.RESEND))
SEND_FROM_HOUR = 6  # UTC
MAX_ENTRIES = 8


def recipients() -> Any:
    """Who translates or edits, and wants the mail."""
    people = get_user_model().objects.filter(is_active=True, daily_mail_opt_out=None).exclude(email="")
    groups = Q(groups__name__startswith=TRANSLATORS) | Q(groups__name=EDITORS)
    return people.filter(groups).distinct().select_related("wagtail_userprofile").prefetch_related("groups")


def delivery_key(user: Any, now: datetime) -> str:
    return f"translations:{user.pk}:{now:%Y-%m-%d}"


def queue_daily_mails(*, now: datetime) -> int:
    """Enqueue today's mails; repeating it on the same day adds none. Returns how many."""
    if now.hour < SEND_FROM_HOUR:
        return 0
    people = list(recipients())
    written = set(
        Delivery.objects.filter(key__in=[delivery_key(user, now) for user in people]).values_list("key", flat=True)
    )
    asked = list(open_questions())
    editors = {user.pk for user in people if EDITORS in names_of(user)}
    owners = {pk: owner for pk, owner in owners_of(asked).items() if owner in editors}
    waiting: dict[str, list[DeskEntry]] = {}
    count, failures = 0, Failures()
    for user in people:
        if delivery_key(user, now) in written:
            continue
        codes = [code for code in settings.PORTAL_LANGUAGES if translators_group_name(code) in names_of(user)]
        for locale in target_locales() if codes else []:
            if locale.language_code in codes and locale.language_code not in waiting:
                found = [entry for entry in desk_entries(locale, now=now) if entry.needs_attention]
                waiting[locale.language_code] = found
        mine = [entry for code in codes for entry in waiting.get(code, [])]
        person = Person(user.pk, codes, user.pk in editors)
        questions = [one for one in asked if waits_for(one, person, owners.get(one.pk))]
        if mine or questions:
            with failures.at("write the daily email to user", user.pk):
                queue_daily_mail(user, mine, questions, now=now)
                count += 1
    failures.raise_unless(0)
    return count


def names_of(user: Any) -> set[str]:
    """The names of the groups of one of the `recipients`."""
    return {group.name for group in user.groups.all()}


def queue_daily_mail(user: Any, waiting: list[DeskEntry], questions: list[Question], *, now: datetime) -> Delivery:
    profile = getattr(user, "wagtail_userprofile", None)
    locale = waiting[0].translation.target_locale if waiting else None
    language = (profile and profile.preferred_language) or (
        locale.language_code if locale else settings.PORTAL_LANGUAGES[0]
    )
    context = {
        "name": user.get_full_name() or user.get_username(),
        "waiting": waiting[:MAX_ENTRIES],
        "total": len(waiting),
        "more": max(0, len(waiting) - MAX_ENTRIES),
        "url": absolute(reverse("translations:desk")),
        "questions": questions[:MAX_ENTRIES],
        "question_count": len(questions),
        "questions_url": absolute(reverse("translations:questions")),
    }
    content = render_mail("translations/email/daily", language=language, context=context)
    return enqueue(
        kind=DAILY_MAIL, key=delivery_key(user, now), address=user.email, language=language, content=content, now=now
    )
