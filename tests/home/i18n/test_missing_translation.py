"""A page without a translation is shown in its original language, inside the reader's own tree."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def spanish_home():
    return factories.home_page("es")


def test_the_original_is_served_marked_and_not_indexed(client, spanish_home):
    factories.standard_page(title="About the circle")
    response = client.get("/es/about/")
    html = response.content.decode()
    assert response.status_code == 200
    assert '<html lang="es"' in html
    assert "About the circle" in html
    assert '<meta name="robots" content="noindex">' in html
    assert '<link rel="canonical" href="http://localhost/en/about/">' in html
    assert "hreflang" not in html.split("</head>")[0]


def test_below_a_translated_parent(client, spanish_home):
    event = factories.event_page()
    factories.translated(event, slug="mejores-sistemas")
    factories.call_page(event)
    assert client.get("/es/mejores-sistemas/call/").status_code == 200


def test_below_an_untranslated_parent(client, spanish_home):
    factories.call_page(factories.event_page())
    assert client.get("/es/better-systems/call/").status_code == 200


def test_a_draft_translation_does_not_hide_the_original(client, spanish_home):
    page = factories.standard_page(title="About the circle")
    factories.translated(page, live=False)
    assert "About the circle" in client.get("/es/about/").content.decode()


def test_the_slug_of_another_language_leads_to_the_translation(client, spanish_home):
    factories.translated(factories.standard_page(), slug="quienes-somos")
    response = client.get("/es/about/")
    assert (response.status_code, response.headers["Location"]) == (302, "/es/quienes-somos/")
    assert client.get("/es/about/?s=1.2&s=3").headers["Location"] == "/es/quienes-somos/?s=1.2&s=3"


def test_a_draft_original_stays_hidden(client, spanish_home):
    factories.standard_page(live=False)
    assert client.get("/es/about/").status_code == 404


def test_an_unknown_address_is_not_found(client, spanish_home):
    assert client.get("/es/nowhere/at/all/").status_code == 404


def test_a_page_written_in_spanish_reaches_english_readers(client, spanish_home):
    page = factories.standard_page(spanish_home, title="Círculos", slug="circulos")
    assert page.original_locale.language_code == "es"
    assert "Círculos" in client.get("/en/circulos/").content.decode()


def test_translations_keep_the_original_language_and_copies_have_their_own(spanish_home):
    page = factories.standard_page(spanish_home, slug="circulos")
    english = factories.translated(page, "en")
    assert (english.original_locale, english.original) == (page.locale, page)
    copied = english.copy(update_attrs={"slug": "copied"})
    assert copied.original_locale == english.locale
    assert copied.is_original
