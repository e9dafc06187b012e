"""How often the forms of proposals may be sent: by one client, and by all together."""

from datetime import UTC, datetime

import pytest
import time_machine

from events.submissions.models import Submission
from events.submissions.tokens import token_of
from home.models import RateCounter
from tests import factories
from tests.events.submissions.helpers import NOW, submission
from tests.events.submissions.test_views import sent

pytestmark = pytest.mark.django_db

HERE, THERE, ELSEWHERE = "198.51.100.1", "198.51.100.2", "2001:db8::1"


@pytest.fixture(autouse=True)
def frozen(settings):
    """Limits count real time, the portal's clock may stand elsewhere."""
    settings.PORTAL_AT = NOW
    with time_machine.travel(datetime(2021, 3, 15, 12, 5, tzinfo=UTC), tick=False):
        yield


def propose(row):
    return f"/en/proposals/to/{row.event_id}/", {**sent(), "title": ""}


def ask_for_the_link(row):
    return "/en/proposals/lost/", {"email": "ana@example.org"}


def withdraw(row):
    return f"/en/proposals/mine/{token_of(row)}/withdraw/", {}


# The form, how often one client may send it in an hour, how often all together.
FORMS = [(propose, 60, 3000), (ask_for_the_link, 10, 300), (withdraw, 60, 3000)]


@pytest.fixture(params=FORMS, ids=lambda one: one[0].__name__)
def form(request, client):
    factories.call_page()
    address, data = request.param[0](submission())

    def post(client_address):
        return client.post(address, data, REMOTE_ADDR=client_address).status_code

    return post, *request.param[1:]


def test_one_client_is_stopped_and_no_other(form):
    post, most, _most_of_all = form
    assert post(HERE) < 400
    RateCounter.objects.update(count=most - 1)
    assert post(HERE) < 400
    assert post(HERE) == 429
    assert post(THERE) < 400


def test_all_together_are_stopped_in_the_end(form):
    post, _most, most = form
    post(HERE)
    post(THERE)
    for_all = RateCounter.objects.get(count=2)
    RateCounter.objects.filter(pk=for_all.pk).update(count=most - 1)
    assert post(HERE) < 400
    assert post(ELSEWHERE) == 429


def test_the_next_hour_begins_anew(form):
    post, most, _most_of_all = form
    post(HERE)
    RateCounter.objects.update(count=most)
    assert post(HERE) == 429
    with time_machine.travel(datetime(2021, 3, 15, 13, tzinfo=UTC), tick=False):
        assert post(HERE) < 400


def test_what_comes_too_often_is_not_done(client):
    row = submission()
    address, data = withdraw(row)
    client.get(address)
    assert not RateCounter.objects.exists(), "reading is free"
    client.post("/en/proposals/mine/nonsense/", {})
    RateCounter.objects.update(count=60)
    assert client.post(address, data).status_code == 429
    assert Submission.objects.get().state == "submitted"
