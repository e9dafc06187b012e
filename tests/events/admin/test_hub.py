"""The page where an edition is run, its rooms, and its exports."""

import csv
import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.messages import get_messages
from django.urls import reverse
from lxml import html
from wagtail import hooks

from events.admin.hub import back_to_edition
from events.enums import SessionKind
from events.models import Event, EventPage, ProgrammePage, Room, SessionPage, Timetable
from home.roles import EDITORS, ensure_groups
from tests import factories
from tests.factories import utc

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return factories.programme_page().shown_event


def address(event, name="overview"):
    return reverse(f"events_admin:{name}", args=[event.pk])


def rows(client, event, name):
    body = client.get(address(event, name)).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(body)))


@pytest.fixture
def ahead(event):
    """The event is ahead, so that there is something to do."""
    days = timedelta(days=3650)
    Event.objects.filter(pk=event.pk).update(starts_at=event.starts_at + days, ends_at=event.ends_at + days)
    event.refresh_from_db()
    return event


def tasks(client, event):
    """Text of each line → its link, or the links of its pages."""
    found = client.get(address(event)).context["tasks"]
    return {task.text: task.url or dict(task.pages) for task in found}


def test_the_edition_is_the_heading(admin_client, event):
    factories.event(name="Conference 2022", starts_at=utc(13, 20), ends_at=utc(14, 20))
    page = admin_client.get(address(event)).content.decode()
    assert 'aria-current="page"' in page and "Conference 2022" in page
    assert admin_client.get(address(event)).context["breadcrumbs_items"][-1]["label"] == "Conference 2021"


def test_an_edition_without_sessions_is_not_in_place(admin_client, ahead):
    assert "There are no sessions yet: add one." in tasks(admin_client, ahead)
    factories.session("Circles")
    assert "There are no sessions yet: add one." not in tasks(admin_client, ahead)


def test_it_names_what_is_missing_with_the_way_to_mend_it(admin_client, ahead):
    ProgrammePage.objects.update(show_in_menus=False)
    talk = factories.session("Circles", speakers=[factories.speaker("Ana")])
    for title in ("Rounds", "Proposals"):
        factories.session(title)
    factories.session("Pause", kind=SessionKind.BREAK)
    factories.room(name="Oak", event=ahead)
    factories.timetable(factories.slot(talk, 13), live=False)
    found = tasks(admin_client, ahead)
    page = EventPage.objects.get()
    back = f"?next=%2Fadmin%2Fevent-overview%2F{ahead.pk}%2F"
    assert found["There is no call page yet: add it."] == f"/admin/pages/add/events/callpage/{page.pk}/{back}"
    assert found["“Programme” is not in the menu."].endswith("#tab-promote")
    assert set(found["2 sessions without a speaker"]) == {"Rounds", "Proposals"}
    assert set(found["3 sessions without a slot"]) == {"Rounds", "Proposals", "Pause"}
    assert found["1 room without a link"] == address(ahead, "rooms")
    assert found["2 pages wait for Spanish"] == "/admin/translations/?language=es"
    assert "4 sessions wait for Spanish" in found
    assert "There is no language break: add it as a session." in found
    assert "The timetable is not published yet." in found
    assert any(text.startswith("This prevents publishing the timetable:") for text in found)
    assert not any("not published" in text and "“" in text for text in found)


def test_a_speaker_whom_readers_do_not_see_is_named(admin_client, ahead):
    """A speaker made while a session was written is a draft, and publishing the session leaves it so."""
    bo = factories.speaker("Bo", live=False)
    factories.session("Circles", speakers=[factories.speaker("Ana"), bo])
    factories.session("Rounds", live=False, speakers=[factories.speaker("Di", live=False)])
    (found,) = (url for text, url in tasks(admin_client, ahead).items() if "speaker of a published session" in text)
    assert f"/pages/{bo.pk}/edit/" in found


def test_what_is_there_is_not_missing(admin_client, ahead):
    factories.call_page(EventPage.objects.get())
    factories.room(name="Oak", event=ahead, join_url="https://meet.example.org/oak")
    factories.session("Together", kind=SessionKind.LANGUAGE_BREAK)
    found = " ".join(tasks(admin_client, ahead))
    for word in ("call page", "menu", "without a speaker", "room", "language break", "draft"):
        assert word not in found


def test_an_edition_in_one_language_misses_no_other(admin_client, ahead):
    Event.objects.update(languages="en")
    factories.session("Circles")
    found = " ".join(tasks(admin_client, ahead))
    assert "Spanish" not in found and "language break" not in found


def test_only_translations_are_left_when_it_is_over(admin_client, event):
    factories.session("Circles")
    assert set(tasks(admin_client, event)) == {"2 pages wait for Spanish", "1 session waits for Spanish"}


