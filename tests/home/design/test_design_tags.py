"""Icons, circles, the language of a page's own text, and page numbers."""

import re

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.utils.translation import override

from home.design.circles import circle_pattern

ICONS = settings.BASE_DIR / "home" / "static" / "home" / "icons.svg"
TEMPLATES = settings.BASE_DIR / "templates"


def render(markup, **context):
    return Template("{% load design_tags %}" + markup).render(Context(context))


def test_an_icon_is_decoration_and_may_turn_round():
    assert render('{% icon "arrow" "forward" %}') == (
        '<svg class="icon icon--forward" aria-hidden="true"><use href="/static/home/icons.svg#arrow"></use></svg>'
    )


def test_every_icon_that_a_template_asks_for_exists():
    drawn = set(re.findall(r'symbol id="(\w+)"', ICONS.read_text()))
    asked = {name for path in TEMPLATES.rglob("*.html") for name in re.findall(r'{% icon "(\w+)"', path.read_text())}
    assert asked <= drawn


def test_circles_and_colours_come_from_the_same_name():
    made = circle_pattern("Conference 2021")
    assert render('{% palette "Conference 2021" %}') == f"palette-{made.palette.name}"
    drawn = render('{% circle_pattern "Conference 2021" %}')
    assert drawn.count("pattern__member") == len(made.members)
    assert 'aria-hidden="true"' in drawn


@pytest.mark.parametrize("is_fallback", [True, False])
def test_the_pages_own_words_say_their_language_only_where_it_is_another(is_fallback):
    written = render("<h1{% content_lang %}>", is_fallback=is_fallback, content_language="es")
    assert written == ('<h1 lang="es">' if is_fallback else "<h1>")


def test_the_pages_own_words_say_their_direction_where_it_is_another():
    with override("ar"):
        assert render("<h1{% content_lang %}>", is_fallback=True, content_language="es") == '<h1 lang="es" dir="ltr">'
        assert render("<h1{% content_lang %}>", is_fallback=True, content_language="he") == '<h1 lang="he">'


def test_a_long_list_of_pages_is_shortened():
    page = Paginator(range(100), 10).get_page(5)
    assert render("{% page_range page as n %}{{ n|join:' ' }}", page=page) == "1 … 4 5 6 … 10"


def test_page_links_keep_the_rest_of_the_query():
    context = RequestContext(RequestFactory().get("/?q=a%26b&page=2"), {"list": Paginator(range(30), 10).get_page(2)})
    markup = Template('{% include "components/pagination.html" with page_obj=list only %}').render(context)
    assert {"?q=a%26b&amp;page=1", "?q=a%26b&amp;page=3"} <= set(re.findall(r'href="(\?[^"]+)"', markup))
