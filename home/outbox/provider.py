"""The last step: one message to the provider, and what its answer means."""

import smtplib
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from anymail.exceptions import AnymailAPIError, AnymailError, AnymailRecipientsRefused
from django.core.mail import EmailMultiAlternatives
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

SERVICE_CLOSING = 421
ASK_LESS_OFTEN, COME_BACK_LATER = 429, 503


class Verdict(Enum):
    SENT = auto()
    LATER = auto()  # this mail, by a temporary refusal
    FAILED = auto()  # this mail, for good
    BOUNCED = auto()  # the mailbox does not exist
    UNCERTAIN = auto()  # unknown whether the provider accepted it
    UNREACHABLE = auto()  # not accepted; a temporary problem for all mails
    PROVIDER_REFUSES = auto()  # not accepted; a problem for all mails until a person acts


@dataclass(frozen=True)
class HandoverResult:
    verdict: Verdict
    note: str = ""
    provider_id: str = ""


def open_connection(connection: Any) -> HandoverResult | None:
    """Open the connection: None, or what prevents it."""
    try:
        connection.open()
    except Exception as error:  # noqa: BLE001  nothing was handed over
        return _connection_error(error)
    return None


def hand_over(connection: Any, message: EmailMultiAlternatives) -> HandoverResult:
    """Give one message to the provider over an open connection. Never raises."""
    try:
        connection.send_messages([message])
    except Exception as error:  # noqa: BLE001  every answer has a meaning below
        return _result_of_error(error, in_doubt=getattr(connection, "in_doubt", True))
    status = getattr(message, "anymail_status", None)
    return HandoverResult(Verdict.SENT, provider_id=str(getattr(status, "message_id", None) or ""))


def _result_of_error(error: Exception, *, in_doubt: bool) -> HandoverResult:
    match error:
        case smtplib.SMTPRecipientsRefused():
            code, text = next(iter(error.recipients.values()))
            return _smtp_refusal(code, text)
        case smtplib.SMTPDataError():
            return _smtp_refusal(error.smtp_code, error.smtp_error)
        case AnymailRecipientsRefused():
            return HandoverResult(Verdict.BOUNCED, str(error))
        case AnymailAPIError():
            return _api_error(error)
        case AnymailError() | ValueError() | TypeError() | UnicodeError():
            return HandoverResult(Verdict.FAILED, f"{type(error).__name__}: {error}")
        case smtplib.SMTPServerDisconnected() | OSError() if in_doubt:
            return HandoverResult(Verdict.UNCERTAIN, f"{type(error).__name__}: {error}")
        case _:
            return _connection_error(error)


def _smtp_refusal(code: int, text: bytes | str) -> HandoverResult:
    """An answer about this recipient or message. 4xx is temporary, 5xx permanent (RFC 5321, 4.2.1)."""
    answer = text.decode(errors="replace") if isinstance(text, bytes) else text
    note = f"{code} {answer}"
    if code == SERVICE_CLOSING:
        return HandoverResult(Verdict.UNREACHABLE, note)
    if code < 500:
        return HandoverResult(Verdict.LATER, note)
    # 5.1.x says that the address is bad (RFC 3463, 3.2)
    return HandoverResult(Verdict.BOUNCED if answer.startswith("5.1.") else Verdict.FAILED, note)


def _api_error(error: AnymailAPIError) -> HandoverResult:
    code, note = error.status_code, str(error)
    if code is None:  # no answer; without a connection nothing was sent
        reason = getattr(getattr(error.__cause__, "args", [None])[0], "reason", None)
        surely_not = isinstance(reason, NewConnectionError | ConnectTimeoutError)
        return HandoverResult(Verdict.UNREACHABLE if surely_not else Verdict.UNCERTAIN, note)
    if code in (401, 402, 403):
        return HandoverResult(Verdict.PROVIDER_REFUSES, note)
    if code in (ASK_LESS_OFTEN, COME_BACK_LATER):
        return HandoverResult(Verdict.UNREACHABLE, note)
    if code >= 500:  # the server failed, or a gateway timed out: unknown whether the mail was accepted
        return HandoverResult(Verdict.UNCERTAIN, note)
    return HandoverResult(Verdict.FAILED, note)


def _connection_error(error: Exception) -> HandoverResult:
    """The connection, the login or the sender failed: nothing was handed over, and it affects every mail."""
    code = getattr(error, "smtp_code", None)
    permanent = code is not None and code >= 500
    permanent = permanent or not isinstance(error, OSError)  # SMTP's and the network's errors are OSErrors
    note = f"{type(error).__name__}: {error}"
    return HandoverResult(Verdict.PROVIDER_REFUSES if permanent else Verdict.UNREACHABLE, note)
