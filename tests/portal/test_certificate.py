"""The end of the certificate, read from a server with TLS on this machine."""

import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from portal import certificate, status

NOW = datetime.now(UTC).replace(microsecond=0)
ENDS_AT = NOW + timedelta(days=30)


@pytest.fixture(scope="module")
def chain(tmp_path_factory):
    """A certificate for localhost that signs itself, and its key, in one file."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]),
    )
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    built = built.serial_number(1).not_valid_before(NOW - timedelta(days=1)).not_valid_after(ENDS_AT)
    built = built.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    file = tmp_path_factory.mktemp("tls") / "chain.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + built.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    return file


@pytest.fixture
def port(chain) -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)

    def serve() -> None:
        while True:
            try:
                connection, _address = listener.accept()
            except OSError:
                return
            try:
                context.wrap_socket(connection, server_side=True).close()
            except OSError:
                connection.close()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, daemon=True).start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)


def test_the_end_of_a_certificate_that_browsers_take(port, chain, monkeypatch):
    trusting = ssl.create_default_context(cafile=chain)
    monkeypatch.setattr(ssl, "create_default_context", lambda: trusting)
    assert certificate.read_certificate("localhost", port) == {"ends_at": ENDS_AT.isoformat()}


def test_a_certificate_that_browsers_refuse(port):
    assert "self-signed certificate" in certificate.read_certificate("localhost", port)["problem"]


def test_nothing_is_known_where_nobody_answers(port, settings, tmp_path):
    settings.VAR_DIR, settings.PORTAL_BASE_URL = tmp_path, f"https://localhost:{port}"
    certificate.look_at_certificate(now=NOW)
    assert "problem" in certificate.known()
    with socket.create_server(("127.0.0.1", 0)) as closed:
        free = closed.getsockname()[1]
    for address in (f"https://localhost:{free}", f"http://localhost:{port}"):
        certificate.path().write_text("{}")
        settings.PORTAL_BASE_URL = address
        certificate.look_at_certificate(now=NOW)
        assert not certificate.path().exists()
        assert certificate.known() == {}


@pytest.mark.parametrize(("days", "is_fine"), [(15, True), (14, False), (-1, False)])
def test_its_end_is_told_in_time(days, is_fine):
    found = status.certificate_status({"ends_at": (NOW + timedelta(days=days)).isoformat()}, NOW)
    assert (found.is_fine, found.urgent) == (is_fine, True)
    assert f"{NOW + timedelta(days=days):%Y-%m-%d}" in found.message


def test_a_refused_one_is_urgent():
    found = status.certificate_status({"problem": "certificate has expired"}, NOW)
    assert (found.is_fine, found.urgent, found.details) == (False, True, ["certificate has expired"])
