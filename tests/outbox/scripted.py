"""A mail backend whose answers a test sets."""

from collections.abc import Callable

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

sent: list[EmailMessage] = []
opened: list[str] = []


class Script:
    """Calls made at open and for each mail; both may raise."""

    on_open: Callable[[], None] = staticmethod(lambda: None)
    on_mail: Callable[[EmailMessage], None] = staticmethod(lambda message: None)
    in_doubt = False


script = Script()


def reset() -> None:
    sent.clear()
    opened.clear()
    script.on_open, script.on_mail, script.in_doubt = Script.on_open, Script.on_mail, False


class EmailBackend(BaseEmailBackend):
    @property
    def in_doubt(self) -> bool:
        return script.in_doubt

    def open(self) -> bool:
        script.on_open()
        opened.append("open")
        return True

    def send_messages(self, email_messages: list[EmailMessage]) -> int:
        for message in email_messages:
            script.on_mail(message)
            sent.append(message)
        return len(email_messages)
