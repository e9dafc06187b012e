"""`python -m benchmarks.proposals`: the programme team's list with 1,000 proposals of three answers each."""

import statistics
from collections.abc import Iterator
from time import perf_counter

from benchmarks.report import Figure, Row, table
from benchmarks.sites.event_site import empty_portal

COUNT, ANSWERS, TIMES = 1000, 3, 5


def fill() -> None:
    """Inserts rows directly, because only reading is measured."""
    from events.submissions.models import Review, Speaker, Submission
    from tests.events.submissions.proposals import NOW, event, team_member

    edition = event()
    reviewers = [team_member(f"reviewer{number}") for number in range(ANSWERS)]
    kinds, languages = ("talk", "workshop", "panel", "conversation"), ("en", "es")
    rows = Submission.objects.bulk_create(
        Submission(
            event=edition, title=f"Proposal {number}", abstract="Words. " * 60, kind=kinds[number % 4],
            language=languages[number % 2], spoken="en", zone="UTC", fingerprint=str(number), submitted_at=NOW,
            changed_at=NOW,
        )
        for number in range(COUNT)
    )  # fmt: skip
    Speaker.objects.bulk_create(
        Speaker(submission=row, name=f"Speaker {row.pk}", email=f"s{row.pk}@example.org", biography="", languages="en")
        for row in rows
    )
    Review.objects.bulk_create(
        Review(submission=row, reviewer=reviewer, answer="consent", answered_at=NOW)
        for row in rows
        for reviewer in reviewers
    )


def measure() -> Iterator[Row]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tests.events.submissions.proposals import team_member

    client = Client()
    client.force_login(team_member("reader"))
    for name, path in (
        ("list", "/admin/proposals/"),
        ("not yet answered by me", "/admin/proposals/results/?mine=missing"),
        ("search", "/admin/proposals/results/?q=Proposal+99"),
    ):
        client.get(path)
        times = []
        for _time in range(TIMES):
            with CaptureQueriesContext(connection) as queries:
                began = perf_counter()
                client.get(path)
                times.append(perf_counter() - began)
        yield Row(name, Figure(statistics.median(times) * 1000, "ms"), also=f"{len(queries)} queries")


if __name__ == "__main__":
    with empty_portal():
        fill()
        table(measure())
