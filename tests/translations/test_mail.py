from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from home.outbox.models import Delivery
from home.roles import translators_group_name
from home.translations import mail
from home.translations.mail import MAX_ENTRIES, queue_daily_mails
from home.translations.queries import desk_entries
from home.translations.talk import actions
from tests import factories
from tests.translations.conftest import member
from tests.translations.helpers import fill, opened, target

MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)


def test_one_mail_a_day_while_something_waits(about, translator):
    opened(about)

    assert queue_daily_mails(now=MORNING) == 1
    assert queue_daily_mails(now=MORNING + timedelta(hours=5)) == 0
    assert queue_daily_mails(now=MORNING + timedelta(days=1)) == 1

    mail = Delivery.objects.first()
    assert mail.address == translator.email
    assert "About us" in mail.text and "/admin/translations/" in mail.text


def test_what_a_reader_typed_is_in_no_mail(about, translator):
    actions.report(opened(about), sentence="Bad", text="Log in at evil.example", now=MORNING)
    queue_daily_mails(now=MORNING)
    text = Delivery.objects.get().text
    assert "/admin/translations/questions/" in text and "evil" not in text


def test_the_subject_counts_all_that_waits_though_the_mail_names_the_first(about, translator):
    for number in range(MAX_ENTRIES):
        opened(factories.standard_page(title=f"Page {number}", slug=f"page-{number}"))
    opened(about)

    queue_daily_mails(now=MORNING)

    waiting = [entry for entry in desk_entries(factories.locale("es"), now=MORNING) if entry.needs_attention]
    assert len(waiting) > MAX_ENTRIES
    assert str(len(waiting)) in Delivery.objects.get().subject


def test_nobody_is_mailed_at_night_or_for_nothing(about, translator):
    translation = opened(about)
    assert queue_daily_mails(now=MORNING.replace(hour=3)) == 0

    fill(translation)
    copy = target(translation)
    copy.live, copy.last_published_at = True, datetime.now(UTC) + timedelta(minutes=1)
    copy.save()
    assert queue_daily_mails(now=MORNING) == 0


def test_the_mail_can_be_turned_off_and_on(about, translator, as_translator):
    opened(about)
    as_translator.post(reverse("translations:mail"))
    assert queue_daily_mails(now=MORNING) == 0

    as_translator.post(reverse("translations:mail"))
    assert queue_daily_mails(now=MORNING) == 1


def test_editors_and_people_who_left_get_none(about, editor, translator):
    opened(about)
    translator.is_active = False
    translator.save()
    assert queue_daily_mails(now=MORNING) == 0


def test_one_that_fails_keeps_no_other_waiting_and_is_told(about, translator, monkeypatch):
    opened(about)
    other = member("other", translators_group_name("es"))
    really = mail.queue_daily_mail

    def fail_for_the_first(user, *args, **kwargs):
        if user == translator:
            raise KeyError
        return really(user, *args, **kwargs)

    monkeypatch.setattr(mail, "queue_daily_mail", fail_for_the_first)
    with pytest.raises(KeyError):
        queue_daily_mails(now=MORNING)
    assert Delivery.objects.get().address == other.email
