import pytest
from django.core.mail import EmailMultiAlternatives

from home.outbox import files


@pytest.fixture
def folder(settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return settings.EMAIL_FILE_PATH


def put(subject: str) -> None:
    mail = EmailMultiAlternatives(subject, "Bienvenidas, ñandú.", to=["ana@example.org"])
    mail.attach_alternative("<p>Bienvenidas</p>", "text/html")
    files.EmailBackend().send_messages([mail])


def test_a_mail_is_one_file_that_can_be_read_again(folder) -> None:
    put("Uno")
    put("Dos")
    stored = [files.read_mail(name) for name in files.file_names()]
    assert [mail.message["Subject"] for mail in stored] == ["Dos", "Uno"]
    assert stored[0].part("plain").strip() == "Bienvenidas, ñandú."
    assert stored[0].part("html").strip() == "<p>Bienvenidas</p>"
    assert [path.suffix for path in folder.iterdir()] == [".eml", ".eml"]


@pytest.mark.parametrize("name", ["../secret", "", "nothing", "a/b", "\0"])
def test_no_other_file_can_be_read(folder, name) -> None:
    (folder.parent / "secret.eml").write_text("secret")
    put("Uno")
    assert files.read_mail(name) is None


def test_only_the_last_ones_are_kept(folder, monkeypatch) -> None:
    monkeypatch.setattr(files, "MAX_FILES", 2)
    for subject in ("Uno", "Dos", "Tres"):
        put(subject)
    assert files.purge() == 1
    assert [files.read_mail(name).message["Subject"] for name in files.file_names()] == ["Tres", "Dos"]
