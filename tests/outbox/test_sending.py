import smtplib
from datetime import timedelta
from types import SimpleNamespace

import pytest
from anymail.exceptions import AnymailRequestsAPIError
from requests import Response

from home.outbox import kinds
from home.outbox.actions import enqueue_batch, set_batch_state, suppress
from home.outbox.enums import BatchState, DeliveryState, InDoubtPolicy, SuppressionReason
from home.outbox.kinds import MailContent, MailKind, Withdrawn
from home.outbox.models import Batch, Delivery, Suppression, Transport
from home.outbox.sending import NOT_COMPOSED, NOTHING_LEFT, send_due
from tests.outbox.conftest import NOW

pytestmark = pytest.mark.django_db

LIST = MailKind(
    "test list",
    "list",
    InDoubtPolicy.HOLD,
    compose=lambda rows: {row.pk: MailContent(f"For {row.key}", "Words.") for row in rows},
    is_list=True,
)


@pytest.fixture(autouse=True)
def kind(monkeypatch) -> None:
    monkeypatch.setitem(kinds._kinds, LIST.name, LIST)


def raising(error: Exception):
    def action(*args: object) -> None:
        raise error

    return action


def go(after: timedelta = timedelta()) -> int:
    return send_due(now=NOW + after, clock=lambda: NOW + after)


def write_list(count: int) -> Batch:
    batch = Batch.objects.create(key="list:1")
    enqueue_batch(
        kind=LIST, batch=batch, rows=[(f"list:1:{n}", f"reader{n}@example.org", "en") for n in range(count)], now=NOW
    )
    return batch


def states() -> dict[str, str]:
    return dict(Delivery.objects.values_list("key", "state"))


def test_a_mail_goes_once_with_its_own_message_id(provider, write) -> None:
    delivery = write()
    assert write().pk == delivery.pk
    assert (go(), go()) == (1, 0)
    [mail] = provider.sent
    assert (mail.to, mail.subject, mail.body) == (["mail-1@example.org"], "Hello", "Words.")
    assert mail.extra_headers["Message-ID"] == delivery.message_id
    assert mail.metadata == {"delivery": str(delivery.uuid)}
    assert states() == {"mail:1": DeliveryState.SENT}


def test_a_mail_with_nothing_left_to_say_is_withdrawn(provider, write, monkeypatch) -> None:
    """Else it would be due again at once, and a hundred of them would keep all others waiting."""
    nothing = MailKind(LIST.name, "list", InDoubtPolicy.HOLD, compose=lambda rows: {}, is_list=True)
    monkeypatch.setitem(kinds._kinds, LIST.name, nothing)
    write_list(2)
    assert (go(), go()) == (2, 0)
    assert set(Delivery.objects.values_list("state", "note")) == {(DeliveryState.CANCELLED, NOTHING_LEFT)}


def test_a_mail_that_is_not_due_waits(provider, write) -> None:
    write(due_at=NOW + timedelta(hours=1))
    assert go() == 0
    assert go(timedelta(hours=1)) == 1


def test_many_mails_go_over_one_connection_and_single_ones_first(provider, write) -> None:
    write_list(3)
    write()
    go()
    assert provider.opened == ["open"]
    assert [mail.subject for mail in provider.sent] == ["Hello", "For list:1:0", "For list:1:1", "For list:1:2"]


def test_handover_is_committed_before_the_network_call(provider, write) -> None:
    delivery = write()
    seen = []
    provider.script.on_mail = lambda message: seen.append(Delivery.objects.get(pk=delivery.pk).state)
    go()
    assert seen == [DeliveryState.HANDOVER]


