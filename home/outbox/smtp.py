"""Django's SMTP backend, extended to say whether a message was being sent when the connection broke."""

import smtplib
from typing import Any

from django.core.mail.backends import smtp


class DoubtMixin:
    """`in_doubt` is true from the DATA command until its answer, while it is unknown what the server has received."""

    in_doubt = False

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.in_doubt = True
        answer: tuple[int, bytes] = super().data(msg)  # type: ignore[misc]
        self.in_doubt = False
        return answer


class SMTP(DoubtMixin, smtplib.SMTP):
    pass


class SMTPOverTLS(DoubtMixin, smtplib.SMTP_SSL):
    pass


class EmailBackend(smtp.EmailBackend):
    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return SMTPOverTLS if self.use_ssl else SMTP

    @property
    def in_doubt(self) -> bool:
        return bool(getattr(self.connection, "in_doubt", False))
