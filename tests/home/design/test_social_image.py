"""The image for social networks: drawn once per title and language, always the same, only for public pages."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from PIL import Image as Drawing
from PIL import ImageChops
from wagtail.models import PageViewRestriction

from home.design import social_image
from home.design.drawing import SocialCard, draw_png
from home.design.renditions import made_on_the_spot
from home.design.social_image import card_of, digest
from tests import factories
from tests.home.test_blocks import an_image

pytestmark = pytest.mark.django_db
CARD = SocialCard("Better systems", "Thursday 6 May 2021", "Portal", "Conference 2021")


def address(client, path: str) -> str:
    html = client.get(path).content.decode()
    return html.split('property="og:image" content="')[1].split('"')[0].removeprefix("http://localhost")


def opened(data: bytes) -> Drawing.Image:
    return Drawing.open(BytesIO(data))


def test_every_language_has_a_picture_of_its_own(client):
    factories.home_page("es")
    page = factories.event_page()
    factories.translated(page, title="Mejores sistemas", slug="mejores-sistemas")
    english, spanish = (address(client, path) for path in ("/en/better-systems/", "/es/mejores-sistemas/"))
    assert english != spanish
    for path in (english, spanish):
        response = client.get(path)
        assert response["Content-Type"] == "image/png"
        assert "immutable" in response["Cache-Control"]
        assert opened(response.content).size == (1200, 630)


def test_it_shows_title_date_and_the_editions_circles():
    page = factories.event_page()
    card = card_of(page)
    assert replace(card, drawing=None) == SocialCard(
        "Better systems",
        "Thursday, 6 May 2021",
        "Sociocracy Conference",
        "Conference 2021",
        facts=("13:00–20:00 UTC", ""),
    )
    assert card.drawing
    assert opened(draw_png(card)).size == (1200, 630)
    spanish_home = factories.home_page("es")
    spanish = factories.translated(page, title="Mejores sistemas", slug="mejores-sistemas")
    assert spanish.get_parent().pk == spanish_home.pk
    assert card_of(spanish).line == "jueves, 6 de mayo de 2021"
    assert card_of(spanish).seed == "Conference 2021"


def test_a_session_has_its_time_languages_and_portraits_and_a_speaker_their_own():
    page = factories.programme_page()
    people = [factories.speaker("Ana", photo=an_image(), role="Typesetter", answers_in="es"), factories.speaker("Bo")]
    session = factories.session("Circles", page, speakers=people)
    slot = factories.slot(session, 14, languages={"spoken": ["en"], "captioned": ["es"], "slides": ["fr"]})
    before = card_of(session)
    timetable = factories.timetable(slot)
    card = card_of(session)
    assert (before.facts, before.portraits) == ((), ())
    assert card.line == "Ana, Bo"
    assert card.facts == ("Thu 6 May, 14:00–15:00 UTC", "", "English · Captions in Spanish")
    assert len(card.portraits) == 1
    assert opened(draw_png(replace(card, portraits=card.portraits * 2))).size == (1200, 630)
    speaker = card_of(people[0])
    assert (speaker.title, speaker.line, speaker.portraits) == ("Ana", "Typesetter", card.portraits)
    assert speaker.facts == ("", "Takes questions in Spanish")
    timetable.slots.update(starts_at=factories.utc(13.5))
    assert digest(card_of(session)) != digest(card)


def test_a_session_shows_a_time_at_which_it_takes_place_or_that_it_is_cancelled():
    session = factories.session("Circles", factories.programme_page())
    cancelled = {"status": "cancelled"}
    factories.timetable(factories.slot(session, 13, **cancelled), factories.slot(session, 15))
    assert card_of(session).facts == ("Thu 6 May, 15:00–16:00 UTC", "", "English")
    factories.timetable(factories.slot(session, 13, **cancelled))
    card = card_of(session)
    assert card.facts == ("Cancelled", "Thu 6 May, 13:00–14:00 UTC")
    assert opened(draw_png(card)).size == (1200, 630)
    factories.timetable(factories.slot(factories.session("Rounds"), 15))
    assert card_of(session).facts == card.facts  # its slot is gone


def test_what_a_page_no_longer_shows_is_not_kept():
    page, gone = factories.standard_page(), factories.standard_page(slug="gone")
    for one in (page, gone):
        social_image.keep(one)
    page.title = "Another title"
    social_image.keep(page)
    assert len(social_image.kept()) == 2
    gone.delete()
    social_image.drop_gone()
    assert social_image.kept() == {social_image.name_of(page, card_of(page))}


def test_it_is_drawn_once(client, monkeypatch):
    page = factories.standard_page()
    path = address(client, page.get_url())
    social_image.keep(page)
    monkeypatch.setattr(social_image, "draw_png", lambda card: pytest.fail("drawn again"))
    assert client.get(path).status_code == 200
    assert len(default_storage.listdir("social")[1]) == 1


def test_an_old_address_leads_to_the_present_picture(client):
    page = factories.standard_page()
    old = address(client, page.get_url())
    page.title = "Another title"
    page.save_revision().publish()
    assert client.get(old).url == address(client, page.get_url()) != old


def test_an_editors_own_picture_wins_in_every_language(client):
    factories.home_page("es")
    page = factories.standard_page(social_image=an_image())
    factories.translated(page, slug="acerca", social_image=None)
    for path in ("/en/about/", "/es/acerca/"):
        with made_on_the_spot():
            assert ".png" in address(client, path) or ".jpg" in address(client, path)
            assert "/images/" in address(client, path)


@pytest.mark.parametrize("restricted", [True, False])
def test_nothing_is_drawn_of_what_readers_may_not_see(client, restricted):
    page = factories.standard_page(live=restricted)
    if restricted:
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(f"/social/{page.pk}-{digest(card_of(page))}.png").status_code == 404


@pytest.mark.parametrize("path", ["/social/99999999-x.png", "/social/99999999999999999999999-x.png", "/social/1-x.png"])
def test_no_address_breaks_it(client, path):
    assert client.get(path).status_code == 404


def test_the_same_card_gives_the_same_bytes():
    assert draw_png(CARD) == draw_png(CARD)


@pytest.mark.parametrize(
    "title", ["", "x", "Łucja Wójcik", "W" * 300, "a b " * 200, "社会民主主義", "مرحبا", "tab\tand\nline", "\0", "🙂"]
)
def test_any_title_can_be_drawn(title):
    assert opened(draw_png(SocialCard(title, title, title, "seed"))).size == (1200, 630)


def test_a_title_changes_the_picture_and_stays_beside_the_circles():
    title = "Better systems for a changed world that we would like to live in"
    pictures = [opened(draw_png(SocialCard(text, "", "", "seed"))).convert("L") for text in (title, "")]
    visible = ImageChops.difference(*pictures).point(lambda value: 255 * (value > 60))
    assert visible.getbbox()[0] >= 70
    assert visible.getbbox()[2] <= 680