def test_an_event_without_anything_is_shown_too(admin_client):
    assert admin_client.get(address(factories.event())).status_code == 200


def test_its_page_is_added_with_the_event_filled_in(admin_client):
    event = factories.event()
    for _again in range(2):
        response = admin_client.post(address(event, "add_event_page"))
        page = EventPage.objects.get()
        assert response.url.startswith(reverse("wagtailadmin_pages:edit", args=[page.pk]) + "?next=")
    assert (page.event, page.title, page.live, page.show_in_menus) == (event, "Conference 2021", False, True)
    assert page.is_original, "else its first translation would take its place"
    assert page.get_parent().specific == factories.home_page()


def test_its_timetable_is_created_once(admin_client, event):
    for _again in range(2):
        response = admin_client.post(address(event, "add_timetable"))
        timetable = Timetable.objects.get()
        assert response.url == reverse("wagtailsnippets_events_timetable:edit", args=[timetable.pk])
    assert (timetable.event, timetable.live) == (event, False)
    assert admin_client.get(address(event, "add_timetable")).status_code == 405


# --- rooms


def room_rows(*rows, known=0):
    """What the table sends: `rows` are name, position, link and id."""
    data = {"rooms-TOTAL_FORMS": str(len(rows)), "rooms-INITIAL_FORMS": str(known)}
    for number, (name, position, link, pk) in enumerate(rows):
        data |= {f"rooms-{number}-name": name, f"rooms-{number}-position": str(position)}
        data |= {f"rooms-{number}-join_url": link, f"rooms-{number}-id": str(pk)}
    return data


def test_rooms_are_edited_and_added_in_one_table(admin_client, event):
    oak = factories.room(name="Oak", event=event)
    data = room_rows(("Ash", 1, "https://meet.example.org/ash", oak.pk), ("Elm", 2, "", ""), ("", 3, "", ""), known=1)
    response = admin_client.post(address(event, "rooms"), data)
    assert response.url == address(event)
    assert list(Room.objects.values_list("name", "join_url")) == [("Ash", "https://meet.example.org/ash"), ("Elm", "")]
    assert "2 rooms" in " ".join(map(str, get_messages(response.wsgi_request)))


def test_a_room_is_added_with_what_the_form_itself_sends(admin_client, event):
    """Defaults that are callables come back as hidden fields, unless a field says no."""
    page = html.fromstring(admin_client.get(address(event, "rooms")).content)
    form = next(one for one in page.forms if "rooms-0-name" in one.fields)
    sent = {**dict(form.form_values()), "rooms-0-name": "Ash"}
    assert admin_client.post(address(event, "rooms"), sent).status_code == 302
    assert event.rooms.get(name="Ash").ways_in == []


def test_an_old_table_of_rooms_changes_only_what_was_changed_in_it(admin_client, event):
    oak = factories.room(name="Oak", event=event, join_url="https://meet.example.org/old", host="Ana")
    page = html.fromstring(admin_client.get(address(event, "rooms")).content)
    sent = dict(next(one for one in page.forms if "rooms-0-name" in one.fields).form_values())
    way = {"kind": "chat", "address": "https://chat.example.org", "country": "", "language": "", "note": ""}
    Room.objects.update(join_url="https://meet.example.org/new", host="Bo", ways_in=[way])
    sent |= {"rooms-0-name": "Ash", "rooms-0-host": "Cleo"}
    answer = admin_client.post(address(event, "rooms"), sent, follow=True)
    oak.refresh_from_db()
    assert (oak.name, oak.join_url, oak.host) == ("Ash", "https://meet.example.org/new", "Bo")
    assert oak.ways_in == [way]
    said = " ".join(map(str, get_messages(answer.wsgi_request))) + answer.content.decode()
    assert "“Host” of “Ash” has changed meanwhile" in said


def test_a_room_stays_in_its_edition(admin_client, event):
    oak, other = factories.room(name="Oak", event=event), factories.event(name="Other")
    path = reverse("wagtailsnippets_events_room:edit", args=[oak.pk])
    page = html.fromstring(admin_client.get(path).content)
    (form,) = [one for one in page.forms if "join_url" in one.fields]
    admin_client.post(path, dict(form.form_values()) | {"event": str(other.pk), "name": "Ash"})
    oak.refresh_from_db()
    assert (oak.name, oak.event) == ("Ash", event)


def test_a_timetable_stays_in_its_edition(admin_client, event):
    timetable, other = factories.timetable(), factories.event(name="Other")
    path = reverse("wagtailsnippets_events_timetable:edit", args=[timetable.pk]) + "?rows"
    page = html.fromstring(admin_client.get(path).content)
    (form,) = [one for one in page.forms if "slots-TOTAL_FORMS" in one.fields]
    admin_client.post(path, dict(form.form_values()) | {"event": str(other.pk)})
    timetable = Timetable.objects.get()
    assert timetable.get_latest_revision_as_object().event == timetable.event == event


