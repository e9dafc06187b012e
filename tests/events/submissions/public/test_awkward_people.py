"""Awkward texts and people all the way: in by every public form, out by every page, file, mail and export.

AWKWARD=all takes those of tests.strangers too, which takes minutes.
"""

import csv
import email
import io
import json
import os
import re
from datetime import UTC, datetime
from email import policy

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from lxml import html
from PIL import Image

from events.models import SessionPage
from events.submissions import actions
from events.submissions.fields import PROPOSAL_FIELDS, SPEAKER_FIELDS
from events.submissions.models import Speaker, Submission
from home.characters import one_line, starts_a_formula, without_formula
from home.jobs.background import do_background_tasks
from home.models import RateCounter
from home.outbox.models import Delivery
from home.outbox.sending import build_message, compose
from search.backend import clean
from tests import awkward, factories
from tests.events.feeds.test_awkward_texts import check_files
from tests.events.submissions.proposals import NOW, team_member
from tests.events.submissions.public.test_views import picture, sent
from tests.markup import values_of
from tests.newsletter.conftest import newsletter  # noqa: F401  fixture

WHOLE = os.environ.get("AWKWARD") == "all"
TEXTS = awkward.texts() if WHOLE else awkward.OWN_TEXTS
NAMES = awkward.names() if WHOLE else awkward.OWN_NAMES
ADDRESSES = [
    "niamh.o'dubh@example.org", "a..b@example.org", "strauß@straße.example", "雨@例え.example", '"a b"@example.org',
    "ana@example.org\r\nBcc: all@example.org", "<ana@example.org>", "ana@example.org, bo@example.org",
]  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(settings):
    settings.PORTAL_AT = NOW
    page = factories.call_page(consent="You may keep this.")
    factories.programme_page(page.get_parent().specific)
    factories.speakers_page()
    return page


def propose(client, call, number):
    """The answer to a proposal of this text and person, and what was typed."""
    RateCounter.objects.all().delete()
    text, person = TEXTS[number], NAMES[number % len(NAMES)]
    typed = {"title": text[:200], "abstract": text, "speaker-0-name": person, "speaker-0-biography": text}
    typed |= {"speaker-0-email": f"person{number}@example.org", "speaker-0-languages": ["en", "es"]}
    files = {"speaker-0-photo": SimpleUploadedFile(f"{person}.jpg", picture())} if number % 3 == 0 else {}
    address = reverse("submissions:propose", args=[call.get_parent().specific.event_id])
    return client.post(address, {**sent(**typed), **files}), typed


def form_of(response, name):
    return next(form for form in html.fromstring(response.content).forms if f"{name}" in form.fields)


def alike(values):
    return json.loads(json.dumps(values, default=str).replace("\\r\\n", "\\n"))


def all_of(row):
    row = Submission.objects.get(pk=row.pk)
    return alike([PROPOSAL_FIELDS.exported(row), *(SPEAKER_FIELDS.exported(one) for one in row.speakers.all())])


def go_behind_the_link(client, row, number):
    """Confirm the address, name somebody else, send the form to change as it is, and read the page."""
    mail = Delivery.objects.filter(address=f"person{number}@example.org").earliest("pk")
    link = re.search(r"http://localhost(/\S+/proposals/mine/\S+)", mail.text)[1]
    client.post(link)
    fellow = {**sent(), "name": NAMES[(number + 1) % len(NAMES)], "email": f"fellow{number}@example.org"}
    fellow |= {"biography": TEXTS[number], "languages": ["en"]}
    assert client.post(f"{link}add/", fellow).status_code == 302
    before = all_of(row)
    form = form_of(client.get(f"{link}change/"), "title")
    assert client.post(f"{link}change/", values_of(form)).status_code == 302
    assert all_of(row) == before, "what a browser sends back is what was typed"
    assert client.get(link).status_code == 200


@pytest.fixture
def proposals(client, call, django_capture_on_commit_callbacks):
    """Sent, confirmed, accepted, released and published, with one change of the timetable."""
    for number in range(len(TEXTS)):
        with django_capture_on_commit_callbacks(execute=True):
            answer, typed = propose(client, call, number)
        if answer.status_code == 302:
            go_behind_the_link(client, Submission.objects.latest("pk"), number)
        else:  # refused in words, with what was typed
            shown = values_of(form_of(answer, "title"))
            assert shown["title"] == [typed["title"].replace("\0", "")]
            assert html.fromstring(answer.content).xpath("//*[contains(@class, 'errorlist')]")
    team = team_member()
    for row in Submission.objects.all():
        actions.accept(submission=row, user=team, now=NOW)
        actions.release_email(submission=row, user=team, now=NOW)
    rows = list(Submission.objects.select_related("session").prefetch_related("speakers__page"))
    for page in {
        page.pk: page for row in rows for page in [row.session, *(one.page for one in row.speakers.all())]
    }.values():
        page.get_latest_revision().publish()
    return rows


