from string import ascii_letters, digits

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Page
from wagtail.search.index import insert_or_update_object

from events.models import EventPage, SessionPage, Theme
from home.i18n.languages import forget_language_codes
from search.backend import clean
from search.queries import find, specific
from tests import factories

pytestmark = pytest.mark.django_db

HOSTILE = ['"', "\x00", " ", "a" * 6000, "a " * 3000, '"" AND OR NOT (', "\\", "*", "\u202eabc", "a:b", "-", "'", "^~"]


@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_gives_a_server_error(client, query):
    factories.standard_page(title="Circles")
    assert client.get("/en/search/", {"q": query}).status_code == 200


def test_broken_percent_encoding_gives_no_server_error(client):
    assert client.get("/en/search/?q=%ED%A0%80%FF&page=%00").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_breaks_the_choosers_of_the_admin(query):
    list(Page.objects.live().autocomplete(query))  # PostgreSQL finds every page by a character that is not a word


@pytest.mark.parametrize("number", ["0", "-1", "99999999999999999999", "x", ""])
def test_no_page_number_gives_a_server_error(client, number):
    assert client.get("/en/search/", {"q": "circles", "page": number}).status_code == 200


def titles(client, language, query, **more):
    found = client.get(f"/{language}/search/", {"q": query, **more}).context["results"]
    return [result.page.title for result in found]


def test_only_live_public_pages_of_the_readers_language_are_found(client):
    factories.home_page("es")
    factories.translated(factories.standard_page(title="Circles and consent"), title="Círculos", slug="circulos")
    factories.standard_page(title="Circles in draft", slug="draft", live=False)
    factories.standard_page(title="Circles in private", slug="private").view_restrictions.create(
        restriction_type="login"
    )
    assert titles(client, "en", "circles") == ["Circles and consent"]
    assert titles(client, "es", "circles") == []
    assert titles(client, "es", "círculos") == ["Círculos"]


def test_results_are_paginated(client):
    for number in range(12):
        factories.standard_page(title=f"Circle {number}", slug=f"circle-{number}")
    assert len(titles(client, "en", "circle")) == 10
    assert len(titles(client, "en", "circle", page=2)) == 2


SAME_WORD = [
    ("es", "organización", ["organizacion", "organizaciones", "Organización", "ORGANIZACIONES"]),
    ("es", "taller", ["talleres", "Taller"]),
    ("es", "talleres", ["taller"]),
    ("es", "círculos", ["circulo", "circulos", "círculo"]),
    ("es", "sociocracia", ["sociocracias", "sociocracia"]),
    ("es", "decisiones", ["decision", "decisión"]),
    ("en", "cooperative", ["cooperatives", "Cooperative"]),
    ("en", "governing", ["govern", "governs"]),
]


@pytest.mark.parametrize(("language", "word", "queries"), SAME_WORD)
def test_accents_and_forms_of_a_word_do_not_matter(client, language, word, queries):
    home = factories.home_page(language)
    factories.standard_page(home, title="A", slug="a", intro=f"x {word} y")
    factories.standard_page(home, title="B", slug="b", intro="z")
    for query in queries:
        assert titles(client, language, query) == ["A"], query


def test_pages_with_the_words_in_their_title_come_first(client):
    factories.standard_page(title="Other", slug="a", intro="circles and consent")
    factories.standard_page(title="Circles and consent", slug="b")
    factories.standard_page(title="Half", slug="c", intro="circles")
    assert titles(client, "en", "consent circle") == ["Circles and consent", "Other"]


@pytest.fixture
def circles():
    """Titles in the expected order of results: two have no date."""
    for number in range(4):
        factories.standard_page(title=f"Circle {number}", slug=f"title-{number}")
        factories.standard_page(title=f"Other {number}", slug=f"text-{number}", intro="circles")
        factories.standard_page(title=f"Nothing {number}", slug=f"nothing-{number}")
    for number, hour in ((0, 11), (1, 12), (2, 13), (3, None)):
        at = hour and factories.utc(hour)
        Page.objects.filter(title__endswith=str(number)).update(first_published_at=at)
    Page.objects.filter(title="Other 2").update(first_published_at=factories.utc(14))
    return [f"{word} {number}" for word in ("Circle", "Other") for number in (2, 1, 0, 3)]


@pytest.mark.parametrize("newest", [0, 1, 3, 5, 8, 100])
@pytest.mark.parametrize("size", [1, 2, 3, 5, 8])
def test_every_result_stands_on_one_page_of_results(circles, monkeypatch, newest, size):
    """However many of the newest pages are read first."""
    monkeypatch.setattr("search.queries.MAX_CANDIDATES", newest)
    found = find("circle", factories.locale("en"))
    parts = [found[start : start + size] for start in range(0, len(found), size)]
    assert [page.title for part in parts for page in part] == circles
    assert [page.title for page in found] == circles