def test_a_temporary_refusal_is_tried_again_later_and_then_fails(provider, write, settings) -> None:
    settings.OUTBOX_BACKOFF_SECONDS = [60, 300]
    delivery = write()
    provider.script.on_mail = raising(smtplib.SMTPRecipientsRefused({"a": (450, b"4.2.1 busy")}))
    go()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (DeliveryState.QUEUED, 1)
    assert timedelta(seconds=60) <= delivery.due_at - NOW <= timedelta(seconds=72)
    go(timedelta(minutes=2))
    go(timedelta(minutes=20))
    assert states() == {"mail:1": DeliveryState.FAILED}


@pytest.mark.parametrize(
    ("answer", "state", "suppressed"),
    [(b"5.1.1 no such mailbox", DeliveryState.BOUNCED, 1), (b"5.7.1 not wanted", DeliveryState.FAILED, 0)],
)
def test_a_refusal_for_good_ends_this_mail_only(provider, write, answer, state, suppressed) -> None:
    write("mail:1")
    write("mail:2")
    refusal = smtplib.SMTPRecipientsRefused({"a": (550, answer)})
    provider.script.on_mail = lambda mail: raising(refusal)() if "mail-1" in mail.to[0] else None
    go()
    assert states() == {"mail:1": state, "mail:2": DeliveryState.SENT}
    assert Suppression.objects.count() == suppressed


def test_an_unreachable_provider_stops_sending_for_a_growing_while(provider, write) -> None:
    write()
    provider.script.on_open = raising(ConnectionRefusedError())
    assert (go(), go()) == (0, 0)
    first = Transport.objects.current()
    assert (first.stopped_until, first.needs_person) == (NOW + timedelta(minutes=1), False)
    go(timedelta(minutes=1))
    assert Transport.objects.current().stopped_until == NOW + timedelta(minutes=3)
    assert states() == {"mail:1": DeliveryState.QUEUED}
    provider.script.on_open = lambda: None
    assert go(timedelta(minutes=6)) == 1
    assert Transport.objects.current().failures == 0


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPAuthenticationError(535, b"no"),
        smtplib.SMTPSenderRefused(550, b"not you", "a@example.org"),
    ],
)
def test_a_refusing_provider_stops_sending_until_a_person_resumes(provider, write, error) -> None:
    write_list(3)
    provider.script.on_mail = raising(error)
    go()
    transport = Transport.objects.current()
    assert transport.needs_person
    assert list(Delivery.objects.values_list("state", "attempts", "lease_owner")) == [("queued", 0, "")] * 3
    provider.script.on_mail = lambda message: None
    assert go(timedelta(days=30)) == 0
    transport.resume()
    assert go(timedelta(days=30)) == 3


def test_many_refusals_in_a_row_are_the_providers_doing(provider) -> None:
    write_list(20)
    provider.script.on_mail = raising(smtplib.SMTPDataError(554, b"5.7.1 spam"))
    go()
    assert sorted(states().values()) == ["failed"] * 5 + ["queued"] * 15
    assert Transport.objects.current().needs_person


def test_a_line_that_breaks_before_the_words_is_opened_anew(provider, write) -> None:
    write()
    answers = [smtplib.SMTPServerDisconnected("gone")]
    provider.script.on_mail = lambda message: raising(answers.pop())() if answers else None
    go()
    assert states() == {"mail:1": DeliveryState.SENT}
    assert len(provider.opened) == 2


def test_a_line_that_breaks_in_the_words_leaves_a_doubt(provider, write) -> None:
    write("mail:1")
    write("mail:2")
    provider.script.in_doubt = True
    answers = [smtplib.SMTPServerDisconnected("gone")]
    provider.script.on_mail = lambda message: raising(answers.pop())() if answers else None
    go()
    assert states() == {"mail:1": DeliveryState.UNCERTAIN, "mail:2": DeliveryState.SENT}
    assert len(provider.sent) == 1


