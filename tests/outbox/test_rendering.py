"""What all HTML mails have in common."""

from types import SimpleNamespace

from home.outbox.rendering import render_mail

NAME = "Wolfeschlegelsteinhausenbergerdorff"


def test_a_long_word_makes_no_mail_wider_than_a_phone_and_an_empty_foot_is_no_line():
    context = {"issue": SimpleNamespace(title=NAME), "send_url": "https://example.org/"}
    html = render_mail("newsletter/email/prepared", language="en", context=context).html
    content = html.split('class="content"')[1].split(">")[0]
    assert "overflow-wrap: anywhere" in content
    assert 'class="foot"' not in html
    asked = render_mail("newsletter/email/link", language="en", context={"preferences_url": "https://example.org/"})
    assert 'class="foot"' in asked.html
