"""From a gap to a helper, and back: the public form, the private page, the team, emails."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from events.models import Event, Slot
from events.roster import actions as helping
from events.roster import jobs
from events.roster.models import Assignment, Helper, Shift
from events.roster.tokens import private_link
from home.jobs.background import do_background_tasks
from home.newsletter.actions import subscriptions as newsletter
from home.outbox.models import Delivery
from tests import factories
from tests.events.roster import people
from tests.events.submissions.proposals import team_member

pytestmark = pytest.mark.django_db
BEFORE = factories.utc(9, day=1)
ON_THE_DAY = factories.utc(12)


@pytest.fixture
def slot(settings):
    """A published session in English, with a page that readers see in both languages."""
    settings.PORTAL_AT = BEFORE
    page = factories.programme_page()
    session = factories.session("Listening well", page)
    languages = {"spoken": ["en"], "interpreted": ["es"]}
    made = factories.slot(session, hour=14, minutes=60, room=factories.room(), languages=languages)
    factories.timetable(made)
    return Slot.objects.get()


@pytest.fixture
def team():
    client = Client()
    client.force_login(team_member())
    return client


def address(name, *args, language="en"):
    with translation.override(language):
        return reverse(f"roster:{name}", args=args)


def offer(client, event, *shifts, language="es", **more):
    data = {
        "name": "Ana Ruiz",
        "email": "ana@example.org",
        "zone": "America/Mexico_City",
        "languages": ["es", "en"],
        "consent": "on",
        "shifts": [one.pk for one in shifts],
        **more,
    }
    answer = client.post(address("help", event.pk, language=language), data)
    do_background_tasks(now=timezone.now())
    return answer


def path_of(helper):
    return re.sub(r"^https?://[^/]+", "", private_link(helper))


def subjects():
    return list(Delivery.objects.order_by("pk").values_list("subject", flat=True))


def test_from_a_public_gap_to_a_confirmed_helper_and_back(client, slot, team, settings):
    event = Event.objects.get()
    roster = reverse("roster_admin:roster", args=[event.pk])
    team.post(roster, {"do": "promised"})
    shift = Shift.objects.get()
    assert (shift.kind, shift.from_language, shift.language, shift.slot) == ("interpret", "en", "es", slot.identity)
    help_page = address("help", event.pk, language="es")
    assert "interpretar de inglés a español" not in client.get(help_page).content.decode().lower()
    team.post(roster, {"do": "open"})
    body = client.get(help_page).content.decode()
    assert "Interpretar de inglés a español" in body and "Listening well" in body

    assert offer(client, event, shift).headers["Location"] == address("sent", event.pk, language="es")
    helper = Helper.objects.get()
    assert (helper.language, helper.consent.language, helper.is_known) == ("es", "es", False)
    assert "Ana Ruiz" not in team.get(roster).content.decode(), "the address is not confirmed yet"
    (mail,) = Delivery.objects.all()
    assert path_of(helper) in mail.text and "Ana" not in mail.text

    mine = client.get(path_of(helper))
    assert "no-store" in mine.headers["Cache-Control"]
    client.post(path_of(helper))
    page = team.get(roster).content.decode()
    assert "Ana Ruiz" in page
    assignment = Assignment.objects.get()
    team.post(roster, {"do": "confirm", "assignment": assignment.pk})
    mail = Delivery.objects.order_by("pk").last()
    assert (mail.address, mail.language) == ("ana@example.org", "es")
    assert "09:00–10:00 (Ciudad de México), 14:00–15:00 UTC" in mail.text and path_of(helper) in mail.text
    assert "«Listening well»" in mail.text
    assert "Listening well" not in client.get(help_page).content.decode(), "it is no gap any more"
    calendar = client.get(f"{path_of(helper)}shifts.ics")
    assert b"DTSTART:20210506T140000Z" in calendar.content and b"Listening well" in calendar.content

    settings.PORTAL_AT = ON_THE_DAY
    client.post(path_of(helper), {"do": "cancel", "shifts": shift.pk})
    told = Delivery.objects.order_by("pk").last()
    assert (told.address, "Ana Ruiz" in told.text, "Listening well" in told.text) == ("ideas@example.org", True, True)
    assert "Listening well" in client.get(help_page).content.decode()
    count = len(subjects())
    client.post(path_of(helper), {"do": "cancel", "shifts": shift.pk})
    assert len(subjects()) == count, "the team is told once"


@pytest.mark.parametrize(
    "wrong", [{"leave_empty": "robot"}, {"consent": ""}, {"email": "no address"}, {"zone": ""}, {"shifts": ["x"]}]
)
def test_what_is_not_kept(client, slot, wrong):
    people.shift(slot, is_open=True)
    answer = offer(client, Event.objects.get(), **wrong)
    assert (answer.status_code, Helper.objects.count(), Delivery.objects.count()) == (200, 0, 0)


def test_a_form_that_is_sent_twice_makes_one_helper_and_one_that_came_in_twice_can_be_sent_again(client, slot):
    for _again in range(2):
        offer(client, Event.objects.get())
    row = Helper.objects.get()
    Helper.objects.create(event=row.event, email=row.email, name=row.name, language="es", created_at=row.created_at)
    assert offer(client, row.event).status_code == 302


def test_a_shift_in_a_year_that_no_clock_reaches_is_refused(slot, team):
    data = {"kind": "host", "starts_at": "0001-01-01T10:00", "ends_at": "9999-12-31T10:00"}
    answer = team.post(reverse("roster_admin:add_shift", args=[slot.timetable.event_id]), data)
    assert answer.content.decode().count("Please check the year") == 2
    assert not Shift.objects.exists()


def test_a_stranger_changes_nothing_of_a_known_helper(client, slot):
    shift = people.shift(slot, is_open=True)
    helper = people.helper()
    offer(client, helper.event, shift, zone="Europe/Madrid")
    helper.refresh_from_db()
    assert (helper.zone, helper.assignments.count()) == ("America/Mexico_City", 0)
    assert [mail.address for mail in Delivery.objects.all()] == ["ana@example.org"]


def test_two_people_of_one_mailbox_offer_each_for_themselves(client, slot):
    shift = people.shift(slot, is_open=True)
    people.helper()
    offer(client, shift.event, shift, name="王 מרים", email="Ana@Example.org")
    assert [one.name for one in Helper.objects.filter(assignments__shift=shift)] == ["王 מרים"]
    offer(client, shift.event, shift, name="ana RUIZ", email="ana@example.org")
    assert Helper.objects.count() == 2, "whatever the case of their name"


def test_a_helper_says_i_am_here(client, slot, settings):
    ana, bo = people.helper(), people.helper("Bo Li")
    told = {"told_starts_at": slot.starts_at, "told_ends_at": slot.ends_at}
    mine, other = (
        people.assign(people.shift(slot), ana, **told),
        people.assign(people.shift(slot, kind="host"), bo, **told),
    )
    for at, is_offered in ((12.99, False), (13, True)):
        settings.PORTAL_AT = factories.utc(at)
        assert ('value="here"' in client.get(path_of(ana)).content.decode()) == is_offered
        client.post(path_of(ana), {"do": "here", "shifts": [mine.shift_id, other.shift_id]})
        mine.refresh_from_db()
        assert (mine.here_at is not None) == is_offered
    other.refresh_from_db()
    assert (mine.here_at, other.here_at) == (factories.utc(13), None)
    page = client.get(path_of(ana)).content.decode()
    assert "El equipo ve que ya estás aquí." in page and 'value="here"' not in page


def test_only_gaps_that_are_open_published_and_ahead_can_be_offered(client, slot, settings):
    hidden = factories.session("A secret draft", factories.ProgrammePage.objects.get(), live=False)
    open_, closed = people.shift(slot, is_open=True), people.shift(slot, kind="caption")
    draft = people.shift(session=hidden, is_open=True)
    helper = people.helper()
    client.post(path_of(helper), {"do": "offer", "shifts": [open_.pk, closed.pk, draft.pk]})
    assert [one.shift for one in helper.assignments.all()] == [open_]
    assert b"A secret draft" not in client.get(address("help", helper.event_id)).content
    settings.PORTAL_AT = factories.utc(15)
    assert b"Listening well" not in client.get(address("help", helper.event_id)).content
    settings.PORTAL_AT = factories.utc(20)
    assert client.get(address("help", helper.event_id)).status_code == 404


def test_the_team_places_nobody_twice_nor_outside_their_hours(slot, team):
    shift, same_time = people.shift(slot), people.shift(slot, kind="host")
    busy, away = people.helper(), people.helper("Bo Li", hours=["2021-05-06T18:00Z"])
    people.assign(same_time, busy, told_starts_at=slot.starts_at, told_ends_at=slot.ends_at)
    for helper in (busy, away):
        for do in ("assign", "invite"):
            answer = team.post(
                reverse("roster_admin:shift", args=[shift.pk]), {"do": do, "helper": helper.pk}, follow=True
            )
            assert helper.name in answer.content.decode()
    assert not shift.assignments.exists() and not Delivery.objects.exists()


def test_an_invitation_is_accepted_once(client, slot, team):
    shift, ana, bo = people.shift(slot), people.helper(), people.helper("Bo Li")
    for helper in (ana, bo):
        team.post(reverse("roster_admin:shift", args=[shift.pk]), {"do": "invite", "helper": helper.pk})
    assert len(subjects()) == 2
    for helper in (ana, bo):
        client.post(path_of(helper), {"do": "accept", "shifts": shift.pk})
    assert list(shift.assignments.filter(state="confirmed").values_list("helper__name", flat=True)) == ["Ana Ruiz"]


def test_a_pair_hands_over_in_two_shifts(slot, team):
    shift, ana = people.shift(slot), people.helper()
    url = reverse("roster_admin:shift", args=[shift.pk])
    team.post(url, {"do": "split", "minute": 30})
    first, second = Shift.objects.order_by("from_minute")
    assert [(one.from_minute, one.to_minute) for one in (first, second)] == [(0, 30), (30, None)]
    team.post(reverse("roster_admin:shift", args=[second.pk]), {"do": "split", "minute": 60})
    assert Shift.objects.count() == 2, "nobody is left with no minute"
    roster = team.get(reverse("roster_admin:roster", args=[second.event_id])).content.decode()
    assert "minutes 0 to 30" in roster and "minutes 30 to 60" in roster
    for one in (first, second):
        team.post(reverse("roster_admin:shift", args=[one.pk]), {"do": "assign", "helper": ana.pk})
    assert Assignment.objects.filter(helper=ana, state="confirmed").count() == 2


def test_who_is_told_when_the_timetable_changes(slot):
    shift, ana, bo = people.shift(slot), people.helper(), people.helper("Bo Li")
    told = {"told_starts_at": slot.starts_at, "told_ends_at": slot.ends_at}
    people.assign(shift, ana, **told)
    people.assign(people.shift(slot, kind="host"), bo, "offered")
    assert jobs.tell_of_changes(now=BEFORE) == 0
    slot.starts_at, slot.ends_at = slot.starts_at + timedelta(hours=2), slot.ends_at + timedelta(hours=2)
    factories.timetable(slot, live=False)
    assert jobs.tell_of_changes(now=BEFORE) == 0, "readers do not know it yet"
    factories.timetable(slot)
    assert (jobs.tell_of_changes(now=BEFORE), jobs.tell_of_changes(now=BEFORE)) == (1, 0)
    mail = Delivery.objects.get()
    assert mail.address == ana.email and "16:00–17:00 UTC" in mail.text
    slot.status = "cancelled"
    factories.timetable(slot)
    assert (jobs.tell_of_changes(now=BEFORE), jobs.tell_of_changes(now=BEFORE)) == (1, 0)
    assert "Listening well" in Delivery.objects.order_by("pk").last().text


def test_a_helper_of_a_slot_that_is_only_planned_is_told_once_nobody_works_on_the_draft(slot):
    factories.timetable(live=True)
    planned = factories.timetable(factories.slot(slot.session, 14), live=False)
    ana, at = people.helper(), planned.latest_revision.created_at
    people.assign(
        people.shift(session=slot.session), ana, told_starts_at=factories.utc(10), told_ends_at=factories.utc(11)
    )
    Event.objects.update(ends_at=at + timedelta(days=3))
    Assignment.objects.update(told_ends_at=at + timedelta(days=2))
    assert jobs.tell_of_changes(now=at + timedelta(minutes=29)) == 0
    factories.timetable(live=False)
    assert jobs.tell_of_changes(now=at + timedelta(minutes=29)) == 0, "nor that a slot is out for a moment"
    factories.timetable(factories.slot(slot.session, 15), live=False)
    assert jobs.tell_of_changes(now=at + timedelta(minutes=35)) == 1
    assert "15:00–16:00 UTC" in Delivery.objects.get().text


@pytest.mark.parametrize("gone", ["cancelled", "erased"])
@pytest.mark.parametrize("what", ["moved", "lost", "reminded"])
def test_who_leaves_while_the_emails_are_written_gets_none(slot, monkeypatch, gone, what):
    ana = people.helper()
    told = {"told_starts_at": slot.starts_at, "told_ends_at": slot.ends_at}
    people.assign(people.shift(slot), ana, **told)
    if what == "moved":
        slot.starts_at -= timedelta(hours=1)
    if what == "lost":
        slot.status = "cancelled"
    factories.timetable(slot)

    def read_before(original):
        def read(*args, **kwargs):
            found = original(*args, **kwargs)
            if gone == "erased":
                helping.erase_helper(helper=ana, now=BEFORE)
            else:
                Assignment.objects.update(state="cancelled")
            return found

        return read

    for name in ("shifts_of", "shifts_and_lost_ones"):
        monkeypatch.setattr(jobs, name, read_before(getattr(jobs, name)))
    done = jobs.remind if what == "reminded" else jobs.tell_of_changes
    assert done(now=slot.starts_at - timedelta(hours=20)) == 0
    assert not Delivery.objects.exists()


def test_nobody_is_told_of_shifts_that_are_over(slot):
    ana = people.helper()
    told = {"told_starts_at": slot.starts_at, "told_ends_at": slot.ends_at}
    assignment = people.assign(people.shift(slot), ana, **told)
    over = slot.ends_at + timedelta(minutes=1)
    slot.starts_at -= timedelta(hours=1)
    factories.timetable(slot)
    assert jobs.tell_of_changes(now=over) == 0
    slot.status = "cancelled"
    factories.timetable(slot)
    assert jobs.tell_of_changes(now=over) == 0
    helping.delete_shift(shift=assignment.shift, now=over)
    assert not Delivery.objects.exists()


def test_reminder_and_thanks_come_once(slot):
    ana = people.helper()
    told = {"told_starts_at": slot.starts_at, "told_ends_at": slot.ends_at}
    people.assign(people.shift(slot), ana, **told)
    people.helper("Bo Li")
    day_before = slot.starts_at - timedelta(hours=24)
    assert jobs.remind(now=day_before - timedelta(minutes=1)) == 0
    assert (jobs.remind(now=day_before), jobs.remind(now=day_before)) == (1, 0)
    assert "14:00–15:00 UTC" in Delivery.objects.get().text
    over = ana.event.ends_at
    assert (jobs.thank(now=over - timedelta(minutes=1)), jobs.thank(now=over), jobs.thank(now=over)) == (0, 1, 0)
    assert Delivery.objects.count() == 2


def test_a_link_that_was_replaced_or_whose_helper_is_gone_opens_nothing(client, slot, team):
    helper = people.helper()
    old = path_of(helper)
    team.post(reverse("roster_admin:helper", args=[helper.pk]), {"do": "renew"})
    assert client.get(old).status_code == 404
    helper.refresh_from_db()
    people.assign(people.shift(slot), helper)
    client.post(path_of(helper), {"do": "delete"})
    assert Helper.objects.exists(), "it asks first"
    client.post(path_of(helper), {"do": "delete", "sure": "1"})
    assert not Helper.objects.exists() and client.get(path_of(helper)).status_code == 404
    told = Delivery.objects.get(address="ideas@example.org")
    assert "Listening well" in told.text and "Ana" not in told.text + told.subject, "the gap is told, and nothing else"


def test_strangers_keep_no_helper_whom_the_team_knows_from_the_link(slot):
    helper = people.helper(added_by_team=True, confirmed_at=None)
    for number in range(6):
        newsletter.request_subscription(
            address=f"ana+{number}@example.org", language="en", consent_text="Yes", form_path="/", now=BEFORE
        )
    helping.send_lost_links(address=helper.email, now=BEFORE)
    assert Delivery.objects.filter(kind="helper link", due_at__lte=BEFORE).count() == 1


@pytest.mark.parametrize("what", ["moved", "lost", "reminded", "thanked"])
def test_an_email_that_fails_keeps_nobody_else_waiting_and_is_told(slot, monkeypatch, what):
    told = {"told_starts_at": slot.starts_at, "told_ends_at": slot.ends_at}
    for name in ("Ana Ruiz", "Bo Li"):
        people.assign(people.shift(slot, kind="interpret" if name == "Bo Li" else "host"), people.helper(name), **told)
    at = slot.starts_at - timedelta(hours=20)
    if what == "moved":
        slot.starts_at -= timedelta(minutes=30)
    elif what == "lost":
        slot.status = "cancelled"
    elif what == "thanked":
        at = Event.objects.get().ends_at
    factories.timetable(slot)
    for sends in ("send", "send_released"):
        really = getattr(jobs.messages, sends)

        def fail_for_ana(helper, *args, really=really, **kwargs):
            if helper.name == "Ana Ruiz":
                raise KeyError
            return really(helper, *args, **kwargs)

        monkeypatch.setattr(jobs.messages, sends, fail_for_ana)
    done = {"reminded": jobs.remind, "thanked": jobs.thank}.get(what, jobs.tell_of_changes)
    assert done(now=at) == 1
    assert Delivery.objects.get().address == "bo@example.org"
    with pytest.raises(KeyError):
        done(now=at)
