"""Eight kinds of people, each a thread that does one kind of write again and again, and remembers what was answered.

Whoever gets no answer sends the same again, as people do, unless that is another proposal.
"""

import random
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import requests
from django.db import connections
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, streamfield

from events.models import SessionRelease, Slot
from events.submissions.deadline import sign_instant
from events.submissions.models import Submission
from events.submissions.tokens import token_of
from home.models import StandardPage
from home.newsletter.models import ConsentRecord, Subscriber
from home.newsletter.tokens import CONFIRM, make_token
from home.outbox.models import Delivery
from tests.events.submissions.public.test_views import sent
from tests.events.timetable.test_forms import data_of, html
from tests.kill.site import Site
from tests.markup import values_of

CSRF = "a" * 32
PATIENCE = 90  # seconds for an answer


class CutOff(Exception):
    """There was no answer, or one that says that it did not work."""


class Person(threading.Thread):
    """`do(number)` writes once and returns what has to be true afterwards; `judge` counts what is not."""

    kind = ""

    def __init__(self, address: str, site: Site, tally: "Tally") -> None:
        super().__init__(daemon=True)
        self.address, self.site, self.tally = address, site, tally
        self.answered: dict[Any, Any] = {}
        self.unknown: set[Any] = set()
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            for number in range(self.tally.most):
                if self.tally.is_over.is_set():
                    break
                self.turn(number)
        except Exception as error:  # noqa: BLE001  shown at the end
            self.error = error
        finally:
            connections.close_all()

    def turn(self, number: int) -> None:
        while not self.tally.is_over.is_set():
            try:
                self.answered[number] = self.do(number)
                return
            except CutOff:
                self.unknown.add(number)

    def do(self, number: int) -> Any:
        raise NotImplementedError

    def judge(self) -> tuple[int, int]:
        """How many answered writes are lost, and how many writes were done more than once."""
        raise NotImplementedError

    def post(self, path: str, data: Any, *, expected: int = 302, admin: bool = False) -> requests.Response:
        return self.request("post", path, expected=expected, admin=admin, data=data)

    def request(self, method: str, path: str, *, expected: int, admin: bool = False, **more: Any) -> requests.Response:
        numbers = [str(random.randrange(1, 250)) for _number in range(3)]
        headers = {"X-Forwarded-For": f"10.{'.'.join(numbers)}"}  # each request from another client, because of limits
        if admin:
            headers |= {"Cookie": f"sessionid={self.site.session_cookie}; csrftoken={CSRF}", "X-CSRFToken": CSRF}
        while True:
            try:
                answer = requests.request(
                    method, f"{self.address}{path}", headers=headers, allow_redirects=False, timeout=PATIENCE, **more
                )
                break
            except requests.RequestException as error:
                was_sent = "Connection refused" not in str(error)
                if was_sent:
                    self.tally.cut_off[self.kind] += 1
                if was_sent or self.tally.is_over.wait(0.3):
                    raise CutOff from error
        if answer.status_code != expected:
            self.tally.others[f"{self.kind}: {answer.status_code}"] += 1
            threading.Event().wait(0.5)
            raise CutOff
        return answer


