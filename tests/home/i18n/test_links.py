"""Links inside rich text, in the reader's language."""

import pytest
from django.utils import translation
from wagtail.rich_text import expand_db_html

from home.caching import dependencies
from tests import factories

pytestmark = pytest.mark.django_db


def links(*pages):
    return expand_db_html("".join(f'<p><a linktype="page" id="{page.pk}">x</a></p>' for page in pages))


@pytest.fixture
def about():
    factories.home_page("es")
    return factories.standard_page()


def test_a_link_leads_to_the_translation(about):
    factories.translated(about, slug="quienes-somos")
    with translation.override("es"):
        assert links(about) == '<p><a href="/es/quienes-somos/">x</a></p>'
    assert links(about) == '<p><a href="/en/about/">x</a></p>'


def test_without_a_translation_it_stays_in_the_readers_tree_and_says_the_language(about):
    with translation.override("es"):
        assert links(about) == '<p><a href="/es/about/" hreflang="en">x</a></p>'


def test_links_of_a_page_that_is_not_translated_lead_into_the_readers_language(about, client):
    factories.translated(about, slug="quienes-somos")
    text = f'<p><a linktype="page" id="{about.pk}">About us</a></p>'
    factories.standard_page(title="Rules", slug="rules", body=[("text", {"text": text})])
    page = client.get("/es/rules/").content.decode()
    assert '<div class="blocks" lang="en">' in page and '<a href="/es/quienes-somos/">About us</a>' in page


def test_a_page_nobody_may_see_and_one_that_is_gone_have_no_address(about):
    draft = factories.standard_page(slug="draft", live=False)
    gone = factories.standard_page(slug="gone")
    gone_id = gone.pk
    gone.delete()
    assert links(draft) == "<p><a>x</a></p>"
    assert expand_db_html(f'<a linktype="page" id="{gone_id}">x</a>') == "<a>x</a>"
    assert expand_db_html('<a linktype="page" id="x">x</a>') == "<a>x</a>"


def test_a_link_follows_when_the_page_moves(about):
    assert 'href="/en/about/"' in links(about)
    about.slug = "about-us"
    about.save()
    assert 'href="/en/about-us/"' in links(about)


@pytest.mark.parametrize("rows", [1, 3])
def test_links_cost_two_queries_however_many(about, django_assert_num_queries, rows):
    pages = [about, *(factories.standard_page(slug=f"page-{number}") for number in range(rows))]
    for page in pages:
        factories.translated(page, slug=f"pagina-{page.pk}")
    with translation.override("es"), dependencies.rendering_generation(object()):
        links(about)
        with django_assert_num_queries(2):
            links(*pages)
        with django_assert_num_queries(0):
            links(*pages)
