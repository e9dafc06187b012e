"""How often each form that anybody may send is taken, from where, and that nobody else is stopped."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction

from events.consents.models import SpeakerContact
from events.consents.tokens import contact_token
from events.models import Event
from events.my_programme.actions import hash_of
from events.my_programme.models import SavedProgramme
from events.roster.tokens import token_of as helper_token
from events.submissions.tokens import token_of
from home.forms.proof import new_challenge
from home.forms.public import FORMS
from home.forms.rate_limit import Limit, allow
from home.models import RateCounter
from home.newsletter import tokens
from tests import factories
from tests.events.roster import people as roster
from tests.events.submissions.proposals import NOW, submission
from tests.events.submissions.public.test_views import sent
from tests.home.forms.test_proof import solve
from tests.newsletter.conftest import newsletter, reader  # noqa: F401  fixtures
from tests.translations.helpers import published, target

pytestmark = pytest.mark.django_db

HERE, THERE, ELSEWHERE = "198.51.100.1", "198.51.100.2", "2001:db8::1"
TAKEN = {200, 302, 400}  # shown again, done, shown again with errors


@pytest.fixture(autouse=True)
def frozen(settings):  # noqa: F811  the fixture
    """Limits count real time, whatever the portal's clock shows."""
    settings.PORTAL_AT = NOW
    with time_machine.travel(datetime(2021, 3, 15, 12, 5, tzinfo=UTC), tick=False):
        yield


def proposal(get):
    return [submission().event_id], {**sent(), "title": ""}


def email(get):
    return [], {"email": "ana@example.org", "address": "ana@example.org"}


def wrong_text(get):
    factories.home_page("es")
    return [target(published(factories.standard_page())).pk], {"text": "Falta una palabra."}


def private_link(get):
    return [token_of(submission())], {}


def own_link_of_a_helper(get):
    return [helper_token(roster.helper())], {}


def offer_to_help(get):
    return [Event.objects.get().pk], {}


def own_link_of_a_speaker(get):
    contact = SpeakerContact.objects.create(speaker=factories.speaker(), email="ana@example.org", language="es")
    return [contact_token(contact)], {}


def key_of_my_programme(get):
    return [submission().event_id], {"key": "k" * 32}


def saved_sessions(get):
    arguments, data = key_of_my_programme(get)
    SavedProgramme.objects.create(key_hash=hash_of(data["key"]), event_id=arguments[0])
    return arguments, data


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
    ("newsletter:sign_up", email, 20, 1000),
    ("newsletter:request_link", email, 20, 1000),
    ("texts:report", wrong_text, 10, 100),
    ("my_programme:start", key_of_my_programme, 20, 1000),
    ("roster:help", offer_to_help, 60, 3000),
    ("roster:request_link", email, 10, 300),
]
# What is behind a valid private link or key, 60 times an hour for each link, and 600 times for a key.
PRIVATE = [
    ("submissions:proposal", private_link),
    ("submissions:change", private_link),
    ("submissions:add_speaker", private_link),
    ("submissions:withdraw", private_link),
    ("submissions:confirm", private_link),
    ("submissions:recording", private_link),
    ("speakers:own_sessions", own_link_of_a_speaker),
    ("roster:mine", own_link_of_a_helper),
    ("my_programme:save", saved_sessions),
    ("newsletter:confirm", link_to_confirm),
    ("newsletter:preferences", link_to_preferences),
]
PASSWORDS = [
    ("wagtailcore_authenticate_with_password", password_of_a_page, 20, 1000),
    ("wagtaildocs_authenticate_with_password", password_of_a_document, 20, 1000),
]
# Mail providers send one-click unsubscriptions from any site, and saved sessions can always be deleted.
UNLIMITED = {"newsletter:unsubscribe", "newsletter:unsubscribe_mailing", "my_programme:delete"}
READ_ONLY = {"submissions:photo", "speakers:session_of_proposal", "roster:pack", "roster:calendar"}


@pytest.fixture
def portal(newsletter):  # noqa: F811
    factories.call_page()


def poster(name, make, request):
    arguments, data = make(request.getfixturevalue)
    RateCounter.objects.all().delete()  # of the mail about the proposal

    def post(remote_address=HERE, proof="", **headers):
        address = reverse(name, args=arguments)
        return Client(headers=headers).post(address, {**data, "proof": proof}, REMOTE_ADDR=remote_address).status_code

    return post


@pytest.fixture(params=[*WITHOUT_COOKIE, *PASSWORDS], ids=lambda form: form[0])
def form(request, portal):
    name, make, *limits = request.param
    return poster(name, make, request), *limits


def proof():
    answer = Client().get(reverse("form_challenge"), {"form": "proposal"}).json()
    return solve(answer or new_challenge(now=timezone.now()))


def test_one_client_is_stopped_for_an_hour_and_no_other(form):
    post, most, _most_of_all = form
    assert post(HERE) in TAKEN
    RateCounter.objects.update(count=most - 1)
    assert post(HERE) in TAKEN
    assert post(HERE) == 429
    assert post(THERE) in TAKEN
    with time_machine.travel(datetime(2021, 3, 15, 13, tzinfo=UTC), tick=False):
        assert post(HERE) in TAKEN


