"""The demo's announcement and footer say in both languages what they should, with their language's own links."""

import pytest

from home.models import Announcement, Footer
from portal.demo.blocks import BlockWriter
from portal.demo.content import announcement, footer, kinds
from portal.demo.load_frame import load_frame
from portal.demo.loader import Loader
from tests import factories


@pytest.mark.django_db
def test_the_demo_has_an_announcement_and_a_footer_in_both_languages(client):
    factories.home_page("es")
    loader = Loader()
    loader.pages = {"about": factories.standard_page(), "privacy": factories.standard_page(slug="privacy")}
    load_frame(loader)
    for number, code in enumerate(("en", "es")):
        html = client.get(f"/{code}/").content.decode()
        for text in (announcement.TEXT, announcement.LINK_LABEL, footer.TEXT, footer.COLUMN, footer.NOTE):
            assert text[number] in html
        assert dict(footer.LINKS)["privacy"][number] in html
    assert Announcement.objects.filter(live=True).count() == Footer.objects.filter(live=True).count() == 2


@pytest.mark.parametrize("language", [0, 1])
def test_accordions_dates_and_logos_are_written(language):
    pair = ("English", "Español")
    written = BlockWriter("x", language, {}).body(
        [
            kinds.Accordion(pair, [(pair, [pair])]),
            kinds.Dates(),
            kinds.Logos(pair, [kinds.Logo("Cooperativa", "logo", "https://example.org/")]),
        ]
    )
    assert [block["type"] for block in written] == ["accordion", "dates", "logos"]
    assert written[0]["value"]["items"][0]["value"] == {"title": pair[language], "text": f"<p>{pair[language]}</p>"}
    assert written[2]["value"]["partners"][0]["value"]["name"] == "Cooperativa"


def test_an_image_is_written_where_it_was_drawn():
    image = kinds.Image("rings", ("Rings", "Anillos"))
    assert BlockWriter("x", 1, {}).body([image]) == []
    written = BlockWriter("x", 1, {}, {"rings": 7}).body([image])
    assert written[0]["value"]["image"] == {"image": 7, "alt_text": "Anillos", "decorative": False}
