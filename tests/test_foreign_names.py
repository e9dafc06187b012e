"""Names and titles may have any direction: templates isolate them with <bdi>, or in an element with dir="auto".

Otherwise a name that is written from right to left, or contains U+202E, reorders the text around it. Mail is not
checked: home.outbox removes such characters.
"""

import re
from collections.abc import Iterator

import pytest

from tests.source_tree import ROOT

OTHERS_WRITE = re.compile(
    r"""\.(?:title|subtitle|name|role|pronouns|host|speakers|people|subject|abstract|biography|author|reviewer
        |get_full_name|get_username|claimed_by|approved_by)
    (?:\|(?!bdi(?:$|:))[^|\s]+)*$""",
    re.VERBOSE,
)
NOT_LOOKED_AT = re.compile(r"^home/style_guide|/(?:mail|email)/|^outbox/letter")
TEXT_ALONE = {"title", "titletag", "title_site", "subject", "description"}  # blocks that cannot contain elements
TOKEN = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<(?=[a-zA-Z/!])|>|[^{<>]+|.", re.DOTALL)
GIVEN = re.compile(r"(\w+)=(\S+)")


def unguarded(markup: str) -> Iterator[str]:
    """Expressions that can reorder the text around them."""
    tag, last, blocks = None, "", []  # the tag being read, the one before the text being read
    for match in TOKEN.finditer(markup):
        part = match.group()
        if part == "<" and tag is None:
            tag = ""
        elif part == ">" and tag is not None:
            tag, last = None, tag
        elif tag is not None and not part.startswith("{%"):
            tag += part
        elif part.startswith("{% block "):
            blocks.append(part.split()[2])
        elif re.match(r"\{% endblock\b", part) and blocks:
            blocks.pop()
        elif part.startswith("{{") and not TEXT_ALONE & {*blocks}:
            guarded = last.startswith(("bdi", "title")) or 'dir="auto"' in last
            expression = part.strip("{} ")
            if OTHERS_WRITE.search(expression) and not guarded:
                yield expression
        elif part.startswith("{% blocktranslate") and tag is None and " asvar " not in part:
            given = [value for _name, value in GIVEN.findall(part) if not TEXT_ALONE & {*blocks}]
            yield from (value for value in given if OTHERS_WRITE.search(value))


@pytest.mark.parametrize(
    "markup",
    [
        "<p>{{ page.title }}</p>",
        "<bdi>{{ a.title }}</bdi>: {{ b.name }}",
        '<p dir="auto">{{ a.title }}</p>{{ b.title|default:"x" }}',
        "{% blocktranslate with room=entry.room.name trimmed %}Join in {{ room }}{% endblocktranslate %}",
    ],
)
def test_the_rule_sees_a_name_without_a_guard(markup):
    assert list(unguarded(markup))


@pytest.mark.parametrize(
    "markup",
    [
        "<bdi>{{ page.title }}</bdi>",
        '<p{% if x %} lang="{{ x }}"{% endif %} dir="auto">{{ page.title }}</p>',
        '<a aria-label="{{ page.title }}">x</a>',
        '<a aria-label="{% blocktranslate with title=page.title %}Read {{ title }}{% endblocktranslate %}">x</a>',
        "{% block title %}{{ page.title }}{% endblock title %}",
        "{% blocktranslate with room=entry.room.name|bdi trimmed %}Join in {{ room }}{% endblocktranslate %}",
        "{% blocktranslate with title=other.page.title|bdi:other.lang trimmed %}{{ title }}{% endblocktranslate %}",
        "{{ entry.starts_at }}",
    ],
)
def test_the_rule_lets_pass_what_turns_nothing(markup):
    assert list(unguarded(markup)) == []


def test_names_and_titles_turn_none_of_their_neighbours():
    found = {}
    for path in sorted((ROOT / "templates").rglob("*.html")):
        name = str(path.relative_to(ROOT / "templates"))
        if not NOT_LOOKED_AT.search(name) and (wrong := list(unguarded(path.read_text(encoding="utf-8")))):
            found[name] = wrong
    assert found == {}
