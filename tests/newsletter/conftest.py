from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from home.jobs.background import do_background_tasks
from home.newsletter.enums import SubscriberState
from home.newsletter.models import NewsletterIssuePage, NewsletterPage, Subscriber
from tests import factories

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
CONSENT = {"en": "Yes, write to me.", "es": "Sí, escríbanme."}


@pytest.fixture
def newsletter(db) -> NewsletterPage:
    """The newsletter's page in both languages; the English one is the original."""
    page = factories.add(
        factories.home_page(),
        NewsletterPage(
            title="Newsletter", slug="newsletter", intro="Hear when it is ready.", consent_text=CONSENT["en"]
        ),
    )
    factories.home_page("es")
    factories.translated(
        page, "es", slug="boletin", title="Boletín", intro="Sabrá cuándo está listo.", consent_text=CONSENT["es"]
    )
    return page


@pytest.fixture
def issue(newsletter) -> NewsletterIssuePage:
    """A published issue with a published translation."""
    body = [("text", {"text": '<p>The <b>programme</b> is <a href="https://example.org/p">ready</a>.</p>'})]
    page = NewsletterIssuePage(title="The programme is ready", slug="ready", preheader="Hour by hour.", body=body)
    page = factories.add(newsletter, page)
    page.save_revision().publish()
    spanish = factories.translated(page, "es", slug="listo", title="El programa está listo", preheader="Hora por hora.")
    spanish.body = [("text", {"text": "<p>El <b>programa</b> está listo.</p>"})]
    spanish.save_revision().publish()
    page.refresh_from_db()
    return page


@pytest.fixture
def reader(db) -> Callable[..., Subscriber]:
    def reader(address: str = "ana@example.org", language: str = "es", **fields: Any) -> Subscriber:
        fields = {
            "state": SubscriberState.CONFIRMED,
            "requested_at": NOW,
            "confirmed_at": NOW,
            "changed_at": NOW,
            **fields,
        }
        return Subscriber.objects.create(address=address, language=language, **fields)

    return reader


@pytest.fixture
def working_client(client: Client) -> Client:
    """Runs the tasks that a form leaves to the worker at once."""
    post = client.post

    def post_and_work(*args: Any, **kwargs: Any) -> Any:
        answer = post(*args, **kwargs)
        do_background_tasks(now=timezone.now())
        return answer

    client.post = post_and_work  # type: ignore[method-assign]
    return client