@pytest.fixture
def released(proposals, settings):
    room = factories.room(name="Oak\t\ufffe")
    sessions = [SessionPage.objects.get(pk=row.session_id) for row in proposals]
    for hour, instant in ((13, datetime(2021, 4, 1, tzinfo=UTC)), (14, datetime(2021, 4, 20, tzinfo=UTC))):
        settings.PORTAL_AT = instant
        factories.timetable(*(factories.slot(one, hour, room=room) for one in sessions))
    SessionPage.objects.update(last_published_at=datetime(2021, 4, 1, tzinfo=UTC))
    return proposals


def words(text):
    return one_line(text).split()


def test_what_is_typed_into_the_call_arrives_everywhere(client, admin_client, released):
    assert len(released) >= len(TEXTS) * 0.9
    assert {one_line(row.title) for row in released} <= {one_line(text[:200]) for text in TEXTS}
    names = [one.name for one in Speaker.objects.all()]
    check_files(client, [row.title for row in released], names, [row.abstract for row in released])
    check_pages(client, released)
    check_mails(released)
    check_exports(admin_client, released)


def check_pages(client, rows):
    for row in rows:
        response = client.get(row.session.get_url())
        page = html.fromstring(response.content.decode())
        assert words(page.xpath("string(//h1)")) == words(row.title)
        assert not page.xpath("//*[@onerror or @onload]|//a[starts-with(@href, 'javascript:')]")
        card = page.xpath("string(//meta[@property='og:image']/@content)").removeprefix("http://localhost")
        assert Image.open(io.BytesIO(b"".join(client.get(card)))).size == (1200, 630)
        for one in row.speakers.all():
            about = html.fromstring(client.get(one.page.get_url()).content.decode())
            assert words(about.xpath("string(//h1)"))[:1] == words(one.name)[:1]
        found = client.get("/en/search/", {"q": row.title})
        typed = html.fromstring(found.content.decode()).xpath("string(//main//input[@name='q']/@value)")
        assert (found.status_code, words(typed)[:3]) == (200, words(clean(row.title))[:3])
        for address in ("/en/better-systems/programme/", "/en/speakers/"):
            answer = client.get(address, {"theme": row.title, "lang": row.title, "view": row.title, "q": row.title})
            assert answer.status_code == 200


def check_mails(rows):
    deliveries = list(Delivery.objects.all())
    contents = compose(deliveries)
    told = []
    for delivery in deliveries:
        mail = email.message_from_bytes(
            build_message(delivery, contents[delivery.pk]).message().as_bytes(), policy=policy.default
        )
        assert not [part.defects for part in mail.walk() if part.defects]
        assert (mail["To"], mail["Bcc"]) == (delivery.address, None)
        told.append(mail.get_body(("plain",)).get_content())
    for row in rows:
        assert any(" ".join(words(row.title)) in " ".join(words(text)) for text in told)


def check_exports(admin_client, rows):
    titles = {row.title for row in rows}
    answer = admin_client.get(reverse("proposals:list"), {"export": "csv"})
    cells = [
        cell for line in csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"), newline="")) for cell in line
    ]
    assert {one_line(without_formula(title)) for title in titles} <= {one_line(cell) for cell in cells}
    assert not [cell for cell in cells if starts_a_formula(cell)]
    answer = admin_client.get(reverse("proposals:list"), {"export": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer))).active
    kept = [cell for line in sheet.iter_rows() for cell in line]
    assert {one_line(title) for title in titles} <= {one_line(str(cell.value)) for cell in kept}
    assert not [cell.value for cell in kept if cell.data_type == "f"]
    for row in rows:
        asked = {"address": row.submitter.email, "do": "export"}
        whole = json.loads(admin_client.post(reverse("proposals:personal_data"), asked).content)
        assert whole["named_in"][0]["proposal"]["title"] == row.title
        assert whole["named_in"][0]["person"]["name"] == row.submitter.name


def test_forms_for_an_address_take_any_text_or_say_what_is_wrong(client, call, newsletter):  # noqa: F811
    consent = {"language": "en", "consent": "on", "consent_version": newsletter.consent_version}
    forms = {"newsletter:sign_up": "address", "newsletter:request_link": "address", "submissions:request_link": "email"}
    for text in [*TEXTS, *NAMES, *ADDRESSES]:
        for name, field in forms.items():
            RateCounter.objects.all().delete()
            answer = client.post(reverse(name), {**consent, field: text})
            if answer.status_code != 302 and b"errorlist" in answer.content:
                typed = values_of(form_of(answer, field))[field]
                assert words(typed[0]) == words(text), "to be mended, not typed again"
        for name in ("newsletter:confirm", "newsletter:preferences", "submissions:proposal"):
            assert (
                client.get(reverse(name, args=["x"]).replace("x/", f"{re.sub('[/?#]', '', text)}/")).status_code < 500
            )
    do_background_tasks(now=timezone.now())
    recipients = set(Delivery.objects.values_list("address", flat=True))
    assert {"niamh.o'dubh@example.org"} <= recipients
    assert not [one for one in recipients if "," in one or "\n" in one]
