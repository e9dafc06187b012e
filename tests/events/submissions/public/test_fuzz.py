"""Odd input never causes an error of ours or a half-stored proposal. PROPOSAL_EXAMPLES=2000 tries more."""

import os

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from events.submissions.deadline import sign_instant
from events.submissions.models import Speaker, Submission
from events.submissions.tokens import token_of
from home.models import RateCounter
from tests import factories
from tests.events.submissions.proposals import NOW, submission
from tests.events.submissions.public.test_views import ANSWER, PROMPTS, sent

EXAMPLES = int(os.environ.get("PROPOSAL_EXAMPLES", "40"))

nasty = st.sampled_from(
    [
        "",
        "\0",
        "a\0b",
        "\u202eolleh",
        "\u2066x\u2069",
        "é" * 70_000,
        "<script>",
        "{title}",
        "%s%n",
        "9" * 400,
        "-1",
        "NaN",
        "../../etc/passwd",
        "'; drop table",
        "\ud7ff\ue000",
        "a" * 7000,
        "😀" * 300,
        "\r\n.\r\n",
        "true",
        "[]",
        "null",
    ]
)
text = st.one_of(nasty, st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
names = st.one_of(
    st.sampled_from([*sent(**ANSWER), "leave_empty", "speaker-1-name", "speaker-5-email", "speaker-0-photo", "themes"]),
    text,
)
fields = st.dictionaries(names, st.one_of(text, st.lists(text, max_size=4)), max_size=8)
views = st.sampled_from(["", "change/", "change/", "add/", "confirm/", "withdraw/", "photo/1/"])
multipart = "multipart/form-data"
kinds = st.sampled_from([multipart, f"{multipart}; boundary=x", "application/x-www-form-urlencoded", "x", ""])
steps = st.sampled_from(["send", "people", "add", "idea", "x"])


class AnybodySendsAnything(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.call = factories.call_page(prompts=PROMPTS)
        cls.event = cls.call.get_parent().specific.event
        cls.row = submission(event=cls.event, title="Here already")

    @given(changes=fields, dropped=st.sets(st.sampled_from(list(sent(**ANSWER)))), go=steps, repeat=st.booleans())
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    def test_no_error_and_no_half_stored_row(self, changes, dropped, go, repeat):
        RateCounter.objects.all().delete()
        data = {**sent(**ANSWER), "rendered": sign_instant(NOW), "go": go}
        data = {name: value for name, value in data.items() if name not in dropped} | changes
        with self.settings(PORTAL_AT=NOW):
            for _time in range(2 if repeat else 1):
                response = Client().post(f"/en/proposals/to/{self.event.pk}/", data)
                assert response.status_code < 500, response.status_code
        assert Submission.objects.count() <= 2
        for row in Submission.objects.exclude(pk=self.row.pk):
            assert row.speakers.count() >= 1
            assert row.consent_id
            assert row.title.strip() and "\0" not in row.title
            assert Client().get(f"/en/proposals/mine/{token_of(row)}/").status_code == 200
        assert Speaker.objects.filter(submission=None).count() == 0

    @given(changes=fields, dropped=st.sets(st.sampled_from(list(sent(**ANSWER)))), view=views)
    @settings(max_examples=EXAMPLES // 4, deadline=None, suppress_health_check=list(HealthCheck))
    def test_behind_the_private_link(self, changes, dropped, view):
        RateCounter.objects.all().delete()
        speaker = self.row.speakers.get()
        whole = {name.replace("speaker-0", f"speaker-{speaker.pk}"): value for name, value in sent(**ANSWER).items()}
        whole |= {"name": "Bo Ek", "email": "bo@example.org", "biography": "Sings.", "languages": ["en"]}
        data = {name: value for name, value in whole.items() if name not in dropped} | changes
        with self.settings(PORTAL_AT=NOW):
            response = Client().post(f"/en/proposals/mine/{token_of(self.row)}/{view}", data)
            assert response.status_code < 500, response.status_code
            assert Client().get(f"/en/proposals/mine/{token_of(self.row)}/").status_code == 200
        row = Submission.objects.get(pk=self.row.pk)
        assert row.title.strip() and "\0" not in row.title
        assert 1 <= row.speakers.count() <= 2
        assert row.submitter.email

    @given(body=st.binary(max_size=300), kind=kinds)
    @settings(max_examples=EXAMPLES // 4, deadline=None, suppress_health_check=list(HealthCheck))
    def test_bodies_that_are_no_form(self, body, kind):
        RateCounter.objects.all().delete()
        for view in (f"to/{self.event.pk}/", f"mine/{token_of(self.row)}/change/", "lost/"):
            response = Client().generic("POST", f"/en/proposals/{view}", body, content_type=kind)
            assert response.status_code < 500, response.status_code
        assert Submission.objects.count() == 1

    @given(token=text, address=text)
    @settings(max_examples=EXAMPLES // 4, deadline=None, suppress_health_check=list(HealthCheck))
    def test_links_and_lost_links(self, token, address):
        RateCounter.objects.all().delete()
        path = token.replace("/", "").replace("\0", "") or "x"
        assert Client().get(f"/en/proposals/mine/{path}/").status_code < 500
        assert Client().post("/en/proposals/lost/", {"email": address}).status_code < 500


@pytest.mark.django_db(transaction=True)
def test_the_same_form_posted_at_once_from_many_sides_is_one_proposal(settings):
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection

    call = factories.call_page(prompts=PROMPTS)
    address = f"/en/proposals/to/{call.get_parent().specific.event_id}/"
    settings.PORTAL_AT = NOW

    def post(_number):
        try:
            return Client().post(address, sent(**ANSWER)).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(post, range(8))) == {302}
    assert Submission.objects.count() == 1
    assert Speaker.objects.count() == 1
