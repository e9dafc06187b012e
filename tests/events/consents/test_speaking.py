"""The speakers' own door: a mail the day before, and a private page that opens before readers get in."""

from datetime import timedelta

import pytest
from django.urls import reverse

from events.consents.speaking import day_before
from events.consents.speaking.day_before import mail_speakers
from events.consents.tokens import contact_token
from events.models import Room
from events.submissions.models import Submission
from events.submissions.tokens import token_of
from home.outbox.models import Delivery
from tests import factories
from tests.events.consents.test_showing import contact_for
from tests.events.submissions.proposals import accepted, event, speaker_data, submission, team_member

pytestmark = pytest.mark.django_db
START = factories.utc(13)
JOIN = "https://meet.example.org/oak"


@pytest.fixture
def session():
    """At 13:00 UTC in Oak, with a speaker who sent no proposal."""
    factories.home_page("es")
    edition = factories.event_page()
    programme = factories.programme_page(edition)
    page = factories.session("Slow meetings", programme, speakers=[factories.speaker()])
    for one, title in ((edition, "Mejores"), (programme, "Programa"), (page, "Reuniones lentas")):
        factories.translated(one, title=title)
    room = Room.objects.create(event=event(), name="Oak", join_url=JOIN)
    factories.timetable(factories.slot(page, 13, room=room))
    return page


def contact_of(session, **fields):
    return contact_for(session.session_speakers.get().speaker, **fields)


def mails():
    return list(Delivery.objects.filter(kind="speaker day before").order_by("pk"))


def test_a_speaker_gets_one_mail_the_day_before_in_their_language_and_zone(session):
    contact_of(session, zone="America/Mexico_City")
    assert mail_speakers(now=START - timedelta(hours=24, seconds=1)) == 0
    assert mail_speakers(now=START - timedelta(hours=24)) == 1
    assert mail_speakers(now=START - timedelta(hours=23)) == 0
    (mail,) = mails()
    assert (mail.address, mail.language) == ("ana@example.org", "es")
    assert "Reuniones lentas" in mail.subject
    for words in ("08:00–09:00", "13:00 UTC", "Oak", JOIN, event().contact, "/es/speakers-page/own/"):
        assert words in mail.text
    assert "\n\n\n" not in mail.text


def test_after_a_move_a_second_mail_says_the_new_time(session):
    contact_of(session)
    mail_speakers(now=START - timedelta(hours=20))
    factories.timetable(factories.slot(session, 14))
    assert mail_speakers(now=START - timedelta(hours=19)) == 1
    assert [f"{hour}:00" in mail.text for hour, mail in zip((13, 14), mails(), strict=True)] == [True, True]


def test_nobody_is_written_to_at_an_address_that_is_not_confirmed_or_about_what_is_cancelled(session):
    contact = contact_of(session, confirmed_at=None)
    assert mail_speakers(now=START - timedelta(hours=2)) == 0
    contact.confirmed_at = START
    contact.save()
    factories.timetable(factories.slot(session, 13, status="cancelled"))
    assert mail_speakers(now=START - timedelta(hours=2)) == 0


def test_speakers_of_a_proposal_get_one_mail_each(session):
    row = accepted(
        submission(people=[speaker_data("Bo"), speaker_data("Cy"), speaker_data("Di", email="bo@example.org")]),
        team_member(),
    )
    row.speakers.exclude(name="Cy").update(confirmed_at=START)
    Submission.objects.filter(pk=row.pk).update(session=session)
    assert mail_speakers(now=START - timedelta(hours=2)) == 1
    (mail,) = mails()
    assert mail.address == "bo@example.org" and "/en/speakers-page/proposal/" in mail.text


@pytest.mark.parametrize("of_proposal", [False, True])
def test_the_door_opens_a_quarter_of_an_hour_before_that_of_readers(session, client, settings, of_proposal):
    row = submission()
    Submission.objects.update(session=session)
    address = reverse("speakers:own_sessions", args=[contact_token(contact_of(session))])
    if of_proposal:
        address = reverse("speakers:session_of_proposal", args=[token_of(row, row.submitter)])
    opens_at = START - timedelta(minutes=event().join_minutes + 15)
    seen = {}
    for name, at in {
        "before": opens_at - timedelta(seconds=1),
        "open": opens_at,
        "end": START + timedelta(minutes=59),
        "after": START + timedelta(hours=1),
    }.items():
        settings.PORTAL_AT = at
        response = client.get(address)
        seen[name] = JOIN in response.content.decode()
        assert "no-store" in response.headers["Cache-Control"]
        if name == "open":
            assert JOIN not in client.get(session.url).content.decode()
    assert seen == {"before": False, "open": True, "end": True, "after": False}


def test_a_link_of_a_former_address_is_void(session, client):
    contact = contact_of(session)
    address = reverse("speakers:own_sessions", args=[contact_token(contact)])
    contact.email = "else@example.org"
    contact.save()
    assert client.get(address).status_code == 404
    assert client.post(address, {f"{session.pk}-answer": "no"}).status_code == 404
    assert not session.recording_consents.exists()


def test_an_edition_that_fails_keeps_no_other_waiting_and_is_told(session, monkeypatch):
    contact_of(session)
    broken = factories.event(name="Broken")
    really = day_before.mail_speakers_of

    def fail_for_the_broken(one, *, now):
        if one == broken:
            raise KeyError
        return really(one, now=now)

    monkeypatch.setattr(day_before, "mail_speakers_of", fail_for_the_broken)
    monkeypatch.setattr(day_before.Event.objects, "filter", lambda **_kept: [broken, event()])
    assert mail_speakers(now=START - timedelta(hours=2)) == 1
    with pytest.raises(KeyError):
        mail_speakers(now=START - timedelta(hours=2))