def flood(post, most):
    post(HERE)
    post(THERE)
    for_all = RateCounter.objects.get(count=2)
    RateCounter.objects.filter(pk=for_all.pk).update(count=most)


@pytest.mark.parametrize("one", WITHOUT_COOKIE, ids=lambda form: form[0])
def test_a_flooded_form_goes_on_and_so_does_a_client_who_proves_work(request, portal, one):
    name, make, most, most_of_all = one
    post = poster(name, make, request)
    flood(post, most_of_all)
    assert post(ELSEWHERE) in TAKEN
    RateCounter.objects.filter(count__lt=most).update(count=most)
    assert post(HERE) == 429
    assert post(HERE, proof=proof()) in TAKEN


@pytest.mark.parametrize("one", WITHOUT_COOKIE, ids=lambda form: form[0])
def test_proofs_let_one_client_send_ten_times_as_often_and_no_more(request, portal, one):
    name, make, most, _most_of_all = one
    post = poster(name, make, request)
    post(HERE)
    RateCounter.objects.update(count=most)
    assert post(HERE, proof=proof()) in TAKEN
    RateCounter.objects.update(count=10 * most - 1)
    assert post(HERE, proof=proof()) in TAKEN
    assert post(HERE, proof=proof()) == 429
    assert post(THERE) in TAKEN


@pytest.mark.parametrize("one", PASSWORDS, ids=lambda form: form[0])
def test_a_flooded_form_for_a_password_asks_for_a_proof_which_gives_nobody_more_guesses(request, portal, one):
    name, make, most, most_of_all = one
    post = poster(name, make, request)
    flood(post, most_of_all)
    assert post(ELSEWHERE) == 429
    assert post(ELSEWHERE, proof=proof()) in TAKEN
    RateCounter.objects.filter(count__lt=most).update(count=most)
    assert post(ELSEWHERE, proof=proof()) == 429


@pytest.mark.parametrize("one", PRIVATE, ids=lambda form: form[0])
def test_a_private_link_is_stopped_by_nobody_else(request, portal, one):
    post = poster(*one, request)
    for path in ("/en/proposals/mine/nonsense/", "/en/subscription/preferences/nonsense/"):
        Client().post(path, {}, REMOTE_ADDR=HERE)
    assert not RateCounter.objects.exists(), "invalid links count against nobody"
    assert post(HERE) in TAKEN
    RateCounter.objects.update(count=10_000)
    assert post(HERE) == 429, "the link itself has a limit"
    RateCounter.objects.all().delete()
    for name in FORMS:
        for whose in ("all", "held", f"client|{HERE}"):
            allow(f"{name}|{whose}", Limit(1, timedelta(hours=1)), now=timezone.now())
    RateCounter.objects.update(count=10_000)
    assert post(HERE) in TAKEN


def test_a_browser_learns_whether_it_has_to_prove_work(client, request, portal):
    address, keys = reverse("form_challenge"), set(new_challenge(now=timezone.now()))
    assert client.get(address, {"form": "proposal"}).json() == {}
    assert client.get(address, {"form": "\ud7ff nonsense"}).json() == {}
    assert not RateCounter.objects.exists(), "asking counts nothing"
    post = poster("submissions:propose", proposal, request)
    post(HERE)
    RateCounter.objects.update(count=60)
    assert client.get(address, {"form": "proposal"}, REMOTE_ADDR=HERE).json().keys() == keys
    assert client.get(address, {"form": "proposal"}, REMOTE_ADDR=THERE).json() == {}
    RateCounter.objects.all().delete()
    flood(post, 3000)
    assert client.get(address, {"form": "proposal"}).json().keys() == keys
    assert client.get(address, {"form": "newsletter sign-up"}).json() == {}


def test_every_form_asks_for_the_proof_by_its_own_name():
    """A wrong name in a template would ask for nothing, and the form would be held or refused."""
    folder = Path(settings.BASE_DIR, "templates")
    tags = re.compile(r'{% (?:public_form_trap|proof_of_work) "([^"]+)" %}')
    assert {name for file in folder.rglob("*.html") for name in tags.findall(file.read_text())} == set(FORMS)


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
        ({"Referer": "http://["}, False),
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


@pytest.mark.parametrize("one", [*WITHOUT_COOKIE, *PRIVATE], ids=lambda form: form[0])
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
    tested = {form[0] for form in [*WITHOUT_COOKIE, *PRIVATE]}
    assert set(without_token(get_resolver().url_patterns)) == tested | UNLIMITED | READ_ONLY


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("wagtailcore_authenticate_with_password", password_of_a_page),
        ("wagtaildocs_authenticate_with_password", password_of_a_document),
    ],
)
def test_right_passwords_do_not_count_against_a_client(client, name, made):
    address = reverse(name, args=made(client)[0])
    right = {"password": "open sesame", "return_url": "/"}
    assert {Client().post(address, right).status_code for _reader in range(25)} == {302}
    assert {Client().post(address, {"password": "wrong"}).status_code for _guess in range(20)} == {200}
    assert Client().post(address, right).status_code == 429
