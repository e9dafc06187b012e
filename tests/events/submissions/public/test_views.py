import re
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from events.submissions import actions
from events.submissions.deadline import sign_instant
from events.submissions.fields import PROPOSAL_FIELDS, SPEAKER_FIELDS
from events.submissions.models import ConsentText, Speaker, Submission
from events.submissions.photos import clean_photo
from events.submissions.tokens import token_of
from home.jobs.background import do_background_tasks
from home.outbox.models import Delivery
from tests import factories
from tests.events.submissions.proposals import NOW, speaker_data, submission, team_member, values_for_required_fields
from tests.markup import fields_of

pytestmark = pytest.mark.django_db

PROMPTS = [{"type": "question", "id": "works", "value": {"question": "What has worked?", "help": ""}}]


@pytest.fixture(autouse=True)
def frozen(settings):
    settings.PORTAL_AT = NOW


@pytest.fixture
def call():
    return factories.call_page(prompts=PROMPTS, consent="You may keep this.")


def sent(**fields):
    """A complete form, as a browser sends it."""
    people = {f"speaker-0-{name}": value for name, value in values_for_required_fields(SPEAKER_FIELDS).items()}
    return {
        **values_for_required_fields(PROPOSAL_FIELDS), **people,
        "title": "The well", "kind": "talk", "abstract": "Who draws first?", "spoken": ["en"], "language": "en",
        "zone": "Pacific/Auckland", "hours": ["2021-05-06T13:00Z"], "consent": "on",
        "people": "1", "speaker-0-name": "Ana Lucero", "speaker-0-email": "ana@example.org",
        "speaker-0-biography": "Digs.", "speaker-0-languages": ["es", "en"], "rendered": sign_instant(NOW),
        "go": "send", **fields,
    }  # fmt: skip


ANSWER = {"answer-works": "A bucket each."}


def post(client, call, language="en", **fields):
    return client.post(f"/{language}/proposals/to/{call.get_parent().specific.event_id}/", sent(**{**ANSWER, **fields}))


def html(response):
    return response.content.decode()


def test_the_form_stands_on_the_page_while_the_call_is_open_and_sets_no_cookie(client, call, settings):
    response = client.get(call.url)
    assert 'id="proposal"' in html(response)
    assert "What has worked?" in html(response)
    assert not response.cookies
    settings.PORTAL_AT = call.get_parent().specific.event.call_closes_at
    assert 'id="proposal"' not in html(client.get(call.url))


def test_two_steps_lead_to_a_proposal_and_its_private_link(client, call):
    second = html(post(client, call, go="people"))
    assert "Friday 7 May, 01:00–02:00" in second, "13:00 UTC in Auckland"
    assert 'type="hidden" name="abstract" value="Who draws first?"' in second
    response = client.post(f"/en/proposals/to/{call.get_parent().specific.event_id}/", sent(**ANSWER), follow=True)
    assert "Thank you" in html(response)
    row = Submission.objects.get()
    assert row.answers == [{"id": "works", "question": "What has worked?", "answer": "A bucket each."}]
    assert row.consent.text == "You may keep this."
    link = re.search(r"http://localhost(/en/proposals/mine/\S+)", Delivery.objects.get().text)[1]
    assert "The well" in html(client.get(link))


def test_hours_are_said_in_the_zone_of_whoever_speaks(client, call):
    second = html(post(client, call, go="people", zone="America/Mexico_City"))
    assert "Thursday 6 May, 08:00–09:00" in second
    assert "jueves 6 de mayo, 08:00–09:00" in html(post(client, call, "es", go="people", zone="America/Mexico_City"))


def test_errors_stand_beside_their_fields_and_nothing_typed_is_lost(client, call):
    first = html(post(client, call, title="", go="people"))
    assert "Step 1" in first
    assert 'aria-invalid="true"' in first
    assert "A bucket each." in first
    assert "ana@example.org" in first, "the second step is carried along"
    second = html(post(client, call, **{"speaker-0-email": "nonsense", "consent": ""}))
    assert "Step 2" in second
    assert "Digs." in second
    assert 'href="#id_speaker-0-email"' in second, "above the form, a link to each field"
    assert "without your consent" in second
    assert not Submission.objects.exists()