def test_common_words_are_answered_from_the_newest_pages(circles):
    """Sorting all matches is what takes long among thousands."""
    found = find("circle", factories.locale("en"))
    with CaptureQueriesContext(connection) as queries:
        assert [page.title for page in found[:2]] == circles[:2]
    assert not [query["sql"] for query in queries if "NULLS LAST" in query["sql"]]


def test_the_extract_shows_why_a_page_was_found(client):
    factories.standard_page(title="Other", slug="a", intro="words " * 40 + "then <b>circles</b> meet")
    html = client.get("/en/search/", {"q": "circle"}).content.decode()
    assert "<mark>circles</mark>" in html
    assert "&lt;b&gt;" in html


def test_where_nothing_is_found_other_languages_are_offered_and_marked(client):
    factories.home_page("es")
    factories.standard_page(title="Circles", slug="circles")
    response = client.get("/es/search/", {"q": "circle"})
    assert [(result.page.title, result.lang) for result in response.context["elsewhere"]] == [("Circles", "en")]
    assert 'lang="en"' in response.content.decode()


def test_a_language_that_was_taken_out_is_not_offered(client, settings):
    factories.standard_page(factories.home_page("es"), title="Círculos", slug="circulos")
    assert client.get("/en/search/?q=círculos").context["elsewhere"]
    settings.PORTAL_LANGUAGES = ["en"]
    forget_language_codes()
    assert client.get("/en/search/?q=círculos").context["elsewhere"] == []


def test_a_page_that_is_deleted_meanwhile_is_left_out():
    gone, page = factories.standard_page(slug="gone"), factories.standard_page(slug="here")
    Page.objects.get(pk=gone.pk).delete()
    assert specific([gone, page]) == [page]


def test_results_can_be_limited_to_an_edition_and_a_kind(client):
    event = factories.event_page(title="Circles in May", slug="may")
    factories.call_page(event, title="Call for circles")
    factories.standard_page(title="About circles")
    assert len(titles(client, "en", "circles")) == 3
    assert set(titles(client, "en", "circles", edition=event.pk)) == {"Call for circles", "Circles in May"}
    assert titles(client, "en", "circles", kind="callpage") == ["Call for circles"]
    assert len(titles(client, "en", "circles", kind="nonsense", edition="nonsense")) == 3


def test_editors_can_promote_a_page_for_a_query_in_its_language(client):
    spanish = factories.home_page("es")
    query = Query.objects.create(query_string="circle")
    for page in (factories.standard_page(title="Start here"), factories.standard_page(spanish, title="Aquí", slug="a")):
        SearchPromotion.objects.create(query=query, page=page, sort_order=1)
    found = client.get("/en/search/", {"q": "Circle"}).context["promoted"]
    assert [pick.page.title for pick in found] == ["Start here"]


def test_what_editors_promote_shows_at_once_on_a_page_that_was_kept(kept_pages, client):
    page = factories.standard_page(title="Start here")
    assert client.get("/en/search/", {"q": "circle"}).context["promoted"] == []
    pick = SearchPromotion.objects.create(query=Query.objects.create(query_string="circle"), page=page)
    assert [found.page for found in client.get("/en/search/", {"q": "circle"}).context["promoted"]] == [page.page_ptr]
    pick.delete()
    assert client.get("/en/search/", {"q": "circle"}).context["promoted"] == []


def test_a_session_is_found_by_its_themes_and_speakers_and_says_when_it_is(client):
    factories.home_page("es")
    theme, ana = factories.theme("Governance", "Gobernanza"), factories.speaker("Ana Lucero")
    page = factories.session("Deciding", themes=[theme], speakers=[ana])
    factories.timetable(factories.slot(page))
    page.save_revision().publish()
    assert titles(client, "en", "governance") == ["Deciding"]
    assert titles(client, "en", "lucero") == ["Ana Lucero", "Deciding"]
    html = client.get("/en/search/", {"q": "governance"}).content.decode()
    assert "<mark>Governance</mark>" in html
    assert '<time datetime="2021-05-06T13:00:00Z">' in html


