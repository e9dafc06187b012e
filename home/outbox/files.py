"""The default backend: every mail becomes a file, so that the portal can be tried without a mail server."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage as ParsedMessage
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

MAX_FILES = 500


def folder() -> Path:
    path = Path(settings.EMAIL_FILE_PATH)
    path.mkdir(parents=True, exist_ok=True)
    return path


class EmailBackend(BaseEmailBackend):
    """One file a mail, named by its time and delivery; written under another name first, so no half mail is read."""

    in_doubt = False  # no file is left after an error

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            delivery = UUID(getattr(message, "metadata", {}).get("delivery", str(uuid4())))
            target = folder() / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{delivery.hex}.eml"
            draft = target.with_suffix(".part")
            draft.write_bytes(message.message().as_bytes())
            draft.replace(target)
        return len(email_messages)


@dataclass
class StoredMail:
    name: str
    message: ParsedMessage

    @property
    def written_at(self) -> datetime:
        return datetime.strptime(self.name.split("-")[0], "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC)

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [(name, str(value)) for name, value in self.message.items() if not name.startswith(("Content-", "MIME"))]

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def to(self) -> str:
        return str(self.message["To"])

    @property
    def is_private(self) -> bool:
        """Whether reading it would allow taking over an account (RFC 4021: Sensitivity)."""
        return str(self.message["Sensitivity"]) == "Private"

    def part(self, subtype: str) -> str:
        """The words as "plain" or "html"; empty where the mail has none."""
        body = self.message.get_body((subtype,))
        return body.get_content() if body else ""


def file_names() -> list[str]:
    """File names, the newest first."""
    return sorted((path.stem for path in folder().glob("*.eml")), reverse=True)


def read_mail(name: str) -> StoredMail | None:
    """None where there is no such mail (any more)."""
    if name not in file_names():
        return None
    content = (folder() / f"{name}.eml").read_bytes()
    return StoredMail(name, message_from_bytes(content, policy=policy.default))


def delete_mails(deliveries: Collection[UUID]) -> None:
    """Delete the files of these deliveries."""
    wanted = {uuid.hex for uuid in deliveries}
    for path in Path(settings.EMAIL_FILE_PATH).glob("*.eml"):
        if path.stem.rpartition("-")[2] in wanted:
            path.unlink(missing_ok=True)


def purge() -> int:
    """Keep the last ones only: these files hold addresses."""
    old = file_names()[MAX_FILES:]
    for name in old:
        (folder() / f"{name}.eml").unlink(missing_ok=True)
    return len(old)
