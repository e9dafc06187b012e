import pytest

from home.newsletter.mail.plain_text import plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One &amp; two</p><p>three</p>", "One & two\n\nthree"),
        ("<h2>Dates</h2><p>In\n   May<br/>online</p>", "Dates\n\nIn May\nonline"),
        ("<ul><li>tea</li><li>talk</li></ul>", "- tea\n- talk"),
        ("<ol><li>look</li><li>ask</li></ol><ul><li>go</li></ul>", "1. look\n2. ask\n\n- go"),
        ("<ol><li>a<ol><li>b</li></ol></li><li>c</li></ol>", "1. a\n\n1. b\n\n2. c"),
        ("<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>", "1. a\n\n- b\n\n2. c"),
        ('<p>See <a href="/en/call/">the call</a>.</p>', "See the call (http://localhost/en/call/)."),
        ('<p><a href="https://example.org/?a=1&amp;b=2">There</a></p>', "There (https://example.org/?a=1&b=2)"),
        ("<p><b>bold</b> and <i>not</i></p>", "bold and not"),
        ("<li>without a list</li></ul></a>", "- without a list"),
        ("", ""),
    ],
)
def test_rich_text_is_readable_without_markup(html: str, text: str) -> None:
    assert plain_text(html) == text
