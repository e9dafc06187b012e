"""Now and next, join links, the count-down and the archive: at each boundary."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from events.enums import LanguageRole, SessionKind
from events.models import Event, Recording
from events.programme.session_languages import describe_role_counts
from home.caching.dependencies import collect_expiry
from tests import factories
from tests.markup import unwrapped

pytestmark = pytest.mark.django_db

JOIN = "https://meet.example.org/oak"
EVENT, PROGRAMME = "/en/better-systems/", "/en/better-systems/programme/"


@pytest.fixture
def sessions():
    """13:00 Circles and 14:00 Rounds in Oak, both released."""
    page = factories.programme_page()
    Event.objects.update(released_at=factories.utc(0, day=1))
    oak = factories.room(name="Oak", join_url=JOIN)
    circles, rounds = factories.session("Circles", page), factories.session("Rounds", page)
    factories.timetable(factories.slot(circles, 13, room=oak), factories.slot(rounds, 14, room=oak))
    return circles, rounds


def html(client, settings, at, path):
    settings.PORTAL_AT = at
    response = client.get(path)
    assert response.status_code == 200
    return unwrapped(response.content.decode())


def now_and_next(page):
    """Titles of the sessions that run now, and next."""
    part = page.split('<section class="now"')[1].split("</section>")[0]
    now, _, following = part.partition("<h3>Next")
    return [re.findall(r'__title"><a href="[^"]+">(\w+)<', half) for half in (now, following)]


@pytest.mark.parametrize(
    ("hour", "expected"),
    [(13, [["Circles"], ["Rounds"]]), (13.99, [["Circles"], ["Rounds"]]), (14, [["Rounds"], []]), (15, [[], []])],
)
def test_now_and_next(client, settings, sessions, hour, expected):
    assert now_and_next(html(client, settings, factories.utc(hour), EVENT)) == expected


@pytest.mark.parametrize(
    ("hour", "joinable", "above"),
    [
        (12.7, [], []),
        (12.8, ["Circles"], []),
        (13, ["Circles"], ["Circles"]),
        (13.8, ["Circles", "Rounds"], ["Circles"]),
    ],
)
def test_the_list_leads_into_what_runs_and_has_a_line_for_now(client, settings, sessions, hour, joinable, above):
    """Rows are kept for all readers; a link to join is never kept with them."""
    html(client, settings, factories.utc(13), PROGRAMME)
    page = html(client, settings, factories.utc(hour), PROGRAMME)
    rows = re.findall(r'class="stretched"[^>]*>(\w+)<|class="(now-line)"|(session__join)">.*?href="([^"]+)"', page)
    titles = [title for title, *_rest in rows if title]
    joins = [titles[sum(bool(one[0]) for one in rows[:at]) - 1] for at, row in enumerate(rows) if row[2]]
    assert (titles, joins) == (["Circles", "Rounds"], joinable)
    line = next((at for at, row in enumerate(rows) if row[1]), 0)
    assert [row[0] for row in rows[:line] if row[0]] == above
    assert {row[3] for row in rows if row[2]} <= {JOIN}


def test_of_many_it_says_how_many_more_there_are(client, settings):
    page = factories.programme_page()
    Event.objects.update(released_at=factories.utc(0, day=1))
    factories.timetable(*(factories.slot(factories.session(f"Talk {number}", page), 13) for number in range(8)))
    assert "2 more are in the programme." in html(client, settings, factories.utc(13), EVENT)


def test_what_comes_next_on_another_day_says_so(client, settings, sessions):
    circles, rounds = sessions
    assert '<h3>Next <span class="clock"' in html(client, settings, factories.utc(13), EVENT)
    factories.timetable(factories.slot(circles, 13), factories.slot(rounds, starts_at=factories.utc(9, day=7)))
    page = html(client, settings, factories.utc(13), EVENT)
    assert re.findall(r'<h3>Next <time[^>]* data-day="short">([^<]+)</time> <span class="clock"', page) == ["Fri 7 May"]


def test_before_and_after_nothing_runs(client, settings, sessions):
    assert now_and_next(html(client, settings, factories.utc(12.7), EVENT)) == [[], []]
    assert '<section class="now"' not in html(client, settings, factories.utc(20), EVENT)


def test_whoever_comes_early_finds_the_link(client, settings, sessions):
    page = html(client, settings, factories.utc(12.75), EVENT)
    assert now_and_next(page) == [[], ["Circles"]]
    assert JOIN in page


def test_a_page_that_was_opened_before_begins_to_tell_on_time(client, settings, sessions, monkeypatch):
    """Each part has the time at which now.js fetches it again."""
    monkeypatch.setattr("home.clock.timezone.now", lambda: factories.utc(11.9))
    page = html(client, settings, None, PROGRAMME)
    parts = dict(re.findall(r'data-live="([\w-]+)" data-until="2021-05-06T([0-9:]+)Z"', page))
    assert parts == {"countdown": "12:00:00", "at-2021-05-06-13-00": "12:45:00", "at-2021-05-06-14-00": "13:45:00"}
    assert "Starts in 1 hour." in page
    session = html(client, settings, None, f"{PROGRAMME}circles/")
    assert 'data-live="join" data-until="2021-05-06T12:45:00Z"' in session
    assert "The link to join appears here 15 minutes before the start." in session


def test_a_session_that_is_over_promises_no_link(client, settings, sessions):
    assert "The link to join" not in html(client, settings, factories.utc(14.5), f"{PROGRAMME}circles/")


@pytest.mark.parametrize(("minutes", "shown"), [(-16, False), (-15, True), (59, True), (60, False)])
def test_the_join_link_is_there_from_a_quarter_of_an_hour_before_until_the_end(
    client, settings, sessions, minutes, shown
):
    at = factories.utc(13) + timedelta(minutes=minutes)
    page = html(client, settings, at, f"{PROGRAMME}circles/")
    assert (JOIN in page) is shown


def test_a_cached_page_ends_when_the_join_link_appears(client, settings, sessions):
    settings.PORTAL_AT = factories.utc(12)
    with collect_expiry() as instants:
        client.get(f"{PROGRAMME}circles/")
    assert min(instants) == factories.utc(12.75)


def test_the_script_asks_again_at_the_next_boundary(client, settings, sessions, monkeypatch):
    monkeypatch.setattr("home.clock.timezone.now", lambda: factories.utc(13.2))
    page = html(client, settings, None, PROGRAMME)
    assert 'data-until="2021-05-06T13:45:00Z"' in page  # the join link of 14:00
    fragment = client.get(f"/en/programme/{Event.objects.get().pk}/now/")
    assert fragment.headers["Cache-Control"] == "no-store"
    assert now_and_next(unwrapped(fragment.content.decode())) == [["Circles"], ["Rounds"]]


def test_a_frozen_portal_does_not_tick(client, settings, sessions):
    assert "data-until" not in html(client, settings, factories.utc(13.2), PROGRAMME)


def test_the_count_down_is_in_words_and_ends_in_time(client, settings, sessions):
    settings.PORTAL_AT = factories.utc(0, day=1)
    with collect_expiry() as instants:
        page = client.get(EVENT).content.decode()
    assert "Starts in 5 days." in page
    assert factories.utc(13, day=1) in instants


def test_the_language_break_gives_each_room_with_host_and_link(client, settings):
    factories.programme_page()
    factories.room(name="Encina", language="es", host="Rocío", join_url="https://meet.example.org/encina")
    factories.room(name="Hawthorn", language="en", host="Declan", join_url="https://meet.example.org/hawthorn")
    pause = factories.session("Break", kind=SessionKind.LANGUAGE_BREAK)
    factories.timetable(factories.slot(pause, 16, languages={}))
    page = html(client, settings, factories.utc(16), f"{PROGRAMME}break/")
    rooms = re.findall(r'<b lang="(\w+)">([^<]+)</b><span>([^<]+)</span>', page)
    assert rooms == [("en", "English", "Hawthorn · hosted by Declan"), ("es", "Español", "Encina · hosted by Rocío")]
    assert "meet.example.org/encina" in page
    assert "meet.example.org" not in html(client, settings, factories.utc(15), f"{PROGRAMME}break/")
    for hour, shown in ((15, False), (16, True)):
        listed = html(client, settings, factories.utc(hour), PROGRAMME).split('class="day"')[1]
        assert re.findall(r'<b lang="(\w+)">', listed) == ["en", "en", "es"]  # the mark, and the rooms
        assert "hosted by Declan" in listed
        assert ("meet.example.org" in listed) is shown


def test_each_language_break_is_brought_up_to_date_with_its_own_rooms(client, settings, monkeypatch):
    """now.js finds the new state of a part by its name."""
    factories.programme_page()
    Event.objects.update(released_at=factories.utc(0, day=1))
    factories.room(language="es", join_url="https://meet.example.org/encina")
    first, second = (factories.session(title, kind=SessionKind.LANGUAGE_BREAK) for title in ("Break", "Later break"))
    factories.timetable(factories.slot(first, 14, languages={}), factories.slot(second, 17, languages={}))
    monkeypatch.setattr("home.clock.timezone.now", lambda: factories.utc(11.9))
    names = re.findall(r'data-live="([\w-]+)"', html(client, settings, None, PROGRAMME))
    assert len(names) == len(set(names)), names


def test_afterwards_the_event_page_is_the_archive(client, settings, sessions):
    circles, _rounds = sessions
    Recording.objects.create(page=circles, url="https://video.example.org/1", language="es", captions="en, es")
    page = html(client, settings, factories.utc(20), EVENT)
    archive = page.split('id="archive"')[1].split("</section>")[0]
    assert "Circles" in archive and "Rounds" not in archive
    assert "Watch in Spanish" in archive
    assert "Captions: English and Spanish" in archive
    assert "https://video.example.org/1" not in html(client, settings, factories.utc(13), EVENT)


@pytest.mark.parametrize(
    ("code", "path", "words"),
    [
        ("en", PROGRAMME, ["Recorded in Spanish, captions in English"]),
        (
            "es",
            "/es/better-systems/programme/",
            ["Grabada en español, subtítulos en inglés"],
        ),
    ],
)
def test_the_programme_says_which_sessions_were_recorded_and_in_which_languages(
    client, settings, sessions, code, path, words
):
    circles, _rounds = sessions
    if code == "es":
        factories.home_page("es")
    Recording.objects.create(page=circles, url="https://video.example.org/1", language="es", captions="en, es")
    page = html(client, settings, factories.utc(20), path)
    assert re.findall(r'session__recorded"><svg.*?</svg>(.*?)</span>', page) == words
    assert page.index("session__recorded") < page.index(">Rounds</a>")
    grid = html(client, settings, factories.utc(20), f"{path}?view=grid")
    assert re.findall(r'timetable__recorded"><svg.*?</svg><span>(.*?)</span></p>', grid) == words
    Recording.objects.create(page=circles, url="https://video.example.org/2", language="en", sort_order=1)
    assert f">{words[0].split(',')[0]}, " in html(
        client, settings, factories.utc(20), path
    )  # two to hear, nothing more to read


def test_only_ways_to_follow_that_occur_are_counted():
    assert (
        describe_role_counts([LanguageRole.CAPTIONED, LanguageRole.SPOKEN, LanguageRole.SPOKEN])
        == "2 spoken, 1 with captions"
    )
    with translation.override("es"):
        assert (
            describe_role_counts([LanguageRole.SPOKEN, LanguageRole.INTERPRETED]) == "1 hablada, 1 con interpretación"
        )


def preview(page, mode):
    response = page.make_preview_request(preview_mode=mode)
    assert response.status_code == 200
    return unwrapped(response.content.decode().split("<main")[1])


def test_each_phase_of_a_programme_can_be_previewed(sessions):
    page = sessions[0].get_parent().specific
    page.not_yet = "Come back in April."
    assert "Come back in April." in preview(page, "announced") and "Circles" not in preview(page, "announced")
    before = preview(page, "programme")
    assert "Starts in" in before and "Circles" in before
    assert 'class="now-line"' in preview(page, "live")
    assert "Starts in" not in preview(page, "over") and 'class="now-line"' not in preview(page, "over")


def test_a_session_previewed_while_it_runs_shows_how_to_join(sessions):
    _circles, rounds = sessions
    assert "has not been published yet" in preview(rounds, "announced")
    assert "The link to join appears here" in preview(rounds, "programme")
    assert JOIN in preview(rounds, "live")
    assert "to join" not in preview(rounds, "over") and JOIN not in preview(rounds, "over")


def test_a_session_that_was_never_saved_is_previewed_in_each_phase(client, admin_client, sessions):
    parent = sessions[0].get_parent()
    url = reverse("wagtailadmin_pages:preview_on_add", args=["events", "sessionpage", parent.pk])
    counts = ("TOTAL_FORMS", "INITIAL_FORMS", "count")
    empty = {
        f"{name}-{count}": 0
        for name in ("session_speakers", "session_themes", "recordings", "body", "comments")
        for count in counts
    }
    assert admin_client.post(url, {"title": "Fresh", "slug": "fresh", "kind": "talk", **empty}).json()["is_valid"]
    for mode in ("", "announced", "programme", "live", "over"):
        response = admin_client.get(url, {"mode": mode})
        assert response.status_code == 200
        assert "Fresh" in response.content.decode()


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_modes_have_names_in_the_language_of_the_editor(sessions, language):
    with translation.override(language):
        names = [str(label) for _mode, label in sessions[0].preview_modes]
    assert (
        names
        == {
            "en": ["as it is now", "announced", "programme published", "running now", "finished"],
            "es": ["como está ahora", "anunciado", "programa publicado", "en curso", "finalizado"],
        }[language]
    )
