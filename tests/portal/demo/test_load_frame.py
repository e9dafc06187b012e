"""The demo's announcement and footer in both languages, with the links of each language."""

import pytest

from home.models import Announcement, Footer
from portal.demo.load_frame import load_frame
from portal.demo.loader import DemoLoader
from portal.demo.read import read
from tests import factories


@pytest.mark.django_db
def test_the_demo_has_an_announcement_and_a_footer_in_both_languages(client):
    factories.home_page("es")
    demo, loader = read(), DemoLoader({})
    loader.pages = {page.key: factories.standard_page(slug=page.key) for page in demo.pages}
    load_frame(demo, loader)
    (column,) = demo.footer.blocks["columns"]
    texts = [*demo.announcement.texts.values(), *demo.footer.texts.values(), column["title"]]
    texts += [link["label"] for link in column["links"]]
    for code in ("en", "es"):
        html = client.get(f"/{code}/").content.decode()
        assert [text[code] for text in texts if text[code] not in html] == []
    assert Announcement.objects.filter(live=True).count() == Footer.objects.filter(live=True).count() == 2