def test_somebody_is_added_without_losing_what_is_typed(client, call):
    page = html(post(client, call, go="add"))
    assert 'name="people" value="2"' in page
    assert 'value="ana@example.org"' in page
    assert html(post(client, call, go="add", people="99")).count("-biography") > 0


def test_going_back_keeps_both_steps(client, call):
    first = html(post(client, call, go="idea"))
    assert '<textarea name="abstract"' in first
    assert 'value="The well"' in first
    assert 'value="ana@example.org"' in first


def test_the_deadline_passes_while_somebody_writes(client, call, settings):
    end = call.get_parent().specific.event.call_closes_at
    rendered = sign_instant(end - timedelta(hours=3))
    settings.PORTAL_AT = end + timedelta(minutes=31)
    late = html(post(client, call, rendered=rendered))
    assert "Who draws first?" in late, "what was written is given back"
    assert not Submission.objects.exists()
    settings.PORTAL_AT = end + timedelta(minutes=29)
    assert "closed" in html(post(client, call, rendered=sign_instant(end)))
    assert "closed" in html(post(client, call, rendered=rendered[:-1]))
    post(client, call, rendered=rendered)
    assert Submission.objects.count() == 1


def test_a_filled_trap_loses_nothing_that_was_typed(client, call):
    first = post(client, call, leave_empty="Bob")
    assert not Submission.objects.exists()
    address = f"/en/proposals/to/{call.get_parent().specific.event_id}/"
    second = client.post(address, fields_of(first.content, "proposal"))
    client.post(address, {**fields_of(second.content, "proposal"), "go": "send", "consent": "on"})
    assert Submission.objects.get().title == "The well"


def test_forms_of_other_sites_are_refused(client, call):
    address = f"/en/proposals/to/{call.get_parent().specific.event_id}/"
    assert client.post(address, sent(), headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def picture(size=(40, 20), kind="JPEG", exif=b""):
    written = BytesIO()
    Image.new("RGB", size, "red").save(written, kind, exif=exif)
    return written.getvalue()


def test_a_photo_is_written_anew_without_where_it_was_taken(client, call, django_capture_on_commit_callbacks):
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (19.0, 25.0, 0.0)}
    exif[0x010F] = "Camera"
    upload = SimpleUploadedFile("me.png.exe", picture(exif=exif.tobytes()), "text/html")
    post(client, call, **{"speaker-0-photo": upload})
    speaker = Speaker.objects.get()
    with speaker.photo.open() as file, Image.open(file) as kept:
        assert kept.format == "JPEG"
        assert not kept.getexif()
    assert speaker.photo.name.startswith("proposals/")
    assert client.get(f"/media/{speaker.photo.name}").status_code == 404
    token = token_of(speaker.submission)
    response = client.get(f"/en/proposals/mine/{token}/photo/{speaker.pk}/")
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.content.startswith(b"\xff\xd8")
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_person(address="ana@example.org", now=NOW)
    assert not speaker.photo.storage.exists(speaker.photo.name)


def test_what_a_picture_lets_through_is_white():
    written = BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(written, "PNG")
    with Image.open(clean_photo(SimpleUploadedFile("me.png", written.getvalue()))) as kept:
        assert kept.getpixel((1, 1)) == (255, 255, 255)


def test_a_photo_that_no_browser_keeps_is_asked_for_again(client, call):
    def photo():
        return {"speaker-0-photo": SimpleUploadedFile("me.jpg", picture(), "image/jpeg")}

    again = "choose it again"
    assert again not in html(post(client, call, go="add"))
    assert again in html(post(client, call, go="add", **photo()))
    assert again in html(post(client, call, consent="", **photo())), "although nothing is wrong with the person"
    first = html(post(client, call, go="idea", **photo()))
    assert 'name="speaker-0-photo-was" value="1"' in first
    assert again in html(post(client, call, go="people", **{"speaker-0-photo-was": "1"}))


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>", picture()[:60], b"\xff" * 99]
)
def test_what_is_no_picture_is_refused_in_words(client, call, content):
    page = html(post(client, call, **{"speaker-0-photo": SimpleUploadedFile("me.jpg", content, "image/jpeg")}))
    assert "errorlist" in page
    assert not Submission.objects.exists()


def mine(client, row, path="", **fields):
    address = f"/en/proposals/mine/{token_of(row)}/{path}"
    return client.post(address, fields) if fields else client.get(address)