def test_a_result_says_when_a_session_takes_place_or_that_it_is_cancelled(client):
    page = factories.session("Deciding")
    factories.timetable(factories.slot(page, 13, status="cancelled"), factories.slot(page, 15))
    page.save_revision().publish()
    moved = client.get("/en/search/", {"q": "deciding"}).content.decode()
    factories.timetable(factories.slot(page, 13, status="cancelled"))
    cancelled = client.get("/en/search/", {"q": "deciding"}).content.decode()
    said = '<li class="pill pill--cancelled">Cancelled</li>'
    assert ["T15:00:00Z" in moved, said in moved] == [True, False]
    assert ["T13:00:00Z" in cancelled, said in cancelled] == [True, True]


def test_a_result_says_of_a_session_that_left_the_programme_what_its_page_says(client):
    gone, other = factories.session("Deciding"), factories.session("Rounds")
    factories.timetable(factories.slot(gone, 13), factories.slot(other, 14))
    gone.save_revision().publish()
    factories.timetable(factories.slot(other, 14))
    result = client.get("/en/search/", {"q": "deciding"}).content.decode()
    assert '<time datetime="2021-05-06T13:00:00Z">' in result
    assert '<li class="pill pill--cancelled">Cancelled</li>' in result
    assert "This session has been cancelled." in client.get(gone.get_url()).content.decode()


def test_a_result_is_silent_about_the_time_while_the_programme_is_empty(client):
    """As the page of the session, which says that its time is not published."""
    page = factories.session("Deciding")
    factories.timetable(factories.slot(page, 13))
    page.save_revision().publish()
    factories.timetable()
    (result,) = client.get("/en/search/", {"q": "deciding"}).context["results"]
    assert (result.date, result.is_cancelled) == (None, False)
    assert "has not been published yet" in client.get(page.get_url()).content.decode()


def test_a_session_is_found_by_the_names_its_themes_and_speakers_have_now(client):
    factories.home_page("es")
    theme, ana = factories.theme("Governance"), factories.speaker("Ana Lucero")
    page = factories.session("Deciding", themes=[theme], speakers=[ana])
    page.save_revision().publish()
    for above in (page.get_ancestors().type(EventPage).specific().get(), page.get_parent().specific):
        factories.translated(above)
    factories.translated(page, title="Decidir", slug="decidir")
    theme.name = "Power"
    theme.save()
    Theme.objects.create(
        name="Poder", slug=theme.slug, locale=factories.locale("es"), translation_key=theme.translation_key
    )
    ana.title = "Ana Bosque"
    ana.save_revision().publish()
    assert titles(client, "en", "governance") == titles(client, "en", "lucero") == titles(client, "es", "power") == []
    assert titles(client, "en", "power") == ["Deciding"]
    assert titles(client, "es", "poder") == ["Decidir"]
    assert titles(client, "en", "bosque") == ["Ana Bosque", "Deciding"]
    Theme.objects.get(name="Poder").delete()
    assert titles(client, "es", "poder") == []
    assert titles(client, "es", "power") == ["Decidir"]
    theme.delete()
    assert titles(client, "en", "power") == titles(client, "es", "power") == []
    assert titles(client, "en", "deciding") == ["Deciding"]


def test_a_page_is_read_once_when_it_is_put_into_the_index(monkeypatch):
    page = SessionPage.objects.get(pk=factories.session("Deciding").pk)
    read = []
    monkeypatch.setattr(SessionPage, "search_names", lambda self: read.append(self.pk) or [])
    insert_or_update_object(page)
    assert read == [page.pk]


def test_facts_beside_results_cost_the_same_queries_for_one_and_three(client):
    theme, counts = factories.theme("Governance"), []
    for wanted in (1, 3):
        for number in range(SessionPage.objects.count(), wanted):
            speaker = factories.speaker(f"Speaker {number}")
            factories.session(f"Circle {number}", themes=[theme], speakers=[speaker])
        factories.timetable(*(factories.slot(page) for page in SessionPage.objects.all()))
        titles(client, "en", "circle")
        with CaptureQueriesContext(connection) as queries:
            assert len(titles(client, "en", "circle")) == wanted
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_search_costs_the_same_queries_whatever_it_finds(client, django_assert_max_num_queries, rows):
    for number in range(rows):
        factories.standard_page(title=f"Circle {number}", slug=f"circle-{number}")
    client.get("/en/search/", {"q": "circle"})
    with django_assert_max_num_queries(15):
        assert len(titles(client, "en", "circle")) == rows


def test_search_pages_are_not_indexed(client):
    assert '<meta name="robots" content="noindex">' in client.get("/en/search/").content.decode()


def test_what_remains_of_a_query_is_bounded_and_plain():
    assert clean('a"b\\c\x00d\ud800') == "a b c d"
    assert clean(ascii_letters + digits) == ascii_letters + digits
    assert len(clean("a" * 6000)) == 300
    assert clean("x " * 100).count("x") == 32
