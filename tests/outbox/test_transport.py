"""The rate limit of mail, with a simulated clock: any rate, several workers, and killed workers."""

import heapq
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count, pairwise
from random import Random
from typing import Any

import pytest
from django.db import transaction
from greenlet import getcurrent, greenlet
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from home.outbox.enums import DeliveryState
from home.outbox.models import Batch, Delivery, Transport
from home.outbox.models.deliveries import Priority
from home.outbox.sending import PORTION_SECONDS, send_due
from tests.outbox.conftest import NOW, TEST_KIND

LEASE = 30  # seconds
SLOWEST = 1.5  # seconds until the provider answers
PAUSE = 3.0  # seconds between two turns of a worker that found nothing, at most
LATE = 20.0  # seconds that a worker may lose on the way, all in all: turns that found nothing and the like


@dataclass
class World:
    """Workers that take turns whenever they wait; only waiting takes simulated time."""

    luck: Random
    now: datetime = NOW
    sent: list[tuple[datetime, str]] = field(default_factory=list)
    waiting: list[tuple[datetime, int, Any]] = field(default_factory=list)
    numbers: Any = field(default_factory=count)
    dead: list[Any] = field(default_factory=list)

    def clock(self) -> datetime:
        return self.now

    def at(self, instant: datetime, go_on: Any) -> None:
        heapq.heappush(self.waiting, (instant, next(self.numbers), go_on))

    def sleep(self, seconds: float) -> None:
        self.at(self.now + timedelta(seconds=seconds), getcurrent())
        getcurrent().parent.switch()

    def hand_over(self, mail: Any) -> None:
        self.sent.append((self.now, mail.to[0]))
        self.sleep(self.luck.uniform(0, SLOWEST))

    def start(self) -> Any:
        worker = greenlet(self.work)
        # Playwright leaves a running event loop in this thread, and then asgiref keeps connections in the context.
        worker.gr_context = copy_context()
        self.at(self.now + timedelta(seconds=self.luck.uniform(0, PAUSE)), worker)
        return worker

    def work(self) -> None:
        while True:
            if not send_due(now=self.now, clock=self.clock):
                self.sleep(self.luck.uniform(PAUSE - 1, PAUSE))

    def kill(self, worker: Any) -> None:
        """As SIGKILL does: a worker that waits never continues."""
        self.dead.append(worker)
        self.waiting = [row for row in self.waiting if row[2] is not worker]
        heapq.heapify(self.waiting)

    def run(self, done: Callable[[], bool], until: datetime) -> None:
        while self.now < until and not done():
            self.now, _number, go_on = heapq.heappop(self.waiting)
            go_on.switch() if isinstance(go_on, greenlet) else go_on()

    def end(self) -> None:
        for worker in [*self.dead, *(row[2] for row in self.waiting if isinstance(row[2], greenlet))]:
            worker.throw()


def write_down(number: int, *, now: datetime, single: bool = False) -> None:
    batch = None if single else Batch.objects.get_or_create(key="list")[0]
    common = {"kind": TEST_KIND.name, "language": "en", "subject": "Hello", "text": "Words.", "batch": batch}
    common |= {"priority": Priority.SINGLE if single else Priority.BATCH, "due_at": now, "created_at": now}
    word = "single" if single else "list"
    rows = [
        Delivery(key=f"{word}:{i}", address=f"{word}{i}@example.org", changed_at=now, **common) for i in range(number)
    ]
    Delivery.objects.bulk_create(rows)


def all_left() -> bool:
    return not Delivery.objects.exclude(state__in=(DeliveryState.SENT, DeliveryState.UNCERTAIN)).exists()