def change_form(row, **fields):
    speaker = row.speakers.get()
    own = {name.replace("speaker-0", f"speaker-{speaker.pk}"): value for name, value in sent(**fields).items()}
    return {name: value for name, value in own.items() if name != "go"}


def test_the_private_page_changes_the_proposal(client, call):
    row = submission()
    assert "Change the proposal" in html(mine(client, row))
    assert "Dos años" in html(mine(client, row, "change/"))
    assert mine(client, row, "change/", **change_form(row, title="Changed")).status_code == 302
    assert Submission.objects.get().title == "Changed"
    wrong = html(mine(client, row, "change/", **change_form(row, title="")))
    assert "errorlist" in wrong


def test_what_was_typed_into_a_change_that_comes_too_late_is_given_back(client, call, settings):
    row = submission()
    end = call.get_parent().specific.event.call_closes_at
    form = change_form(row, title="Much better", rendered=sign_instant(end - timedelta(hours=3)))
    settings.PORTAL_AT = end + timedelta(minutes=31)
    page = html(mine(client, row, "change/", **form))
    assert "Much better" in page
    assert f'mailto:{row.event.contact}"' in page
    assert "Who draws first?" in page
    assert "Friday 7 May, 01:00–02:00" in page
    assert form["rendered"] not in page, "of hidden fields nothing is shown"
    assert "Much better" not in html(mine(client, row, "change/"))
    fields = {"name": "Bo Ek", "email": "bo@example.org", "biography": "Sings.", "languages": ["en"]}
    assert "Sings." in html(mine(client, row, "add/", **fields))
    settings.PORTAL_AT = end + timedelta(minutes=29)
    mine(client, row, "change/", **form)
    assert Submission.objects.get().title == "Much better"


def test_two_people_change_a_proposal_at_once(client, call):
    row = submission()
    shown = mine(client, row, "change/").context["change"].shown_text
    first, second = row.title, "Dos años de una decisión."
    for fields in ({"title": "Changed", "abstract": second}, {"title": first, "abstract": "Shorter"}):
        mine(client, row, "change/", **change_form(row, shown=shown, **fields))
    assert (Submission.objects.get().title, Submission.objects.get().abstract) == ("Changed", "Shorter")
    page = html(mine(client, row, "change/", **change_form(row, shown=shown, title="Too", abstract=second)))
    assert "changed the same meanwhile: Title" in page
    assert "What you typed" in page and "Too" in page
    assert Submission.objects.get().title == "Changed"


def test_somebody_added_while_the_form_lay_open_stays(client, call):
    row = submission()
    form = change_form(row, title="Changed")
    actions.add_co_speaker(submission=row, person=speaker_data("Bo Ek"), now=NOW)
    assert mine(client, row, "change/", **form).status_code == 302
    assert [one.name for one in row.speakers.all()] == ["Ana Lucero", "Bo Ek"]


def test_a_session_keeps_its_language(client, call):
    row = submission()
    actions.accept(submission=row, user=team_member(), now=NOW)
    actions.release_email(submission=row, user=team_member("other"), now=NOW)
    assert mine(client, row, "change/", **change_form(row, title="Changed", language="es")).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.language) == ("Changed", "en")


def test_consent_is_kept_in_the_language_it_was_read_in(client, call):
    post(client, call, language="es")
    assert ConsentText.objects.get().language == "en"
    factories.home_page("es")
    factories.translated(call.get_parent(), slug="sistemas")
    factories.translated(call, slug="convocatoria", consent="Pueden guardarlo.")
    post(client, call, language="es", title="Otra")
    assert ConsentText.objects.get(language="es").text == "Pueden guardarlo."


def test_questions_of_a_call_that_is_not_translated_are_marked(client, call):
    assert '<span lang="en">What has worked?</span>' in html(post(client, call, "es", title="", go="people"))
    assert '<span lang="en">What' not in html(post(client, call, title="", go="people"))


def test_the_private_page_adds_a_co_speaker_and_withdraws(client, call):
    row = submission()
    fields = {"name": "Bo Ek", "email": "bo@example.org", "biography": "Sings.", "languages": ["en"]}
    assert "errorlist" in html(mine(client, row, "add/", **{**fields, "email": ""}))
    mine(client, row, "add/", **fields)
    assert row.speakers.count() == 2
    assert "Withdraw this proposal?" in html(mine(client, row, "withdraw/"))
    mine(client, row, "withdraw/", yes="1")
    assert "You have withdrawn" in html(mine(client, row))


