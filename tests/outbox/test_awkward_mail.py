"""Awkward titles and names in mail: one subject, no injected header, no character that reorders the text around it."""

import email
from email import policy

import pytest

from home.characters import lines, one_line
from home.outbox.kinds import MailContent
from home.outbox.models import Delivery
from home.outbox.sending import build_message
from tests import awkward

HALF = ["Half \ud83c emoji", "Zero\x00hour"]


@pytest.mark.parametrize("text", [*HALF, *awkward.texts(), *awkward.names()])
def test_a_mail_can_be_read_and_says_what_was_typed(text):
    delivery = Delivery(address="ana@example.org", key="x")
    content = MailContent(f"Moved: {text}", f"Hello {text}!\nGo on.\n", f"<p>Hello {text}!</p>\n")
    sent = build_message(delivery, content).message().as_bytes()
    mail = email.message_from_bytes(sent, policy=policy.default)
    assert (mail["Subject"].strip(), mail["Bcc"]) == (one_line(f"Moved: {text}"), None)
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain.get_content() == lines(f"Hello {text}!\nGo on.\n")
    assert html.get_content() == lines(f"<p>Hello {text}!</p>\n")
    assert not {"\u202e", "\u2067", "\x1b"} & set(str(mail["Subject"]) + plain.get_content())
    assert not [part.defects for part in mail.walk() if part.defects]
