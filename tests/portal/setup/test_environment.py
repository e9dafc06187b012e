import socket
import stat

import pytest

from portal.setup import environment


def test_secrets_are_written_once_and_for_the_owner_alone(tmp_path):
    path = tmp_path / ".env"

    environment.write_secrets(path)
    first = path.read_text()
    environment.write_secrets(path)

    assert path.read_text() == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    names = [line.split("=")[0] for line in first.splitlines() if not line.startswith("#")]
    assert names == ["SECRET_KEY", "DEMO_PASSWORD"]


def test_each_portal_has_secrets_of_its_own(tmp_path):
    environment.write_secrets(tmp_path / "one")
    environment.write_secrets(tmp_path / "two")

    assert (tmp_path / "one").read_text() != (tmp_path / "two").read_text()


def test_a_taken_port_is_said_in_one_sentence():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = str(listener.getsockname()[1])

        with pytest.raises(environment.SetupError, match=rf"^Port {port} cannot be used .*choose another.*\.$"):
            environment.check_port(port)

    environment.check_port(port)


@pytest.mark.parametrize("port", ["", "web", "-1", "65536"])
def test_a_port_that_is_none_is_refused(port):
    with pytest.raises(environment.SetupError, match="PORT must be a number"):
        environment.check_port(port)


@pytest.mark.parametrize("text", ["", "2021-03-15T12:00Z", "2021-03-15T12:00:30+01:00"])
def test_an_instant_with_its_zone_is_taken(text):
    environment.check_instant(text)


@pytest.mark.parametrize("text", ["2021-03-15T12:00", "2021-03-15", "tomorrow", "2021-13-01T00:00Z"])
def test_anything_else_is_refused(text):
    with pytest.raises(environment.SetupError, match="AT must be an instant with its zone"):
        environment.check_instant(text)
