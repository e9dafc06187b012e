"""Links in serialised content; no database is needed."""

import json

from events.editions.links import linked_pages, with_links
from events.models import CallPage, SessionPage
from home.models import Announcement, Footer

NEW = {1: 101, 2: 102, 3: 103}
RICH = (
    '<p><a id="{}" linktype="page">here</a> <a linktype="document" id="2">file</a> <a href="https://a.org/1">x</a></p>'
)


def body(*blocks):
    return json.dumps([{"type": kind, "value": value, "id": str(n)} for n, (kind, value) in enumerate(blocks)])


def test_all_places_of_a_page_are_found_and_replaced():
    blocks = [
        ("text", {"text": RICH.format(1)}),
        ("call_to_action", {"label": "Go", "page": 2, "url": "", "text": "1"}),
        (
            "accordion",
            {"title": "1", "items": [{"type": "item", "id": "i", "value": {"title": "1", "text": RICH.format(3)}}]},
        ),
        ("no such block", {"page": 1}),
    ]
    data = {"title": "1", "body": body(*blocks), "alias_of": 1}
    assert linked_pages(CallPage, data) == {1, 2, 3}
    changed = with_links(CallPage, data, lambda pk: NEW.get(pk, pk))
    assert linked_pages(CallPage, changed) == {101, 102, 103}
    assert json.loads(changed["body"])[3] == json.loads(data["body"])[3]
    assert 'id="2"' in changed["body"].replace('\\"', '"')  # a document keeps its number
    assert (changed["title"], changed["alias_of"]) == ("1", 1)


def test_rows_below_a_page_keep_the_page_they_belong_to():
    data = {"session_speakers": [{"pk": 1, "page": 1, "speaker": 2, "sort_order": 3}]}
    assert with_links(SessionPage, data, NEW.get)["session_speakers"] == [
        {"pk": 1, "page": 1, "speaker": 102, "sort_order": 3}
    ]


def test_snippets_have_links_too():
    links = [{"type": "item", "id": "a", "value": {"label": "Call", "page": 1, "url": ""}}]
    columns = body(("column", {"title": "1", "links": links}))
    assert linked_pages(Footer, {"columns": columns}) == {1}
    assert with_links(Announcement, {"link_page": 3}, NEW.get) == {"link_page": 103}