def test_a_short_letter_in_doubt_goes_again_by_itself_a_while_later(provider, write) -> None:
    """Sent again with the same Message-ID: a confirmation must not wait for a person's decision."""
    write("notice:1", kind=kinds.NOTICE)
    provider.script.in_doubt = True
    provider.script.on_mail = raising(smtplib.SMTPServerDisconnected("gone"))
    go()
    assert states() == {"notice:1": DeliveryState.QUEUED}
    provider.script.on_mail = lambda message: None
    assert go() == 0
    go(timedelta(minutes=2))
    assert states() == {"notice:1": DeliveryState.SENT}


@pytest.mark.parametrize(("code", "state"), [(503, "queued"), (429, "queued"), (500, "uncertain"), (504, "uncertain")])
def test_a_provider_that_broke_may_have_taken_the_mail(provider, write, code, state) -> None:
    write()
    answer = Response()
    answer.status_code = code
    provider.script.on_mail = raising(AnymailRequestsAPIError("broken", response=answer))
    go()
    assert states() == {"mail:1": state}


def test_what_a_killed_worker_left_is_held_or_sent_again_by_its_kind(provider, write) -> None:
    write("mail:1")
    write("notice:1", kind=kinds.NOTICE)
    Delivery.objects.update(state=DeliveryState.HANDOVER, lease_owner="dead", lease_until=NOW + timedelta(minutes=2))
    assert go() == 0
    go(timedelta(minutes=2))
    assert states() == {"mail:1": DeliveryState.UNCERTAIN, "notice:1": DeliveryState.SENT}


def test_a_claim_of_a_killed_worker_is_taken_over(provider, write) -> None:
    write()
    Delivery.objects.update(lease_owner="dead", lease_until=NOW + timedelta(minutes=2))
    assert (go(), go(timedelta(minutes=2))) == (0, 1)


def test_a_worker_that_lost_its_lease_sends_nothing(provider, write) -> None:
    """Another worker took over the row between claim and hand-over."""
    delivery = write()
    provider.script.on_open = lambda: Delivery.objects.filter(pk=delivery.pk).update(lease_owner="other")
    go()
    assert provider.sent == []


def test_pause_resume_cancel(provider) -> None:
    batch = write_list(3)
    set_batch_state(batch=batch, state=BatchState.PAUSED, now=NOW)
    assert go() == 0
    set_batch_state(batch=batch, state=BatchState.RUNNING, now=NOW)
    provider.script.on_mail = lambda message: set_batch_state(batch=batch, state=BatchState.PAUSED, now=NOW)
    go()
    assert len(provider.sent) == 1
    set_batch_state(batch=batch, state=BatchState.CANCELLED, now=NOW)
    set_batch_state(batch=batch, state=BatchState.RUNNING, now=NOW)
    assert (batch.state, go()) == (BatchState.CANCELLED, 0)
    assert sorted(states().values()) == ["cancelled", "cancelled", "sent"]


def test_a_mail_to_be_retried_does_not_survive_the_end_of_its_batch(provider) -> None:
    batch = write_list(1)

    def refuse(message: object) -> None:
        set_batch_state(batch=batch, state=BatchState.CANCELLED, now=NOW)
        raise smtplib.SMTPDataError(451, b"later")

    provider.script.on_mail = refuse
    go()
    go(timedelta(hours=1))
    assert states() == {"list:1:0": DeliveryState.CANCELLED}


def test_list_mail_is_withdrawn_where_it_is_not_wanted(provider, monkeypatch) -> None:
    def compose(rows):
        return {row.pk: Withdrawn("left") if row.key.endswith("1") else MailContent("S", "T") for row in rows}

    monkeypatch.setitem(kinds._kinds, LIST.name, MailKind(LIST.name, "list", InDoubtPolicy.HOLD, compose, is_list=True))
    write_list(3)
    suppress(address="Reader0@example.org", reason=SuppressionReason.ERASED, now=NOW)
    go()
    assert [mail.to for mail in provider.sent] == [["reader2@example.org"]]
    assert states() == {"list:1:0": "cancelled", "list:1:1": "cancelled", "list:1:2": "sent"}


