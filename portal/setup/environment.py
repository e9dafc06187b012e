"""The environment of `make run`: port, instant and generated secrets."""

import os
import secrets
import socket
from datetime import datetime
from pathlib import Path

from portal.setup import private_files

HEADER = """\
# Made by `make run` or `make install`, read at every start, never overwritten. .env.example explains every setting.
"""


class SetupError(Exception):
    """The portal cannot start; the message is one sentence that says what to do."""


def check_port(port: str) -> None:
    """Raise SetupError unless 127.0.0.1:`port` can be listened on."""
    try:
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(("127.0.0.1", int(port)))
    except (ValueError, OverflowError):
        raise SetupError(f"PORT must be a number from 1 to 65535, not {port!r}.") from None
    except OSError as error:
        raise SetupError(
            f"Port {port} cannot be used ({error.strerror}): choose another, as in make run PORT=8001."
        ) from None


def check_instant(text: str) -> None:
    """Raise SetupError unless `text` is empty or an instant with its zone."""
    try:
        known = not text or datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        known = False
    if not known:
        raise SetupError(f"AT must be an instant with its zone, as in AT=2021-03-15T12:00Z, not {text!r}.")


def write_secrets(path: Path) -> None:
    """Write generated secrets to `path`, readable by its owner alone. An existing file keeps what is in it."""
    values = {"SECRET_KEY": secrets.token_urlsafe(50), "DEMO_PASSWORD": secrets.token_urlsafe(12)}
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        private_files.close(path)
        return
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(HEADER + "".join(f"{name}={value}\n" for name, value in values.items()))
