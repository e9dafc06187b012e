"""The portal that the benchmarks measure: empty, or with 60 sessions in 3 rooms, 60 speakers, timetable and call."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.postgres import own_database


@dataclass
class Paths:
    """Addresses of one page of each kind."""

    home: str
    call: str
    session: str
    speaker: str
    speakers: str
    programme: str


@contextmanager
def empty_portal(**variables: str) -> Iterator[Path]:
    """Django set up on a database of its own; `variables` go into the environment. Yields a temporary folder."""
    with TemporaryDirectory(prefix="portal-benchmark-") as folder, own_database(folder) as address:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
            "PORTAL_VAR_DIR": folder,
            "DATABASE_URL": address,
            **variables,
        }
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connections

        call_command("migrate", verbosity=0)
        yield Path(folder)
        connections.close_all()


def fill(count: int = 60) -> Paths:
    """Publish an edition with `count` sessions and as many speakers in the empty portal."""
    from events.models import SessionPage, SpeakerPage
    from tests import factories
    from tests.programmes import programme_of

    programme = programme_of(count, rooms=3, speakers=count)
    call = factories.call_page(programme.get_parent().specific, intro="<p>We look for sessions.</p>")
    speaker = SpeakerPage.objects.earliest("pk")
    return Paths(
        home="/en/",
        call=call.get_url(),
        session=SessionPage.objects.earliest("pk").get_url(),
        speaker=speaker.get_url(),
        speakers=speaker.get_parent().get_url(),
        programme=programme.get_url(),
    )