def test_a_private_page_is_kept_by_nobody(client, call):
    response = mine(client, submission())
    assert {"private", "no-store"} <= set(response.headers["Cache-Control"].split(", "))
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "noindex" in response.headers["X-Robots-Tag"]


def test_a_revoked_or_invented_link_offers_a_new_one(client, call):
    row = submission()
    old = token_of(row)
    actions.renew_link(submission=row, user=team_member(), now=NOW)
    for token in (old, "nonsense", "a:b", f"{old}x"):
        response = client.get(f"/en/proposals/mine/{token}/")
        assert response.status_code == 404
        assert "does not work" in html(response)
    row.refresh_from_db()
    assert mine(client, row).status_code == 200


def test_a_lost_link_gets_the_same_answer_for_everybody(client, call):
    submission()
    known = client.post("/en/proposals/lost/", {"email": "ana@example.org"})
    unknown = client.post("/en/proposals/lost/", {"email": "nobody@example.org"})
    assert html(known) == html(unknown)
    do_background_tasks(now=timezone.now())
    assert Delivery.objects.filter(key__contains=":link:").count() == 1


def test_a_held_acceptance_shows_nowhere_on_the_private_page(client, call, settings):
    row = submission()
    before = html(mine(client, row))
    actions.accept(submission=row, user=team_member(), now=NOW)
    assert html(mine(client, row)) == before
    settings.PORTAL_AT = datetime.fromisoformat("2021-04-10T12:00Z")
    assert "Change the proposal" not in html(mine(client, row))


def test_confirming_by_link(client, call):
    row, user = submission(), team_member()
    actions.accept(submission=row, user=user, now=NOW)
    actions.release_email(submission=row, user=user, now=NOW)
    assert "Can you come?" in html(mine(client, row))
    assert f'action="/en/proposals/mine/{token_of(row)}/confirm/"' in html(mine(client, row))
    mine(client, row, "confirm/", yes="1")
    assert "You have confirmed" in html(mine(client, row))


def test_whoever_confirms_too_late_is_told_so(client, call, settings):
    row, user = submission(), team_member()
    actions.accept(submission=row, user=user, now=NOW)
    actions.release_email(submission=row, user=user, now=NOW)
    settings.PORTAL_AT = NOW + timedelta(days=15)
    assert 'role="alert"' not in html(mine(client, row))
    page = html(mine(client, row, "confirm/", yes="1"))
    assert 'role="alert"' in page
    assert "The deadline to confirm has passed. Please write to us." in page
    row.refresh_from_db()
    assert row.state == "accepted"


def test_a_co_speakers_name_is_escaped(client, call):
    row = submission(people=[speaker_data(), speaker_data("<b>Bo</b>", email="b@example.org")], title="<script>")
    assert "<script>alert" not in html(mine(client, row))
    assert "&lt;b&gt;Bo&lt;/b&gt;" in html(mine(client, row))


def test_a_third_person_with_the_same_address_gets_a_sentence_at_the_field(client, call):
    third = {
        f"speaker-{at}-{name}": value
        for at in (1, 2)
        for name, value in {
            "name": f"Person {at}",
            "email": "ANA@example.org",
            "biography": "Sings.",
            "languages": ["en"],
        }.items()
    }
    page = html(post(client, call, people="3", **third))
    assert page.count("Two people are already named with this address.") >= 1
    assert not Submission.objects.exists()
    two = {name: value for name, value in third.items() if "-1-" in name}
    post(client, call, people="2", **two)
    assert Submission.objects.get().speakers.filter(email="ana@example.org").count() == 2


def test_a_third_person_who_is_added_with_the_same_address_keeps_the_form(client, call):
    row = submission(people=[speaker_data(), speaker_data("Bo Ek", email="ana@example.org")])
    given = {"name": "Cy Third", "email": "ANA@example.org", "biography": "Sings.", "languages": ["en"]}
    page = html(mine(client, row, "add/", **given))
    assert "Two people are already named with this address." in page
    assert 'value="Cy Third"' in page
    assert "Add a co-speaker" in page
    mine(client, row, "add/", **given | {"email": "cy@example.org"})
    assert row.speakers.count() == 3