def test_two_rooms_cannot_have_one_name(admin_client, event):
    response = admin_client.post(address(event, "rooms"), room_rows(("Elm", 1, "", ""), ("Elm", 2, "", "")))
    assert "Two rooms have the same name." in response.content.decode()
    assert not Room.objects.exists()


def test_rooms_of_another_edition_are_out_of_reach(admin_client, event):
    other = factories.room(name="Oak", event=factories.event(name="Other"))
    response = admin_client.post(address(event, "rooms"), room_rows(("Ash", 1, "", other.pk), known=1))
    assert response.status_code == 200 or Room.objects.get(pk=other.pk).name == "Oak"
    assert Room.objects.get(pk=other.pk).name == "Oak"


def test_whoever_publishes_the_page_of_an_edition_comes_back_to_the_edition(rf, admin_user, event):
    """Not who saves a draft, publishes another page, or came from a list, to which the form leads back."""
    page, elsewhere = EventPage.objects.get(event=event), reverse("wagtailadmin_explore", args=[1])

    def after(page, **data):
        request = rf.post("/", data)
        request.user = admin_user
        return back_to_edition(request, page)

    assert after(page, **{"action-publish": "1"}).url == address(event)
    assert after(page) is None
    assert after(page, **{"action-publish": "1", "next": elsewhere}) is None
    assert after(ProgrammePage.objects.get(), **{"action-publish": "1"}) is None
    for name in ("after_create_page", "after_edit_page"):
        assert back_to_edition in hooks.get_hooks(name)


# --- rights, queries, exports


def test_only_those_who_edit_events_see_it(client, event):
    client.force_login(User.objects.create_user("someone", password="x"))
    for name in ("overview", "export_sessions", "export_speakers", "rooms", "add_event_page", "add_timetable"):
        assert client.get(address(event, name)).status_code in (302, 403, 405)
        assert client.post(address(event, name)).status_code in (302, 403)
    assert not Timetable.objects.exists()


def test_queries_do_not_grow(client, queries_with):
    """For editors, of whose rights more is asked than of an administrator's."""
    ensure_groups()
    user = User.objects.create_user("ana", password="x")
    user.groups.add(Group.objects.get(name=EDITORS))
    client.force_login(user)
    one, three, many = (queries_with(count, client, draft_of) for count in (1, 3, 9))
    assert one == three == many <= 25


def draft_of(page):
    """The address of the edition, whose timetable has a draft."""
    timetable = Timetable.objects.get()
    timetable.get_latest_revision_as_object().save_revision()
    Event.objects.update(ends_at=utc(20) + timedelta(days=3650))
    return address(page.shown_event)


def test_sessions_as_csv(admin_client, event):
    factories.home_page("es")
    session = factories.session(
        "=HYPERLINK(1)", speakers=[factories.speaker("+Ana")], themes=[factories.theme("Evidence")]
    )
    factories.timetable(factories.slot(session, 13, room=factories.room(name="@Oak")))
    (row,) = rows(admin_client, event, "export_sessions")
    assert row["title_en"] == "'=HYPERLINK(1)"
    assert (row["room"], row["speakers"], row["themes"]) == ("'@Oak", "'+Ana", "Evidence")
    assert (row["starts_utc"], row["languages"]) == ("2021-05-06 13:00", "spoken: en")


def test_sessions_as_csv_name_speakers_that_readers_do_not_see_yet(admin_client, event):
    factories.home_page("es")
    draft, hidden = factories.speaker("Zoe", live=False), factories.speaker("Ana")
    hidden.view_restrictions.create(restriction_type="login")
    factories.session("Circles", speakers=[draft, hidden], live=False)
    (row,) = rows(admin_client, event, "export_sessions")
    assert (row["live"], row["speakers"]) == ("False", "Zoe; Ana")


def test_speakers_as_csv(admin_client, event):
    ana = factories.speaker("Ana", answers_in="es, en")
    factories.session("Circles", speakers=[ana])
    factories.session("Rounds", speakers=[ana])
    (row,) = rows(admin_client, event, "export_speakers")
    assert (row["name"], row["answers_in"], row["sessions"]) == ("Ana", "es, en", "Circles; Rounds")


def test_a_session_that_readers_know_is_not_deleted(admin_client, event):
    session = factories.session("Circles")
    factories.timetable(factories.slot(session, 13))
    admin_client.post(reverse("wagtailadmin_pages:delete", args=[session.pk]))
    assert SessionPage.objects.filter(pk=session.pk).exists()
