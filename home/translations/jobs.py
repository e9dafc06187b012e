from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from home.jobs.portions import in_portion
from home.jobs.registry import job
from home.translations import mail
from home.translations.machine.drafting import NoMachineDraft, draft, machine_name, undrafted
from home.translations.memory import units
from home.translations.memory.concordance import add_stems
from home.translations.memory.filling import fill_in, fillable
from home.translations.publishing import joint
from home.translations.queries import desk_entries
from home.translations.strings.strings import TranslatableString, lock
from home.translations.sync import sync_failures
from home.translations.sync.freshness import stale_originals, target_locales, try_sync, watched_models
from home.translations.talk import actions

PORTION = 10
NIGHT = range(1, 5)  # hours in UTC
SENT_FOR = timedelta(days=30)


@job("sync-translations", every=timedelta(seconds=20), lease=timedelta(minutes=10))
def sync_translations(*, now: datetime) -> int:
    """Bring the translations of some changed originals up to date; one that fails is tried again after the others."""
    done = 0
    for instance, read_at in in_portion(_due_for_sync(now)):
        done += try_sync(instance, now=read_at)
        if done == PORTION:
            break
    return done


def _due_for_sync(now: datetime) -> Iterator[tuple[Any, datetime]]:
    """Some originals of every model, with an instant before they were read."""
    for model in watched_models():
        read_at = timezone.now()
        for instance in sync_failures.due_for_sync(stale_originals(model), now=now)[: PORTION * 3]:
            yield instance, read_at


@job("translation-memory", every=timedelta(minutes=5), lease=timedelta(minutes=10))
def keep_memory(*, now: datetime) -> int:
    """Remember what was translated by any way, and fill in what is empty elsewhere."""
    done = units.remember(units.unremembered(), now=now) + add_stems()
    filled = 0
    # In any order: what would not pass the checks stays fillable, and must not always be first.
    for translation in in_portion(fillable().order_by("?")):
        locale = translation.target_locale
        with transaction.atomic():
            lock(translation)
            count = fill_in(translation.source, {locale.pk: locale.language_code})
        done, filled = done + count, filled + bool(count)
        if filled == PORTION:
            break
    return done


@job("remind-translators", every=timedelta(minutes=15))
def remind_translators(*, now: datetime) -> int:
    """The mail of the day, for each translator for whom something waits."""
    mail.queue_daily_mails(now=now)
    return 0


@job("machine-drafts", every=timedelta(minutes=15), lease=timedelta(minutes=30))
def draft_by_machine(*, now: datetime) -> int:
    """At night, if the setting says so, what is empty on the translators' lists, some texts at a time.

    A sentence whose answer was not right stays empty; it is not sent again for SENT_FOR, as the machine may be paid.
    Raises NoMachineDraft once the others are drafted if the machine failed, so that the status page says so.
    """
    if not settings.MACHINE_TRANSLATION_AT_NIGHT or now.hour not in NIGHT or not machine_name():
        return 0
    done, asked, failures = 0, 0, list[NoMachineDraft]()
    for locale in target_locales():
        for entry in desk_entries(locale, now=now):
            if not entry.missing or asked == PORTION:
                continue
            empty = {string.segment.pk: _sent_key(string, locale) for string in undrafted(entry.translation)}
            sent = cache.get_many(empty.values())
            only = {pk: key for pk, key in empty.items() if key not in sent}
            if not only:
                continue
            try:
                done += bool(draft(entry.translation, now=now, only=only))
            except NoMachineDraft as error:
                if not error.__cause__:  # not sent: it is not public, or in no language of the machine
                    continue
                failures.append(error)
            else:
                cache.set_many(dict.fromkeys(only.values(), True), SENT_FOR.total_seconds())
            asked += 1
    if failures:
        raise failures[-1]
    return done


def _sent_key(string: TranslatableString, locale: Locale) -> str:
    return f"machine-draft-{string.segment.context_id}-{string.segment.string_id}-{locale.pk}"


@job("forget-reports", every=timedelta(days=1))
def forget_reports(*, now: datetime) -> int:
    """What readers wrote about wrong texts."""
    return actions.forget_reports(now=now)


@job("publish-together", every=timedelta(seconds=20), lease=timedelta(minutes=10))
def publish_together(*, now: datetime) -> int:
    """Publish originals that are scheduled together with their translations."""
    return joint.publish_due(now=now)
