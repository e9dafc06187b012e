"""The timetable's form in the CMS: drafts, errors at the rows, warnings, and as many queries for 300 rows as for 30."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from events.enums import Change, SessionKind, SlotStatus
from events.models import Event, Slot, Timetable
from home.jobs.tasks import publish_scheduled
from home.outbox.models import Delivery
from home.signals import ReceiverFailed, milestone
from tests import factories
from tests.translations.helpers import messages

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return factories.programme_page()


def url(name, *args):
    return reverse(f"wagtailsnippets_events_timetable:{name}", args=args)


def shown_form(client, timetable):
    response = client.get(url("edit", timetable.pk) + "?rows")
    assert response.status_code == 200
    return html.fromstring(response.content)


def data_of(tree):
    """What a browser would send."""
    form = next(
        form
        for form in tree.forms
        if form.get("id") in ("w-editor-form", "page-edit-form") or "slots-TOTAL_FORMS" in form.fields
    )
    for template in form.iter("template"):
        template.getparent().remove(template)
    blocks = {f"{field.get('id')}-count": ["0"] for field in form.xpath(".//*[@data-block]")}  # made by a script
    return blocks | dict(_pairs(form))


def _pairs(form):
    found = {field.name: [""] for field in form.xpath(".//input[@type='hidden' and @name and not(@value)]")}
    for name, value in form.form_values():
        found.setdefault(name, []).append(value)
    return found.items()


def answer_yes(client, response):
    """To the question that comes before the first publication."""
    form = html.fromstring(client.get(response.url).content).xpath("//form[.//input[@name='revision']]")[0]
    return client.post(response.url, dict(form.form_values()))


def test_rows_are_folded_and_say_what_they_hold(admin_client, programme):
    oak = factories.room(name="Oak")
    slot = factories.slot(
        factories.session("Circles"), 13, 40, room=oak, languages={"spoken": ["es"], "interpreted": ["en"]}
    )
    tree = shown_form(admin_client, factories.timetable(slot, live=False))
    row = tree.get_element_by_id("inline_child_slots-0")
    assert row.find_class("w-panel")[0].get("class").split() == ["w-panel", "collapsed"]
    assert row.xpath(".//*[@data-row-summary]")[0].text == "6 May 13:00–13:40 · Oak · Circles · es, en"


def test_a_draft_with_errors_can_be_saved_but_not_published(admin_client, programme):
    oak = factories.room()
    slots = [factories.slot(factories.session(title), 13, room=oak) for title in ("One", "Two")]
    timetable = factories.timetable(*slots, live=False)
    data = data_of(shown_form(admin_client, timetable))
    assert admin_client.post(url("edit", timetable.pk), data).status_code == 302
    response = admin_client.post(url("edit", timetable.pk), {**data, "action-publish": "1"})
    assert response.status_code == 200
    text = "“One” and “Two” are in the same room at the same time."
    tree = html.fromstring(response.content)
    for row in (0, 1):
        assert text in tree.get_element_by_id(f"inline_child_slots-{row}").find_class("error-message")[0].text_content()
    assert not Timetable.objects.get().live


def test_publishing_moves_the_session_for_readers(admin_client, client, programme):
    session = factories.session("Circles")
    timetable = factories.timetable(factories.slot(session, 13))
    data = data_of(shown_form(admin_client, timetable))
    data |= {"slots-0-starts_at": ["2021-05-06 15:00"], "slots-0-ends_at": ["2021-05-06 16:00"]}
    assert admin_client.post(url("edit", timetable.pk), data).status_code == 302
    assert [slot.starts_at.hour for slot in Slot.objects.all()] == [13]
    response = admin_client.post(url("edit", timetable.pk), {**data, "action-publish": "1"})
    assert response.status_code == 302
    assert [slot.starts_at.hour for slot in Slot.objects.all()] == [15]
    assert session.releases.get().sequence == 1


def test_rows_are_sorted_by_time_when_saved(admin_client, programme):
    slots = [factories.slot(factories.session(title), hour) for title, hour in (("One", 13), ("Two", 14))]
    timetable = factories.timetable(*slots)
    data = data_of(shown_form(admin_client, timetable))
    data |= {"slots-0-starts_at": ["2021-05-06 17:00"], "slots-0-ends_at": ["2021-05-06 18:00"]}
    admin_client.post(url("edit", timetable.pk), data)
    summaries = shown_form(admin_client, timetable).xpath("//*[@id='id_slots-FORMS']//*[@data-row-summary]")
    assert [summary.text.split(" · ")[1] for summary in summaries] == ["Two", "One"]


def test_warnings_are_shown_and_do_not_block(admin_client, programme):
    timetable = factories.timetable(factories.slot(factories.session("One", live=False), 13), live=False)
    tree = shown_form(admin_client, timetable)
    (warnings,) = tree.find_class("help-warning")
    line = "Please check: drafts: 1, times without a session in a language: 1"
    assert " ".join(warnings.find("summary").text_content().split()) == line
    assert warnings.get("open") is None
    lines = [line.text_content().strip() for line in warnings.iter("li")]
    assert any(line.startswith("“One” is a draft: readers will not see it.") for line in lines)
    response = admin_client.post(url("edit", timetable.pk), {**data_of(tree), "action-publish": "1"})
    assert response.status_code == 302
    assert not Timetable.objects.get().live
    answer_yes(admin_client, response)
    assert Timetable.objects.get().live


def test_a_choice_that_is_gone_is_told_in_words(admin_client, programme):
    timetable = factories.timetable(factories.slot(factories.session("One"), 13), live=False)
    data = data_of(shown_form(admin_client, timetable)) | {"slots-0-session": ["99999"], "slots-0-room": ["x"]}
    response = admin_client.post(url("edit", timetable.pk), data)
    assert response.status_code == 200
    assert response.content.decode().count("This choice no longer exists.") >= 2


@pytest.mark.parametrize("row", ["x", "\x00", "99999", ""])
def test_the_id_of_a_row_that_cannot_be_is_no_server_error(admin_client, programme, row):
    timetable = factories.timetable(factories.slot(factories.session("One"), 13), live=False)
    data = data_of(shown_form(admin_client, timetable)) | {"slots-0-id": [row]}
    assert admin_client.post(url("edit", timetable.pk), data).status_code < 500


def test_queries_do_not_grow_with_the_rows(admin_client, queries_with):
    few, many = (
        queries_with(count, admin_client, lambda page: url("edit", page.shown_event.timetable.pk) + "?rows")
        for count in (3, 30)
    )
    assert many == few <= 32


def test_saving_a_draft_costs_the_same_for_any_number_of_rows(admin_client, many):
    def cost(count):
        with transaction.atomic():
            path = url("edit", many(count).shown_event.timetable.pk) + "?rows"
            data = data_of(html.fromstring(admin_client.get(path).content))
            with CaptureQueriesContext(connection) as captured:
                assert admin_client.post(path, data).status_code == 302
            transaction.set_rollback(True)
        return len(captured)

    cost(3)
    assert cost(30) == cost(3)


def test_a_release_can_be_scheduled_and_changes_nothing_before(admin_client, programme):
    session = factories.session("Circles")
    timetable = factories.timetable(factories.slot(session, 13))
    data = data_of(shown_form(admin_client, timetable))
    data |= {"slots-0-starts_at": ["2021-05-06 15:00"], "slots-0-ends_at": ["2021-05-06 16:00"]}
    at = (timezone.now() + timedelta(hours=2)).replace(second=0, microsecond=0)
    data |= {"go_live_at": [f"{at:%Y-%m-%d %H:%M}"], "action-publish": ["1"]}
    assert admin_client.post(url("edit", timetable.pk), data).status_code == 302
    for instant, hour, sequence in ((at - timedelta(minutes=1), 13, 0), (at + timedelta(minutes=1), 15, 1)):
        with time_machine.travel(instant, tick=False):
            publish_scheduled(now=instant)
        found = [slot.starts_at.hour for slot in Slot.objects.all()]
        assert (found, session.releases.get().sequence) == ([hour], sequence)


@pytest.fixture
def failing():
    """Two receivers listen for the release, and the first one fails."""
    heard = []

    def fail(**kwargs):
        raise ReceiverFailed("The newsletter is left to you.")

    def note(name, **kwargs):
        heard.append(name)

    for receiver in (fail, note):
        milestone.connect(receiver)
    yield heard
    for receiver in (fail, note):
        milestone.disconnect(receiver)


@pytest.mark.parametrize("name", ["add", "edit"])
def test_a_milestone_that_fails_stops_neither_the_release_nor_the_others(admin_client, programme, failing, name):
    timetable = factories.timetable(factories.slot(factories.session("Circles"), 13), live=False)
    data = data_of(shown_form(admin_client, timetable)) | {"action-publish": ["1"]}
    if name == "add":
        timetable.delete()
        data |= {"event": [str(timetable.event_id)], "slots-INITIAL_FORMS": ["0"], "slots-0-id": [""]}
    response = admin_client.post(url(name, *([timetable.pk] if name == "edit" else [])), data)
    assert response.status_code == 302
    response = answer_yes(admin_client, response)
    timetable = Timetable.objects.get()
    assert (timetable.live, failing) == (True, ["programme_released"])
    assert "The newsletter is left to you." in messages(response)
    assert "The newsletter is left to you." in admin_client.get(url("history", timetable.pk)).content.decode()
    again = admin_client.post(url("edit", timetable.pk), data_of(shown_form(admin_client, timetable)))
    assert "The newsletter is left to you." not in messages(again)
    assert not Delivery.objects.exists()


def test_whoever_scheduled_a_release_is_told_by_mail_what_failed(programme, failing, django_user_model):
    timetable = factories.timetable(factories.slot(factories.session("Circles"), 13), live=False)
    timetable.save_revision(user=django_user_model.objects.create_user("editor", "editor@example.org")).publish()
    told = Delivery.objects.get()
    assert told.address == "editor@example.org"
    assert "The newsletter is left to you." in told.text


def test_a_row_deleted_since_can_be_restored_from_an_old_version(admin_client, programme):
    circles, rounds = factories.session("Circles"), factories.session("Rounds")
    old = factories.timetable(factories.slot(circles, 13), factories.slot(rounds, 14)).latest_revision
    timetable = factories.timetable(factories.slot(circles, 13))
    tree = html.fromstring(admin_client.get(url("revisions_revert", timetable.pk, old.pk)).content)
    response = admin_client.post(url("edit", timetable.pk), {**data_of(tree), "action-publish": ["1"]})
    assert response.status_code == 302
    assert sorted(slot.starts_at.hour for slot in Slot.objects.all()) == [13, 14]
    release = rounds.releases.get()
    assert (release.sequence, release.change) == (2, Change.RESTORED)


def test_versions_are_compared_in_one_line_a_slot_that_differs(admin_client, programme):
    circles, rounds, tea = (factories.session(title) for title in ("Circles", "Rounds", "Tea"))
    first = factories.timetable(factories.slot(circles, 13), factories.slot(rounds, 14), live=False).latest_revision
    both = {"spoken": ["en"], "captioned": ["es"]}
    second = factories.timetable(
        factories.slot(circles, 13),
        factories.slot(rounds, 14, languages=both, status=SlotStatus.CANCELLED),
        factories.slot(tea, 15),
        live=False,
    ).latest_revision
    path = url("revisions_compare", first.content_object.pk, first.pk, second.pk)
    page = html.fromstring(admin_client.get(path).content)
    cell = page.find_class("comparison")[0]
    assert [(span.get("class"), span.text) for span in cell.iter("span")] == [
        ("deletion", "6 May 14:00–15:00 · Rounds · English"),
        ("addition", "6 May 14:00–15:00 · Rounds · English, Captions in Spanish · cancelled"),
        ("addition", "6 May 15:00–16:00 · Tea · English"),
    ]


def test_the_chooser_offers_sessions_without_a_slot_first_and_finds_any_language(admin_client, programme):
    factories.home_page("es")
    factories.translated(programme.get_parent().specific, slug="mejores")
    factories.translated(programme, slug="programa")
    taken, free = factories.session("Alpha"), factories.session("Omega")
    factories.translated(free, title="Última letra", slug="ultima")
    factories.timetable(factories.slot(taken, 13), live=False)
    path = reverse("session_chooser:choose_results")

    def titles(query):
        found = admin_client.get(f"{path}?event={Event.objects.get().pk}&{query}").content.decode()
        return re.findall(r"(Alpha|Omega|Última letra)", found)

    assert titles("") == ["Omega", "Alpha"]
    assert titles("q=ULTIMA") == ["Omega"]
    assert titles("q=%00") == ["Omega", "Alpha"]


def test_the_draft_is_previewed_in_each_language(admin_client, programme):
    factories.home_page("es")
    factories.translated(programme.get_parent().specific, slug="mejores")
    factories.translated(programme, slug="programa", title="Programa")
    session = factories.session("Circles")
    factories.translated(session, slug="circulos", title="Círculos")
    timetable = factories.timetable(factories.slot(session, 13))
    data = data_of(shown_form(admin_client, timetable))
    data |= {"slots-0-starts_at": ["2021-05-06 15:00"], "slots-0-ends_at": ["2021-05-06 16:00"]}
    admin_client.post(url("preview_on_edit", timetable.pk), data)
    for code, title in (("en", "Circles"), ("es", "Círculos")):
        page = admin_client.get(url("preview_on_edit", timetable.pk), {"mode": code}).content.decode()
        assert f'<html lang="{code}"' in page
        assert f">{title}</bdi></a>" in page
        assert 'datetime="2021-05-06T15:00:00Z"' in page


def test_a_large_timetable_shows_the_rows_of_one_day_and_keeps_the_others(admin_client, many):
    """On the second day are 4 of 106 slots."""
    timetable = many(106).shown_event.timetable
    before = {slot.pk: slot.starts_at for slot in timetable.slots.all()}
    path = url("edit", timetable.pk)
    with CaptureQueriesContext(connection) as captured:
        tree = html.fromstring(admin_client.get(f"{path}?rows&day=2021-05-07").content)
    assert len(captured) <= 40
    assert len(tree.xpath("//*[@id='id_slots-FORMS']//*[@data-row-summary]")) == 4
    assert [day.text for day in tree.find_class("timetable-days")[0]] == ["Thu 6 May", "Fri 7 May"]
    data = data_of(tree) | {"slots-0-starts_at": ["2021-05-07 15:00"], "slots-0-ends_at": ["2021-05-07 15:20"]}
    response = admin_client.post(path, {**data, "action-publish": "1"})
    assert response.status_code == 302
    after = {slot.pk: slot.starts_at for slot in Slot.objects.all()}
    assert after.keys() == before.keys()
    changed = [pk for pk in before if before[pk] != after[pk]]
    assert changed == [int(data["slots-0-id"][0])]
    rows = html.fromstring(admin_client.get(f"{path}?rows").content)  # of one room on the first day, which has 102
    assert len(rows.xpath("//*[@id='id_slots-FORMS']//*[@data-row-summary]")) == 17
    assert len(rows.find_class("timetable-days")[0].findall("a")) == 2 + 6


def test_a_row_cannot_be_lost_where_a_day_is_unreadable(admin_client, programme):
    timetable = factories.timetable(factories.slot(factories.session("One"), 13), live=False)
    data = data_of(shown_form(admin_client, timetable)) | {"day": ["yesterday"]}
    assert admin_client.post(url("edit", timetable.pk), data).status_code == 302
    assert len(Timetable.objects.get().get_latest_revision_as_object().slots.all()) == 1


def new_row(data, session):
    """The form with one more row, for a session without a slot, in which nobody ticks a language."""
    row = {name.replace("slots-0-", "slots-1-"): value for name, value in data.items() if name.startswith("slots-0-")}
    row = {name: value for name, value in row.items() if "-languages_" not in name}
    row |= {"slots-1-id": [""], "slots-1-known_as": [""], "slots-1-session": [str(session.pk)]}
    row |= {"slots-1-starts_at": ["2021-05-06 15:00"], "slots-1-ends_at": ["2021-05-06 15:40"]}
    return data | row | {"slots-TOTAL_FORMS": ["2"]}


def draft_languages():
    draft = Timetable.objects.get().get_latest_revision_as_object()
    return {slot.session.title: slot.languages for slot in draft.slots.all()}


def test_a_new_row_is_in_the_language_of_its_session_until_somebody_takes_it_away(admin_client, programme):
    timetable = factories.timetable(factories.slot(factories.session("Circles"), 13), live=False)
    data = new_row(data_of(shown_form(admin_client, timetable)), factories.session("Rounds"))
    answer = admin_client.post(url("edit", timetable.pk), data, headers={"accept": "application/json"}).json()
    assert draft_languages()["Rounds"] == {"spoken": ["en"]}

    data |= {name: [value] for name, value in answer["field_updates"].items()}
    assert admin_client.post(url("edit", timetable.pk), data).status_code == 302  # the page showed no language yet
    assert draft_languages()["Rounds"] == {"spoken": ["en"]}

    seen = data_of(shown_form(admin_client, timetable))
    del seen["slots-1-languages_spoken"]
    assert admin_client.post(url("edit", timetable.pk), seen).status_code == 302
    assert draft_languages()["Rounds"] == {}


def test_a_new_row_of_a_break_has_no_language(admin_client, programme):
    timetable = factories.timetable(factories.slot(factories.session("Circles"), 13), live=False)
    data = new_row(data_of(shown_form(admin_client, timetable)), factories.session("Lunch", kind=SessionKind.BREAK))
    assert admin_client.post(url("edit", timetable.pk), data).status_code == 302
    assert draft_languages()["Lunch"] == {}
