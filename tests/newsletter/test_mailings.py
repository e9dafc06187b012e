"""An issue is sent to every confirmed subscriber once, in their language."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from home.newsletter.actions import mailings, subscriptions
from home.newsletter.enums import AudienceChoice, MailingState, SubscriberState
from home.newsletter.jobs import send_issues
from home.newsletter.models import Mailing, NewsletterIssuePage, Subscriber
from home.newsletter.queries import audiences
from home.outbox.actions import record_report
from home.outbox.enums import BatchState, DeliveryState
from home.outbox.models import Delivery
from home.outbox.sending import send_due
from tests import factories
from tests.newsletter.conftest import NOW

LATER = timedelta(hours=1)


@pytest.fixture(autouse=True)
def no_pace(settings) -> None:
    settings.OUTBOX_PER_MINUTE = 0


@pytest.fixture
def readers(reader) -> list[Subscriber]:
    return [
        reader("ana@example.org", "es"),
        reader("bea@example.org", "en"),
        reader("pending@example.org", "en", state=SubscriberState.PENDING),
        reader("gone@example.org", "es", state=SubscriberState.UNSUBSCRIBED),
    ]


def approve(issue, send_at=NOW, **choices: AudienceChoice) -> Mailing:
    return mailings.approve(issue=issue, choices=choices, send_at=send_at, user=None, now=NOW)


def work(now=NOW) -> None:
    while send_issues(now=now) or send_due(now=now, clock=lambda: now):
        pass
    send_issues(now=now)


def got() -> dict[str, str]:
    return {message.to[0]: message.subject for message in mail.outbox}


def test_everybody_gets_it_once_in_their_language(issue, readers) -> None:
    mailing = approve(issue)
    work()
    work()
    assert got() == {"ana@example.org": "El programa está listo", "bea@example.org": "The programme is ready"}
    assert len(mail.outbox) == 2
    mailing.refresh_from_db()
    assert mailing.state == MailingState.DONE
    assert [(line.language, line.total, line.sent) for line in mailing.delivery_counts()] == [
        ("en", 1, 1),
        ("es", 1, 1),
    ]


def test_the_mail_has_the_headers_of_one_click_and_they_work(issue, readers) -> None:
    mailing = approve(issue)
    work()
    message = next(message for message in mail.outbox if message.to == ["ana@example.org"])
    address = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert address.startswith("http://localhost/es/subscription/leave/")
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address in message.body and address in message.alternatives[0].content
    assert ".invalid" not in message.body + message.alternatives[0].content
    assert "{" not in message.body
    client = Client(enforce_csrf_checks=True)
    for _again in range(2):
        answer = client.post(address.removeprefix("http://localhost"), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    mailing.refresh_from_db()
    assert [(line.language, line.unsubscribed) for line in mailing.delivery_counts()] == [("en", 0), ("es", 1)]


def test_an_issue_is_sent_once(issue, readers) -> None:
    approve(issue)
    with pytest.raises(mailings.AlreadySent):
        approve(issue)


def test_a_translation_sends_the_same_issue(issue, readers) -> None:
    spanish = issue.get_translations().get()
    approve(spanish)
    with pytest.raises(mailings.AlreadySent):
        approve(issue)


def test_a_cancelled_mailing_makes_room_for_another(issue, readers) -> None:
    mailing = approve(issue, send_at=NOW + LATER)
    assert mailings.cancel(mailing=mailing, now=NOW)
    assert not mailings.cancel(mailing=mailing, now=NOW)
    work(NOW + LATER)
    assert got() == {}
    approve(issue)
    work()
    assert len(got()) == 2


def test_who_had_it_before_it_was_cancelled_gets_it_no_second_time(issue, readers) -> None:
    first = approve(issue)
    send_issues(now=NOW)
    Delivery.objects.filter(address="ana@example.org").update(state=DeliveryState.UNCERTAIN)
    first.refresh_from_db()
    assert mailings.cancel(mailing=first, now=NOW)
    approve(issue)
    work()
    assert list(got()) == ["bea@example.org"]
    assert Delivery.objects.filter(address="ana@example.org").count() == 1


def test_it_waits_for_its_instant(issue, readers) -> None:
    approve(issue, send_at=NOW + LATER)
    work()
    assert got() == {}
    work(NOW + LATER)
    assert len(got()) == 2


def test_what_was_approved_goes_out_whatever_is_published_later(issue, readers) -> None:
    approve(issue, send_at=NOW + LATER)
    issue.title = "Changed"
    issue.save_revision().publish()
    work(NOW + LATER)
    assert got()["bea@example.org"] == "The programme is ready"


def test_what_was_approved_goes_out_though_its_translation_is_deleted(issue, readers) -> None:
    approve(issue, send_at=NOW + LATER)
    issue.get_translations().get().delete()
    work(NOW + LATER)
    assert got()["ana@example.org"] == "El programa está listo"
    html = next(message for message in mail.outbox if message.to == ["ana@example.org"]).alternatives[0].content
    assert '<div lang="en"' not in html and issue.full_url in html
    assert Mailing.objects.get().state == MailingState.DONE


def test_the_mails_of_a_deleted_issue_are_withdrawn(issue, readers) -> None:
    approve(issue)
    send_issues(now=NOW)
    issue.delete()
    work()
    assert got() == {}
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.CANCELLED}


def test_nothing_goes_out_while_paused(issue, readers) -> None:
    mailing = approve(issue)
    send_issues(now=NOW)
    mailing.refresh_from_db()
    assert mailings.pause(mailing=mailing, now=NOW)
    assert mailing.state == MailingState.PAUSED
    work()
    assert got() == {}
    assert mailings.resume(mailing=mailing, now=NOW)
    work()
    assert len(got()) == 2


@pytest.mark.parametrize("stop", [mailings.pause, mailings.cancel])
def test_it_is_stopped_though_a_worker_has_just_started_it(issue, readers, stop) -> None:
    shown = Mailing.objects.select_related("batch").get(pk=approve(issue).pk)
    send_issues(now=NOW)
    assert stop(mailing=shown, now=NOW)
    work()
    assert got() == {}


def test_nothing_is_queued_that_was_stopped_meanwhile(issue, readers) -> None:
    mailing = approve(issue)
    mailings.start(mailing=mailing, now=NOW)
    loaded = Mailing.objects.select_related("batch").get()
    mailings.cancel(mailing=mailing, now=NOW)
    assert mailings.queue_next_chunk(mailing=loaded, now=NOW) == 0
    assert not Delivery.objects.exists()


def test_what_is_done_cannot_be_paused(issue, readers) -> None:
    mailing = approve(issue)
    work()
    mailing.refresh_from_db()
    assert not mailings.pause(mailing=mailing, now=NOW)
    assert mailing.batch.state == BatchState.RUNNING


def test_a_scheduled_mailing_that_is_paused_misses_its_instant(issue, readers) -> None:
    mailing = approve(issue, send_at=NOW + LATER)
    mailings.pause(mailing=mailing, now=NOW)
    work(NOW + LATER)
    assert got() == {}
    assert mailings.resume(mailing=mailing, now=NOW + LATER)
    assert mailing.state == MailingState.SCHEDULED
    work(NOW + LATER)
    assert len(got()) == 2


def unpublish_spanish(issue) -> None:
    issue.get_translations().get().unpublish()


def test_nobody_decides_silently_about_a_missing_translation(issue, readers) -> None:
    unpublish_spanish(issue)
    assert [(line.language, line.count, line.is_ready) for line in audiences(issue)] == [
        ("en", 1, True),
        ("es", 1, False),
    ]
    with pytest.raises(mailings.IssueNotReady, match="es"):
        approve(issue)
    assert not Mailing.objects.exists()


def test_leaving_readers_out(issue, readers) -> None:
    unpublish_spanish(issue)
    approve(issue, es=AudienceChoice.LEAVE_OUT)
    work()
    assert got() == {"bea@example.org": "The programme is ready"}
    assert Mailing.objects.get().state == MailingState.DONE


def test_sending_the_original_says_so_in_the_readers_language(issue, readers) -> None:
    unpublish_spanish(issue)
    approve(issue, es=AudienceChoice.ORIGINAL)
    work()
    assert got()["ana@example.org"] == "The programme is ready"
    html = next(message for message in mail.outbox if message.to == ["ana@example.org"]).alternatives[0].content
    assert '<html lang="es"' in html and '<div lang="en"' in html
    assert "/es/subscription/leave/" in html


def test_waiting_for_a_translation(issue, readers) -> None:
    unpublish_spanish(issue)
    approve(issue, es=AudienceChoice.WAIT)
    work()
    assert got() == {"bea@example.org": "The programme is ready"}
    assert Mailing.objects.get().state == MailingState.SENDING
    issue.get_translations().get().save_revision().publish()
    work()
    work()
    assert got()["ana@example.org"] == "El programa está listo"
    assert len(mail.outbox) == 2
    assert Mailing.objects.get().state == MailingState.DONE


@pytest.mark.parametrize(("choice", "count"), [(AudienceChoice.ORIGINAL, 2), (AudienceChoice.LEAVE_OUT, 1)])
def test_giving_up_waiting(issue, readers, choice, count) -> None:
    unpublish_spanish(issue)
    mailing = approve(issue, es=AudienceChoice.WAIT)
    work()
    mailings.stop_waiting(line=mailing.languages.get(language="es"), choice=choice)
    work()
    assert len(got()) == count
    assert Mailing.objects.get().state == MailingState.DONE


def test_an_unpublished_original_is_not_sent(issue, readers) -> None:
    issue.unpublish()
    with pytest.raises(mailings.IssueNotReady):
        approve(issue, en=AudienceChoice.LEAVE_OUT)


def test_who_leaves_meanwhile_gets_nothing(issue, readers) -> None:
    approve(issue)
    send_issues(now=NOW)
    subscriptions.unsubscribe(subscriber=readers[0], now=NOW)
    subscriptions.erase(subscriber=readers[1], now=NOW)
    work()
    assert got() == {}
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.CANCELLED}


def test_who_changes_the_language_meanwhile_gets_one_mail(issue, readers, monkeypatch) -> None:
    monkeypatch.setattr(mailings, "CHUNK_SIZE", 1)
    approve(issue)
    send_issues(now=NOW)
    subscriptions.change_language(subscriber=readers[0], language="en", now=NOW)
    subscriptions.change_language(subscriber=readers[1], language="es", now=NOW)
    work()
    assert got() == {"ana@example.org": "El programa está listo", "bea@example.org": "El programa está listo"}


@pytest.mark.parametrize(
    ("event", "state"),
    [("bounced", SubscriberState.BOUNCED), ("complained", SubscriberState.COMPLAINED), ("delivered", "confirmed")],
)
def test_mail_that_comes_back_ends_the_subscription(issue, readers, event, state) -> None:
    mailing = approve(issue)
    work()
    delivery = Delivery.objects.get(address="ana@example.org")
    record_report(delivery=delivery, event=event, note="", now=NOW)
    mailing.refresh_from_db()
    readers[0].refresh_from_db()
    assert readers[0].state == state
    assert {line.language: line.bounced for line in mailing.delivery_counts()} == {
        "en": 0,
        "es": int(event == "bounced"),
    }


@pytest.mark.parametrize("count", [1, 3])
def test_the_words_of_a_batch_cost_two_queries(issue, reader, count, django_assert_num_queries) -> None:
    from home.newsletter.mail.delivery import compose

    for number in range(count):
        reader(f"reader{number}@example.org")
    approve(issue)
    send_issues(now=NOW)
    rows = list(Delivery.objects.all())
    with django_assert_num_queries(2):
        assert len(compose(rows)) == count


@pytest.mark.parametrize("step", ["start", "queue_next_chunk"])
def test_one_that_fails_holds_up_no_other_and_is_told(issue, readers, monkeypatch, step) -> None:
    other = factories.add(issue.get_parent(), NewsletterIssuePage(title="B", slug="b"))
    first, second = approve(issue), approve(other, es=AudienceChoice.ORIGINAL)
    really = getattr(mailings, step)

    def fail_for_the_first(*, mailing, now):
        if mailing == first:
            raise KeyError
        return really(mailing=mailing, now=now)

    monkeypatch.setattr(mailings, step, fail_for_the_first)
    assert send_issues(now=NOW) == 2, "the readers of the second"
    second.refresh_from_db()
    assert second.state == MailingState.SENDING
    with pytest.raises(KeyError):
        send_issues(now=NOW)