@pytest.mark.django_db
@hypothesis_settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    per_minute=st.integers(1, 10_000),
    workers=st.integers(1, 8),
    seconds=st.integers(1, 60),
    kills=st.lists(st.floats(0, 1), max_size=3),
    single_at=st.floats(0, 1),
    luck=st.randoms(use_true_random=False),
)
@example(per_minute=600, workers=4, seconds=60, kills=[], single_at=0.5, luck=Random(1))  # noqa: S311
@example(per_minute=2, workers=1, seconds=60, kills=[], single_at=0.5, luck=Random(1))  # noqa: S311
@example(per_minute=150, workers=2, seconds=60, kills=[0.2, 0.4], single_at=0.5, luck=Random(1))  # noqa: S311
def test_every_mail_leaves_and_none_too_early(
    provider, settings, monkeypatch, per_minute, workers, seconds, kills, single_at, luck
) -> None:
    """No two hand-overs begin closer than a minute / rate, so no window of `s` seconds has more than s · rate / 60 + 1.

    Every mail is sent as early as the rate allows; single mails are sent before list mail.
    """
    settings.OUTBOX_PER_MINUTE, settings.OUTBOX_LEASE_SECONDS = per_minute, LEASE
    interval = timedelta(minutes=1) / per_minute
    mails = min(max(2, per_minute * seconds // 60), 100)
    world = World(luck)
    provider.reset()
    provider.script.on_mail = world.hand_over
    monkeypatch.setattr("home.outbox.sending.time.sleep", world.sleep)
    slowest = max(interval, timedelta(seconds=SLOWEST))  # of one worker
    lost = timedelta(seconds=LEASE + LATE) + slowest  # by one kill
    span = mails * interval

    with transaction.atomic():
        write_down(mails, now=NOW)
        running = [world.start() for _number in range(workers)]

        def replace_one() -> None:
            number = luck.randrange(workers)
            world.kill(running[number])
            running[number] = world.start()

        for share in kills:
            world.at(NOW + share * span, replace_one)
        asked_at = NOW + single_at * span
        world.at(asked_at, lambda: write_down(1, now=world.now, single=True))
        limit = NOW + (mails + 1) * slowest + (len(kills) + 1) * lost
        world.run(lambda: len(world.sent) > mails and all_left(), until=limit)

        states = dict(Delivery.objects.values_list("key", "state"))
        slots_ahead = (Transport.objects.current().next_slot_at - world.now).total_seconds()
        world.end()
        transaction.set_rollback(True)

    assert len(states) == mails + 1
    assert set(states.values()) <= {DeliveryState.SENT, DeliveryState.UNCERTAIN}
    assert list(states.values()).count(DeliveryState.UNCERTAIN) <= len(kills)
    assert len({address for _instant, address in world.sent}) == len(world.sent) == mails + 1
    assert all(later - earlier >= interval for (earlier, _a), (later, _b) in pairwise(sorted(world.sent)))
    assert slots_ahead <= interval.total_seconds() + 5
    single_left = next(instant for instant, address in world.sent if address == "single0@example.org")
    wait = timedelta(seconds=PORTION_SECONDS + LATE) + 3 * slowest
    assert single_left - asked_at <= wait + len(kills) * lost


@pytest.fixture
def world(provider, monkeypatch) -> World:
    """For turns of a single worker."""
    world = World(Random(1))  # noqa: S311

    def sleep(seconds: float) -> None:
        world.now += timedelta(seconds=seconds)

    monkeypatch.setattr("home.outbox.sending.time.sleep", sleep)
    return world


def turn(world: World) -> int:
    return send_due(now=world.now, clock=world.clock)


@pytest.mark.django_db
def test_a_slot_beyond_any_pace_is_taken_for_a_fault(provider, settings, world) -> None:
    settings.OUTBOX_PER_MINUTE = 1
    write_down(1, now=NOW)
    Transport.objects.current()
    Transport.objects.update(next_slot_at=NOW + timedelta(days=3))
    assert turn(world) == 1
    assert Transport.objects.current().next_slot_at == NOW + timedelta(minutes=1)


@pytest.mark.django_db
def test_a_slot_that_is_not_near_is_left_to_whoever_comes_then(provider, settings, world) -> None:
    """Without a limit, no mail waits."""
    settings.OUTBOX_PER_MINUTE = 1
    write_down(3, now=NOW)
    assert (turn(world), turn(world), turn(world)) == (1, 0, 0)
    assert Transport.objects.current().next_slot_at == NOW + timedelta(minutes=1)
    world.now += timedelta(seconds=56)
    assert turn(world) == 1
    assert world.now == NOW + timedelta(minutes=1)
    settings.OUTBOX_PER_MINUTE = 0
    assert turn(world) == 1


@pytest.mark.django_db
def test_a_slot_that_was_not_used_is_the_next_mails(provider, settings, world) -> None:
    settings.OUTBOX_PER_MINUTE = 60
    write_down(2, now=NOW)
    taken_over = Delivery.objects.filter(key="list:0")
    provider.script.on_open = lambda: taken_over.update(lease_owner="other")
    turn(world)
    assert [mail.to for mail in provider.sent] == [["list1@example.org"]]
    assert Transport.objects.current().next_slot_at == NOW + timedelta(seconds=1)


@pytest.mark.django_db
@pytest.mark.parametrize("per_minute", [0, 600])
def test_a_slow_provider_ends_a_portion_and_a_slow_line_does_not(provider, settings, world, per_minute) -> None:
    """Unused claims are released, and single mails come first again."""
    settings.OUTBOX_PER_MINUTE = per_minute
    write_down(20, now=NOW)

    def take(seconds: float) -> None:
        world.now += timedelta(seconds=seconds)

    provider.script.on_open = lambda: take(PORTION_SECONDS + 5)
    provider.script.on_mail = lambda mail: take(1.5)
    assert turn(world) == 4
    write_down(1, now=NOW, single=True)
    assert turn(world) == 4
    assert provider.sent[4].to == ["single0@example.org"]
