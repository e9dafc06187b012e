"""The limits of each public form, for one client and for all together, and the accepted origins."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction

from events.submissions.models import Submission
from events.submissions.tokens import token_of
from home.models import RateCounter
from home.newsletter import tokens
from tests import factories
from tests.events.submissions.proposals import NOW, submission
from tests.events.submissions.public.test_views import sent
from tests.newsletter.conftest import newsletter, reader  # noqa: F401  fixtures

pytestmark = pytest.mark.django_db

HERE, THERE, ELSEWHERE = "198.51.100.1", "198.51.100.2", "2001:db8::1"
TAKEN = {200, 302, 400}  # shown again, done, shown again with errors


@pytest.fixture(autouse=True)
def frozen(settings):
    """Limits count real time, whatever the portal's clock shows."""
    settings.PORTAL_AT = NOW
    with time_machine.travel(datetime(2021, 3, 15, 12, 5, tzinfo=UTC), tick=False):
        yield


def proposal(get):
    return [submission().event_id], {**sent(), "title": ""}


def email(get):
    return [], {"email": "ana@example.org", "address": "ana@example.org"}


def private_link(get):
    return [token_of(submission())], {}


def link_to_confirm(get):
    return [tokens.make_token(tokens.CONFIRM, get("reader")())], {}


def link_to_preferences(get):
    return [tokens.make_token(tokens.PREFERENCES, get("reader")())], {}


def password_of_a_page(get):
    page = factories.standard_page()
    restriction = page.view_restrictions.create(restriction_type="password", password="open sesame")
    return [restriction.pk, page.pk], {"password": "wrong"}


def password_of_a_document(get):
    collection = Collection.get_first_root_node().add_child(name="Minutes")
    Document.objects.create(title="Minutes", file=ContentFile(b"Words", "minutes.txt"), collection=collection)
    secret = {"restriction_type": "password", "password": "open sesame"}
    return [CollectionViewRestriction.objects.create(collection=collection, **secret).pk], {"password": "wrong"}


# The name of the URL, a function for its arguments and data, how often one client may send it in an hour, and
# how often all together.
WITHOUT_COOKIE = [
    ("submissions:propose", proposal, 60, 3000),
    ("submissions:request_link", email, 10, 300),
    ("submissions:proposal", private_link, 60, 3000),
    ("submissions:change", private_link, 60, 3000),
    ("submissions:add_speaker", private_link, 60, 3000),
    ("submissions:withdraw", private_link, 60, 3000),
    ("submissions:confirm", private_link, 60, 3000),
    ("newsletter:sign_up", email, 20, 1000),
    ("newsletter:request_link", email, 20, 1000),
    ("newsletter:confirm", link_to_confirm, 20, 1000),
    ("newsletter:preferences", link_to_preferences, 20, 1000),
]
PASSWORDS = [
    ("wagtailcore_authenticate_with_password", password_of_a_page, 20, 1000),
    ("wagtaildocs_authenticate_with_password", password_of_a_document, 20, 1000),
]
# These accept any number of POSTs from any site: mail providers send one-click unsubscriptions, a photo is shown.
UNLIMITED = {"newsletter:unsubscribe", "newsletter:unsubscribe_mailing", "submissions:photo"}


@pytest.fixture
def portal(newsletter):  # noqa: F811
    factories.call_page()


def poster(name, make, request):
    arguments, data = make(request.getfixturevalue)

    def post(remote_address=HERE, **headers):
        address = reverse(name, args=arguments)
        return Client(headers=headers).post(address, data, REMOTE_ADDR=remote_address).status_code

    return post


@pytest.fixture(params=[*WITHOUT_COOKIE, *PASSWORDS], ids=lambda form: form[0])
def form(request, portal):
    name, make, *limits = request.param
    return poster(name, make, request), *limits


def test_one_client_is_stopped_for_an_hour_and_no_other(form):
    post, most, _most_of_all = form
    assert post(HERE) in TAKEN
    RateCounter.objects.update(count=most - 1)
    assert post(HERE) in TAKEN
    assert post(HERE) == 429
    assert post(THERE) in TAKEN
    with time_machine.travel(datetime(2021, 3, 15, 13, tzinfo=UTC), tick=False):
        assert post(HERE) in TAKEN


def test_all_together_are_stopped_in_the_end(form):
    post, _most, most = form
    post(HERE)
    post(THERE)
    for_all = RateCounter.objects.get(count=2)
    RateCounter.objects.filter(pk=for_all.pk).update(count=most - 1)
    assert post(HERE) in TAKEN
    assert post(ELSEWHERE) == 429


def test_what_comes_too_often_is_not_done(client, portal):
    row = submission()
    address = reverse("submissions:withdraw", args=[token_of(row)])
    client.get(address)
    assert not RateCounter.objects.exists(), "reading is free"
    client.post("/en/proposals/mine/nonsense/", {})
    RateCounter.objects.update(count=60)
    assert client.post(address, {}).status_code == 429
    assert Submission.objects.get().state == "submitted"


OURS, FOREIGN = "http://testserver", "https://example.net"


@pytest.mark.parametrize(
    ("headers", "is_taken"),
    [
        ({}, True),
        ({"Origin": OURS}, True),
        ({"Referer": f"{OURS}/es/llamado/?from=mail"}, True),
        ({"Origin": OURS, "Referer": FOREIGN}, True),
        ({"Origin": FOREIGN}, False),
        ({"Origin": "null"}, False),
        ({"Origin": f"{OURS}:8000"}, False),
        ({"Origin": f"{OURS}.example.net"}, False),
        ({"Referer": f"{FOREIGN}/testserver/"}, False),
        ({"Origin": FOREIGN, "Referer": OURS}, False),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": OURS}, False),
    ],
)
def test_a_form_is_taken_from_our_pages_only(request, portal, headers, is_taken):
    post = poster("submissions:propose", proposal, request)
    assert post(**headers) == (200 if is_taken else 403)
    assert RateCounter.objects.exists() == is_taken, "what is refused counts against nobody"


@pytest.mark.parametrize("one", WITHOUT_COOKIE, ids=lambda form: form[0])
def test_no_form_is_taken_from_another_site(request, portal, one):
    assert poster(*one[:2], request)(Origin=FOREIGN) == 403


def without_token(patterns, namespace=""):
    """Names of the views outside the admin that are exempt from Django's CSRF check."""
    for route in patterns:
        if str(route.pattern) == "admin/":
            continue
        if isinstance(route, URLResolver):
            inner = f"{namespace}{route.namespace}:" if route.namespace else namespace
            yield from without_token(route.url_patterns, inner)
        elif getattr(route.callback, "csrf_exempt", False):
            yield f"{namespace}{route.name}"


def test_every_form_without_a_token_is_tested_here():
    assert set(without_token(get_resolver().url_patterns)) == {form[0] for form in WITHOUT_COOKIE} | UNLIMITED
