"""Blocks in the demo's files become what a StreamField stores."""

import tomllib

import pytest

from home.models import StandardPage
from home.newsletter.models import NewsletterIssuePage
from portal.demo.blocks import BlockWriter
from portal.demo.parsing import ContentLocation
from portal.demo.schema import ContentItem, PageFacts

PAGES, IMAGES = {"about": 5}, {"rings": 7}


def written(text, language="en", model=StandardPage):
    entry = ContentItem("key", ContentLocation("key.toml"), model, {}, tomllib.loads(text), PageFacts())
    return BlockWriter(entry, language, PAGES, IMAGES).write("body")


def values(text, language="en", model=StandardPage):
    return [(block["type"], block["value"]) for block in written(text, language, model)]


def test_paragraphs_lists_and_links():
    text = """
[[body]]
type = "text"
text.en = '''
First <a href="page:about">about
us</a>.

- one
- two
  goes on
'''
text.es = '''Uno <a href="page:about">dos</a>.

- uno
- dos'''
"""
    html = '<p>First <a linktype="page" id="5">about us</a>.</p><ul><li>one</li><li>two goes on</li></ul>'
    assert values(text) == [("text", {"text": html})]
    html = '<p>Uno <a linktype="page" id="5">dos</a>.</p><ul><li>uno</li><li>dos</li></ul>'
    assert values(text, "es") == [("text", {"text": html})]


@pytest.mark.parametrize(("language", "title"), [("en", "Partners"), ("es", "Con el apoyo de")])
def test_lists_of_items_with_a_picture_and_what_was_left_out(language, title):
    text = """
[[body]]
type = "logos"
title = { en = "Partners", es = "Con el apoyo de" }
partners = [{ name = "Nido", logo = "rings" }]

[[body]]
type = "dates"
"""
    (_type, logos), dates = values(text, language)
    assert logos["title"] == title
    assert [item["value"] for item in logos["partners"]] == [{"name": "Nido", "logo": 7, "url": ""}]
    assert dates == ("dates", {"title": ""})


def test_a_picture_with_its_description():
    text = """
[[body]]
type = "image"
image = { image = "rings", alt_text = { en = "Rings", es = "Anillos" } }
"""
    picture = {"image": 7, "decorative": False, "alt_text": "Anillos"}
    assert values(text, "es") == [("image", {"image": picture, "shape": "whole", "caption": "", "credit": ""})]


def test_an_issue_has_blocks_of_its_own():
    text = """
[[body]]
type = "action"
label = { en = "See", es = "Ver" }
page = "about"
"""
    assert values(text, model=NewsletterIssuePage) == [("action", {"label": "See", "page": 5, "url": ""})]


def test_ids_are_the_same_in_each_language_and_differ_from_each_other():
    text = """
[[body]]
type = "questions"
questions = [{ en = "One?", es = "¿Uno?" }, { en = "Two?", es = "¿Dos?" }]

[[body]]
type = "heading"
text = { en = "More", es = "Más" }
"""

    def ids(language):
        questions, heading = written(text, language)
        return [questions["id"], heading["id"], *(item["id"] for item in questions["value"]["questions"])]

    assert ids("en") == ids("es")
    assert len(set(ids("en"))) == 4