class Tally:
    """Shared by all people."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.cut_off: Counter[str] = Counter()
        self.others: Counter[str] = Counter()
        self.stale = 0
        self.is_over = threading.Event()


def counted(rows: Any, expected: int) -> tuple[int, int]:
    """Of rows by key: how many of `expected` are not there, and how many are there more than once."""
    found = Counter(rows)
    return expected - len(found), sum(number > 1 for number in found.values())


class SignsUp(Person):
    kind = "sign up"

    def do(self, number: int) -> str:
        address = f"reader{number}@example.org"
        version = self.site.newsletter.consent_version
        data = {"address": address, "language": "en", "consent": "on", "consent_version": version}
        self.post("/en/subscription/", data)
        return address

    def judge(self) -> tuple[int, int]:
        rows = Subscriber.objects.filter(address__in=self.answered.values())
        return counted(rows.values_list("address", flat=True), len(self.answered))


class Confirms(Person):
    kind = "confirm a subscription"

    def do(self, number: int) -> int:
        address = f"confirmer{number}@example.org"
        common = {"requested_at": timezone.now(), "changed_at": timezone.now(), "language": "es"}
        row, _created = Subscriber.objects.get_or_create(address=address, defaults=common)
        if row.state == "confirmed":  # by the request that had no answer
            return row.pk
        self.post(f"/es/subscription/confirm/{make_token(CONFIRM, row)}/", {}, expected=200)
        return row.pk

    def judge(self) -> tuple[int, int]:
        rows = Subscriber.objects.filter(pk__in=self.answered.values(), state="confirmed")
        events = ConsentRecord.objects.filter(subscriber__in=self.answered.values(), event="confirmed")
        lost, doubled = counted(events.values_list("subscriber", flat=True), len(self.answered))
        return max(lost, len(self.answered) - rows.count()), doubled


class Proposes(Person):
    kind = "propose"

    def turn(self, number: int) -> None:
        try:
            self.answered[number] = self.do(number)
        except CutOff:
            self.unknown.add(number)

    def do(self, number: int) -> str:
        title, event = f"Proposal {number}", self.site.event
        people = {"speaker-0-email": f"proposer{number}@example.org", "speaker-0-name": f"Ana {number}"}
        hours = [f"{event.starts_at:%Y-%m-%dT%H:%MZ}"]
        data = sent(title=title, hours=hours, rendered=sign_instant(timezone.now()), **people)
        self.post(f"/en/proposals/to/{event.pk}/", data)
        return title

    def judge(self) -> tuple[int, int]:
        titles = {f"Proposal {number}" for number in self.answered.keys() | self.unknown}
        found = Counter(Submission.objects.filter(title__in=titles).values_list("title", flat=True))
        doubled = sum(number > 1 for number in found.values())
        return len(set(self.answered.values()) - found.keys()), doubled


class ChangesProposal(Person):
    kind = "change a proposal"
    lost = 0

    def do(self, number: int) -> tuple[int, str]:
        row, abstract = self.site.submitted[number % len(self.site.submitted)], f"Changed {number}"
        path = f"/en/proposals/mine/{token_of(row, row.speakers.get())}/change/"
        shown = html.fromstring(self.request("get", path, expected=200).content)
        (form,) = shown.xpath("//main//form[@enctype]")
        self.post(path, {**values_of(form), "abstract": abstract})
        self.lost += Submission.objects.get(pk=row.pk).abstract != abstract
        return row.pk, abstract

    def judge(self) -> tuple[int, int]:
        return self.lost, Submission.objects.filter(title__startswith="Submitted").count() - len(self.site.submitted)


class PublishesPage(Person):
    kind = "publish a page"

    def do(self, number: int) -> tuple[int, str]:
        draft, title = self.site.drafts[number], f"Published {number}"
        data = {"title": title, "slug": draft.slug, "body": streamfield([]), "comments": streamfield([])}
        form = nested_form_data(data) | {"action-publish": "yes"}
        self.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), form, admin=True)
        with suppress(CutOff):  # nobody could read it, which is counted
            self.tally.stale += title not in self.request("get", f"/en/{draft.slug}/", expected=200).text
        return draft.pk, title

    def judge(self) -> tuple[int, int]:
        rows = StandardPage.objects.live().filter(pk__in=[pk for pk, _title in self.answered.values()])
        return len(set(self.answered.values()) - set(rows.values_list("pk", "title"))), 0


class PublishesTimetable(Person):
    kind = "publish a timetable"
    lost = 0

    def do(self, number: int) -> int:
        path = reverse("wagtailsnippets_events_timetable:edit", args=[self.site.timetable.pk]) + "?rows"
        shown = self.request("get", path, expected=200, admin=True)
        hour, minute = divmod(5 * (number % 60), 60)
        day = self.site.event.starts_at
        begins, ends = (day.replace(minute=minute) + timedelta(hours=hour + more) for more in (0, 1))
        data = data_of(html.fromstring(shown.content)) | {
            "slots-0-starts_at": [f"{begins:%Y-%m-%d %H:%M}"],
            "slots-0-ends_at": [f"{ends:%Y-%m-%d %H:%M}"],
            "action-publish": ["yes"],
        }
        self.post(path, data, admin=True)
        starts = {Slot.objects.get().starts_at, SessionRelease.objects.get().starts_at}
        self.lost += starts != {begins}
        return number

    def judge(self) -> tuple[int, int]:
        return self.lost, Slot.objects.count() - 1


class ReleasesMail(Person):
    kind = "release a decision"

    def do(self, number: int) -> int:
        row = self.site.held[number]
        data = {"do": "release", "decision": Submission.objects.get(pk=row.pk).decision}
        self.post(reverse("proposals:detail", args=[row.pk]), data, admin=True, expected=302)
        return row.pk

    def turn(self, number: int) -> None:
        """Sent again it is refused with the page (200), since it has been sent: then it counts as answered."""
        while not self.tally.is_over.is_set():
            try:
                self.answered[number] = self.do(number)
                return
            except CutOff:
                self.unknown.add(number)
                if Submission.objects.filter(pk=self.site.held[number].pk, notified_state="accepted").exists():
                    return

    def judge(self) -> tuple[int, int]:
        rows = Submission.objects.filter(pk__in=self.answered.values(), notified_state="accepted", session__live=False)
        mails = Delivery.objects.filter(kind="proposal decision")
        _lost, doubled = counted(mails.values_list("address", flat=True), 0)
        lost = len(self.answered) - rows.count()
        return max(lost, len(self.answered) - mails.count()), doubled


class PublishesTranslation(Person):
    kind = "publish a translation"

    def do(self, number: int) -> tuple[int, str]:
        target = self.site.translations[number].get_target_instance()
        self.post(reverse("wagtailadmin_pages:edit", args=[target.pk]), {"action": "publish"}, admin=True)
        return target.pk, f"Traducción {number}"

    def judge(self) -> tuple[int, int]:
        rows = StandardPage.objects.live().filter(pk__in=[pk for pk, _title in self.answered.values()])
        return len(set(self.answered.values()) - set(rows.values_list("pk", "title"))), 0


KINDS: list[Callable[..., Person]] = [
    SignsUp,
    Confirms,
    Proposes,
    ChangesProposal,
    PublishesPage,
    PublishesTimetable,
    ReleasesMail,
    PublishesTranslation,
]
