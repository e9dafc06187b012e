"""What the people of `tests.kill.people` work on."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from events.models import CallPage, Event, Timetable
from events.submissions import actions
from events.submissions.models import Submission
from home.models import StandardPage
from home.newsletter.models import NewsletterPage
from tests import factories
from tests.events.submissions.proposals import speaker_data, submission
from tests.translations.helpers import fill, opened

PROMPTS = [{"type": "question", "id": "works", "value": {"question": "What has worked?", "help": ""}}]


@dataclass
class Site:
    """Drafts, held decisions and finished translations, one for each turn of whoever publishes or sends them."""

    event: Event
    call: CallPage
    newsletter: NewsletterPage
    timetable: Timetable
    session_cookie: str
    drafts: list[StandardPage] = field(default_factory=list)
    submitted: list[Submission] = field(default_factory=list)
    held: list[Submission] = field(default_factory=list)
    translations: list[Any] = field(default_factory=list)


def make_site(count: int) -> Site:
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    home, _spanish = factories.home_page(), factories.home_page("es")
    starts_at = now + timedelta(days=30)
    event = factories.event(
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=8),
        call_opens_at=now - timedelta(days=1),
        call_closes_at=now + timedelta(days=10),
    )
    page = factories.event_page(home, event=event)
    call = factories.call_page(page, prompts=PROMPTS, consent="You may keep this.")
    factories.translated(page, slug="sistemas")
    programme = factories.programme_page(page)
    factories.translated(programme, slug="programa")
    factories.translated(factories.speakers_page(), slug="ponentes")
    slot = factories.slot(factories.session("Circles", programme), starts_at=starts_at)
    words = {"intro": "Hear when it is ready.", "consent_text": "Yes."}
    newsletter = factories.add(home, NewsletterPage(title="Newsletter", slug="newsletter", **words))
    user = User.objects.create_superuser("editor", "editor@example.org")
    client = Client()
    client.force_login(user)
    site = Site(
        event,
        call,
        newsletter,
        factories.timetable(slot, event=event),
        client.cookies["sessionid"].value,
    )
    site.submitted = [proposal(event, f"Submitted {number}") for number in range(5)]
    for number in range(count):
        draft = factories.standard_page(title=f"Draft {number}", slug=f"draft-{number}", live=False)
        draft.save_revision()
        site.drafts.append(draft)
        site.held.append(actions.accept(submission=proposal(event, f"Held {number}"), user=user, now=now))
        original = factories.standard_page(title=f"Original {number}", slug=f"original-{number}", intro="We meet.")
        translation = opened(original)
        spanish = {original.title: f"Traducción {number}", original.slug: f"traduccion-{number}"}
        fill(translation, {**spanish, "We meet.": "Nos encontramos."})
        site.translations.append(translation)
    return site


def proposal(event: Event, title: str) -> Submission:
    people = [speaker_data(title, email=f"{title.replace(' ', '').lower()}@example.org")]
    hours = [f"{event.starts_at:%Y-%m-%dT%H:%MZ}"]
    return submission(event=event, title=title, now=timezone.now(), hours=hours, people=people)
