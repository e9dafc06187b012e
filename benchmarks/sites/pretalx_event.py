"""Run by pretalx's own Python (see `benchmarks.pretalx`): an event of the same size as ours, and what its pages cost.

Prints one JSON object: kind of page → cost.
"""

import datetime as dt
import json
import logging
from dataclasses import asdict

import django

django.setup()
logging.disable(logging.CRITICAL)

from django.conf import settings  # noqa: E402
from django_scopes import scope, scopes_disabled  # noqa: E402
from pretalx.event.domain.event import create_event  # noqa: E402
from pretalx.event.domain.organiser import create_organiser_with_team  # noqa: E402
from pretalx.event.models import Event  # noqa: E402
from pretalx.person.domain.user import create_user  # noqa: E402
from pretalx.person.models import SpeakerProfile, User  # noqa: E402
from pretalx.schedule.domain.release import freeze_schedule  # noqa: E402
from pretalx.schedule.domain.slot import move_slot  # noqa: E402
from pretalx.schedule.models import Room  # noqa: E402
from pretalx.submission.domain.submission import create_submission  # noqa: E402
from pretalx.submission.models import Submission, Track  # noqa: E402

from benchmarks.cost import cost  # noqa: E402

COUNT, ROOMS, TURNS = 60, 3, 17
BIOGRAPHY = "Somebody who has worked with circles for years and likes to tell what did not work. " * 3
DAY = dt.datetime(2021, 5, 6, 13, tzinfo=dt.UTC)


def make_event() -> Event:
    owner = User.objects.create_superuser(email="owner@example.org", password="only-for-benchmarks")  # noqa: S106
    organiser, _team = create_organiser_with_team(
        name="Circles", slug="circles", users=User.objects.filter(pk=owner.pk)
    )
    return create_event(
        organiser=organiser, name="Circles", slug="circles", locales=["en"], locale="en", timezone="UTC",
        is_public=True, date_from=DAY.date(), date_to=DAY.date() + dt.timedelta(days=2), email="team@example.org",
        primary_color=None, landing_page_text="Welcome",
    )  # fmt: skip


def fill(event: Event) -> dict[str, str]:
    """60 sessions with a speaker each, released; kind of page → address."""
    event.cfp.text = "We look for sessions."
    event.cfp.save()
    rooms = [Room.objects.create(event=event, name=f"Room {number}", position=number) for number in range(ROOMS)]
    tracks = [
        Track.objects.create(event=event, name=name, color="#336699")
        for name in ("Governance", "Resilience", "Evidence")
    ]
    for number in range(COUNT):
        user = create_user(email=f"s{number}@example.org", name=f"Speaker {number}", locale="en", timezone="UTC")
        SpeakerProfile.objects.create(user=user, event=event, biography=BIOGRAPHY)
        row = Submission(
            event=event, title=f"What we learned about subject {number} of our circle", track=tracks[number % 3],
            submission_type=event.submission_types.first(), content_locale="en",
            abstract=f"How our circle looked at subject {number}, what it tried and what it found out. " * 3,
        )  # fmt: skip
        session = create_submission(submission=row, user=user, speakers=[user])
        session.accept()
        session.confirm()
        day, place = divmod(number, TURNS * ROOMS)
        turn, room = divmod(place, ROOMS)
        starts_at = DAY + dt.timedelta(days=day, minutes=24 * turn)
        move_slot(session.slots.first(), starts_at, room=rooms[room])
    freeze_schedule(event.wip_schedule, name="1")
    return {
        "home": "/circles/",
        "call": "/circles/cfp",
        "session": session.urls.public,
        "speaker": SpeakerProfile.objects.filter(event=event).first().urls.public,
        "speakers": "/circles/speaker/",
        "programme": "/circles/schedule/nojs",
        "programme as served": "/circles/schedule/",
    }


settings.ALLOWED_HOSTS = ["*"]
with scopes_disabled():
    event = make_event()
with scope(event=event):
    paths = fill(event)
print(json.dumps({name: asdict(cost(path, {"accept": "text/html"})) for name, path in paths.items()}))  # noqa: T201