def test_a_kind_that_cannot_write_its_mails_hinders_no_other(provider, write, monkeypatch, caplog) -> None:
    monkeypatch.setitem(
        kinds._kinds,
        LIST.name,
        MailKind(LIST.name, "list", InDoubtPolicy.HOLD, compose=lambda rows: 1 / 0, is_list=True),
    )
    write_list(1)
    write()
    go()
    assert states() == {"list:1:0": "queued", "mail:1": "sent"}
    assert Delivery.objects.get(key="list:1:0").note == NOT_COMPOSED


def test_a_mail_that_cannot_be_made_fails_alone(provider, write) -> None:
    write()
    provider.script.on_mail = raising(ValueError("Header values can't contain newlines"))
    go()
    assert states() == {"mail:1": DeliveryState.FAILED}


def test_the_rate_holds_over_all_workers(provider, settings) -> None:
    settings.OUTBOX_PER_MINUTE = 60
    write_list(45)
    clock = SimpleNamespace(now=NOW)

    def sleep(seconds: float) -> None:
        clock.now += timedelta(seconds=seconds)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("home.outbox.sending.time.sleep", sleep)
        assert send_due(now=NOW, clock=lambda: clock.now) == 5
    assert clock.now - NOW == timedelta(seconds=4)
    assert Transport.objects.current().next_slot_at == NOW + timedelta(seconds=5)


@pytest.mark.parametrize("count", [1, 3])
def test_claiming_and_writing_cost_the_same_for_one_and_three(provider, count, django_assert_num_queries) -> None:
    """Per mail there are two committed updates, hand-over and answer, and nothing else."""
    write_list(count)
    Transport.objects.current()
    with django_assert_num_queries(11 + 2 * count):
        go()


def test_after_a_clock_that_was_a_day_ahead_everything_leaves_at_once(provider, write):
    """A new mail, one that waits for another attempt, one that a worker had claimed, and a pause for the server."""
    day = timedelta(days=1)
    write("new", now=NOW + day)
    for key, changes in {
        "retry": {"due_at": NOW + 2 * day, "changed_at": NOW + day, "attempts": 3},
        "claimed": {"lease_owner": "killed", "lease_until": NOW + day},
        "later": {"due_at": NOW + timedelta(minutes=5), "attempts": 1},
        "leased": {"lease_owner": "other", "lease_until": NOW + timedelta(minutes=1)},
    }.items():
        Delivery.objects.filter(pk=write(key).pk).update(**changes)
    Transport.objects.current().stop(reason="no route", needs_person=False, now=NOW + day)

    send_due(now=NOW, clock=lambda: NOW)

    states = dict(Delivery.objects.values_list("key", "state"))
    assert {key for key, state in states.items() if state == DeliveryState.SENT} == {"new", "retry", "claimed"}


def test_a_mail_that_a_killed_worker_handed_over_while_a_clock_was_ahead_is_shown(provider, write):
    mail = write()
    Delivery.objects.filter(pk=mail.pk).update(state=DeliveryState.HANDOVER, lease_until=NOW + timedelta(days=1))
    send_due(now=NOW, clock=lambda: NOW)
    assert Delivery.objects.get().state == DeliveryState.UNCERTAIN


def test_a_mail_server_that_is_back_after_any_outage_is_noticed_within_five_minutes(provider, write):
    write()
    transport = Transport.objects.current()
    for _failure in range(50):
        transport.stop(reason="no route", needs_person=False, now=NOW)
    assert send_due(now=NOW + timedelta(minutes=5) - timedelta(seconds=1)) == 0
    assert send_due(now=NOW + timedelta(minutes=5)) == 1


def test_a_pause_that_waits_for_a_person_ends_with_a_person(provider, write):
    write()
    Transport.objects.current().stop(reason="refused", needs_person=True, now=NOW)
    assert send_due(now=NOW + timedelta(days=365)) == 0
