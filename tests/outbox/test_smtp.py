"""What is known of a mail when the connection to a real SMTP server breaks."""

from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import EmailMultiAlternatives, get_connection

from home.outbox.provider import Verdict, hand_over
from home.outbox.smtp import SMTP, SMTPOverTLS
from tests.newsletter.crash import free_port

BACKEND = "home.outbox.smtp.EmailBackend"


class Server:
    """Breaks the connection at the command in `breaks_at`, else answers what a test says."""

    breaks_at = ""
    answer = "250 OK"

    async def handle_MAIL(self, server, session, envelope, address, options) -> str:  # noqa: N802
        if self.breaks_at == "MAIL":
            server.transport.abort()
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        if self.breaks_at == "DATA":
            server.transport.abort()
        return self.answer


@pytest.fixture
def server() -> Iterator[Controller]:
    controller = Controller(Server(), hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def connection(server):
    opened = get_connection(BACKEND, host="127.0.0.1", port=server.port, timeout=30)
    opened.open()
    yield opened
    opened.close()


def send(connection):
    message = EmailMultiAlternatives("Hello", "Words.", "portal@example.org", ["ana@example.org"])
    return hand_over(connection, message).verdict


def test_what_the_server_took_is_sent(connection) -> None:
    assert (send(connection), connection.in_doubt) == (Verdict.SENT, False)


@pytest.mark.parametrize(("command", "verdict"), [("MAIL", Verdict.UNREACHABLE), ("DATA", Verdict.UNCERTAIN)])
def test_only_a_break_after_the_words_leaves_a_doubt(server, connection, command, verdict) -> None:
    server.handler.breaks_at = command
    assert send(connection) == verdict


def test_an_answer_after_the_words_ends_the_doubt(server, connection) -> None:
    server.handler.answer = "451 4.3.0 try again later"
    assert (send(connection), connection.in_doubt) == (Verdict.LATER, False)
    server.handler.breaks_at = "MAIL"
    assert send(connection) == Verdict.UNREACHABLE


@pytest.mark.parametrize(("use_ssl", "kind"), [(True, SMTPOverTLS), (False, SMTP)])
def test_a_mail_over_tls_can_be_in_doubt_too(use_ssl, kind) -> None:
    assert get_connection(BACKEND, use_ssl=use_ssl, use_tls=False).connection_class is kind
