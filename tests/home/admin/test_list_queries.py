"""The lists of the admin ask the database as often for many rows as for one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import ProgrammePage, SpeakersPage
from events.submissions import actions
from events.submissions.enums import SubmissionState
from events.submissions.models import Comment, Submission
from home.models import Announcement, Footer
from home.newsletter.enums import ConsentEvent, SubscriberState
from home.newsletter.models import ConsentRecord, Mailing, NewsletterIssuePage, Subscriber
from home.outbox.models import Delivery
from home.roles import EDITORS
from tests import factories
from tests.events.submissions.proposals import NOW, speaker_data, submission, team_member
from tests.translations.helpers import opened

pytestmark = pytest.mark.django_db


def proposal(number: int) -> Submission:
    if number == 0:
        factories.programme_page()
    theme = factories.theme(f"Theme {number}")
    people = [speaker_data(f"Ana{number}"), speaker_data(f"Bo{number}")]
    row = submission(title=f"Idea {number}", people=people, themes=[theme])
    reviewer = team_member(f"reviewer{number}")
    actions.answer(submission=row, reviewer=reviewer, answer="consent", now=NOW)
    if number % 2:
        actions.accept(submission=row, user=reviewer, now=NOW)
    return row


def said_of_the_first_proposal(number: int) -> None:
    row = Submission.objects.first() or proposal(number)
    other = team_member(f"other{number}")
    actions.answer(submission=row, reviewer=other, answer="aside", now=NOW)
    Comment.objects.create(submission=row, author=other, text="?", written_at=NOW)
    Submission.objects.filter(pk=row.pk).update(state=SubmissionState.SUBMITTED)


def mail(number: int, state: str = "queued") -> None:
    times = {"due_at": NOW, "created_at": NOW, "changed_at": NOW}
    kind = ("proposal-link", "notice", "confirm")[number % 3]
    Delivery.objects.create(kind=kind, key=f"{number}", address=f"{number}@example.org", state=state, **times)


def reader(number: int) -> None:
    times = {"requested_at": NOW, "changed_at": NOW, "confirmed_at": NOW}
    row = Subscriber.objects.create(
        address=f"{number}@example.org", language="es", state=SubscriberState.CONFIRMED, **times
    )
    ConsentRecord.objects.create(subscriber=row, event=ConsentEvent.values[0], at=NOW, language="es")


def issue(number: int) -> None:
    if number == 0:
        factories.home_page("es")
    page = factories.add(factories.home_page(), NewsletterIssuePage(title=f"News {number}", slug=f"news-{number}"))
    page.save_revision()
    factories.translated(page, slug=f"noticias-{number}")
    Mailing.objects.create(issue=page, approved_at=NOW, send_at=NOW + timedelta(days=number))


def timetable(number: int) -> None:
    event = factories.event(name=f"Conference {number}")
    factories.event_page(title=f"Event {number}", slug=f"event-{number}", event=event)
    for live in (True, False):
        factories.timetable(event=event, live=live)


def room(number: int) -> None:
    factories.room(name=f"Room {number}", event=factories.event(name=f"Conference {number}"))


def session(number: int) -> None:
    if number == 0:
        factories.home_page("es")
        factories.programme_page()
    ana = factories.speaker(f"Ana {number}")
    for page in (ana, factories.session(f"Talk {number}", speakers=[ana])):
        opened(page)


def translation(number: int) -> None:
    if number == 0:
        factories.home_page("es")
    opened(factories.standard_page(title=f"Page {number}", slug=f"page-{number}", intro="We meet online."))


def person(number: int) -> None:
    user = User.objects.create_user(f"person{number}", f"{number}@example.org")
    user.groups.add(Group.objects.get(name=EDITORS))


LISTS: dict[str, Callable[[int], Any]] = {
    "/admin/": proposal,
    "/admin/proposals/": proposal,
    "/admin/proposals/?export=csv": proposal,
    "/admin/proposals/{proposal}/": said_of_the_first_proposal,
    "/admin/mail/": mail,
    "/admin/mail/doubts/": lambda number: mail(number, "uncertain"),
    "/admin/newsletter/": issue,
    "/admin/newsletter/readers/": reader,
    "/admin/pages/{programme}/": session,
    "/admin/pages/{speakers}/": session,
    "/admin/snippets/events/event/": timetable,
    "/admin/snippets/events/timetable/": timetable,
    "/admin/snippets/events/room/": room,
    "/admin/snippets/events/theme/": lambda number: factories.theme(f"Theme {number}", f"Tema {number}"),
    "/admin/snippets/home/announcement/": lambda number: Announcement.objects.create(
        text=f"{number}", locale=factories.locale("en")
    ),
    "/admin/snippets/home/footer/": lambda number: Footer.objects.create(
        name=f"{number}", locale=factories.locale("en")
    ),
    "/admin/translations/?language=es": translation,
    "/admin/translations/readers/": translation,
    "/admin/translations/tree/": translation,
    "/admin/users/": person,
}


@pytest.mark.parametrize("address", LISTS)
def test_a_list_asks_as_often_for_many_rows_as_for_one(admin_client, settings, address):
    settings.PORTAL_AT = NOW
    made, asked = 0, []
    for count in (1, 3, 9):
        for number in range(made, count):
            LISTS[address](number)
        made = count
        shown = address.format(
            proposal=getattr(Submission.objects.first(), "pk", ""),
            programme=getattr(ProgrammePage.objects.first(), "pk", ""),
            speakers=getattr(SpeakersPage.objects.first(), "pk", ""),
        )
        for _first_and_second in range(2):
            with CaptureQueriesContext(connection) as captured:
                answer = admin_client.get(shown)
                assert answer.status_code == 200, answer.headers
                assert answer.getvalue()
        asked.append(len(captured))
    assert asked[1:] == asked[:1] * 2, [query["sql"] for query in captured][-12:]
