"""The newsletter in the admin: what editors see and do."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from home.newsletter.enums import MailingState
from home.newsletter.models import Mailing, NewsletterIssuePage, Subscriber
from home.outbox.enums import DeliveryState
from home.outbox.models import Delivery, Transport
from tests.newsletter.conftest import NOW
from tests.translations.helpers import messages

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    user = User.objects.create(username="editor", email="editor@example.org")
    user.groups.add(Group.objects.get(name="Editors"))
    client.force_login(user)
    return client


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("root", "root@example.org"))
    return client


def path(issue) -> str:
    return f"/admin/newsletter/issues/{issue.pk}/"


def test_an_editor_sends_an_issue(editor, issue, reader) -> None:
    reader()
    content = editor.get(path(issue)).content.decode()
    assert "1 of 1 subscribers get it in their language" in content
    editor.post(path(issue), {"action": "send"})
    editor.post(path(issue), {"action": "send"})
    mailing = Mailing.objects.get()
    assert (mailing.state, mailing.approved_by.username) == (MailingState.SCHEDULED, "editor")
    assert "newsletter-progress" in editor.get(path(issue)).content.decode()


def test_a_missing_translation_has_to_be_decided(editor, issue, reader) -> None:
    reader()
    issue.get_translations().get().unpublish()
    assert "missing_es" in editor.get(path(issue)).content.decode()
    assert editor.post(path(issue), {"action": "send"}).status_code == 200
    assert not Mailing.objects.exists()
    editor.post(path(issue), {"action": "send", "missing_es": "original"})
    assert Mailing.objects.get().languages.get(language="es").choice == "original"


def test_a_chosen_instant_is_utc(editor, issue) -> None:
    editor.post(path(issue), {"action": "send", "send_at": "2099-05-06 13:00"})
    assert f"{Mailing.objects.get().send_at:%Y-%m-%d %H:%M %Z}" == "2099-05-06 13:00 UTC"


@pytest.mark.parametrize(
    "data",
    [{"action": "send", "send_at": "never"}, {"action": "nonsense"}, {"action": "test", "language": "xx"}, {}],
)
def test_nonsense_changes_nothing(editor, issue, data) -> None:
    assert editor.post(path(issue), data).status_code in (200, 302)
    assert not Mailing.objects.exists() and not Delivery.objects.exists()


def test_pause_resume_cancel(editor, issue, reader) -> None:
    reader()
    editor.post(path(issue), {"action": "send"})
    steps = (("pause", "paused"), ("resume", "scheduled"), ("cancel", "cancelled"), ("resume", "cancelled"))
    for action, state in steps:
        editor.post(path(issue), {"action": action})
        assert Mailing.objects.get().state == state


@pytest.mark.parametrize("bulk", [False, True])
def test_an_issue_that_is_being_sent_is_not_deleted(administrator, issue, reader, bulk) -> None:
    reader()
    administrator.post(path(issue), {"action": "send"})
    for page in (issue, issue.get_translations().get(), issue.get_parent()):
        address = reverse("wagtailadmin_pages:delete", args=[page.pk])
        if bulk:
            address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={page.pk}"
        assert "“The programme is ready” is being sent or scheduled." in messages(administrator.post(address))
    Mailing.objects.update(state=MailingState.CANCELLED)
    administrator.post(reverse("wagtailadmin_pages:delete", args=[issue.pk]))
    assert not NewsletterIssuePage.objects.filter(pk=issue.pk).exists()


def test_a_test_mail_goes_to_the_editor_alone(editor, issue, reader) -> None:
    reader()
    editor.post(path(issue), {"action": "test", "language": "es"})
    delivery = Delivery.objects.get()
    assert (delivery.address, delivery.subject) == ("editor@example.org", "El programa está listo")
    assert ".invalid" not in delivery.html


def test_nobody_floods_a_mailbox_with_test_mails(editor, issue) -> None:
    for _number in range(20):
        editor.post(path(issue), {"action": "test", "language": "es"})
    answer = editor.post(path(issue), {"action": "test", "language": "es"})
    assert "20 test emails today" in messages(answer)
    assert Delivery.objects.count() == 20


def test_why_no_test_mail_was_sent(editor, issue) -> None:
    issue.get_translations().get().unpublish()
    answer = editor.post(path(issue), {"action": "test", "language": "es"})
    assert messages(answer) == "Nothing was sent: the issue is not published in this language."
    User.objects.update(email="")
    assert "your account has no email address" in messages(
        editor.post(path(issue), {"action": "test", "language": "en"})
    )


@pytest.mark.parametrize("ending", ["", "?as=text"])
def test_the_mail_can_be_looked_at(editor, issue, ending) -> None:
    assert "programme" in editor.get(f"{path(issue)}mail/{ending}").content.decode()


@pytest.mark.parametrize("address", ["newsletter/readers/", "mail/files/"])
def test_addresses_are_not_for_editors(editor, newsletter, address) -> None:
    assert editor.get(f"/admin/{address}").status_code in (302, 403)


def test_editors_see_mail_without_addresses(editor, newsletter, reader) -> None:
    Delivery.objects.create(
        kind="x", key="x", address="ana@example.org", language="es", due_at=NOW, created_at=NOW, changed_at=NOW
    )
    content = editor.get("/admin/mail/").content.decode()
    assert "a…@example.org" in content and "ana@example.org" not in content


@pytest.mark.parametrize(("action", "state"), [("again", "queued"), ("sent", "sent")])
def test_a_doubt_is_decided(editor, newsletter, action, state) -> None:
    delivery = Delivery.objects.create(
        kind="x", key="x", address="ana@example.org", language="es", state=DeliveryState.UNCERTAIN,
        due_at=NOW, created_at=NOW, changed_at=NOW,
    )  # fmt: skip
    assert str(delivery.uuid) in editor.get("/admin/mail/doubts/").content.decode()
    editor.post("/admin/mail/doubts/", {"mail": delivery.pk, "action": action})
    delivery.refresh_from_db()
    assert delivery.state == state


@pytest.mark.parametrize("number", ["", "x", "9" * 30, "²"])
def test_a_mail_that_does_not_exist(editor, newsletter, number) -> None:
    assert editor.post("/admin/mail/doubts/", {"mail": number, "action": "sent"}).status_code != 500


def test_sending_goes_on_by_a_button(editor, newsletter) -> None:
    from django.utils import timezone

    Transport.objects.current().stop(reason="535 no", needs_person=True, now=timezone.now())
    assert "535 no" in editor.get("/admin/mail/").content.decode()
    editor.post("/admin/mail/", {"resume": "1"})
    assert Transport.objects.current().stopped_until is None


def test_the_administrator_reads_the_last_mails(administrator, newsletter, settings, tmp_path) -> None:
    from django.core.mail import EmailMultiAlternatives

    from home.outbox import files

    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "home.outbox.files.EmailBackend", tmp_path
    mail = EmailMultiAlternatives("Hola", "Texto", to=["ana@example.org"])
    mail.attach_alternative("<p>Texto</p><script>alert(1)</script>", "text/html")
    files.EmailBackend().send_messages([mail])
    [name] = files.file_names()
    assert "Hola" in administrator.get("/admin/mail/files/").content.decode()
    assert "Texto" in administrator.get(f"/admin/mail/files/{name}/").content.decode()
    framed = administrator.get(f"/admin/mail/files/{name}/html/")
    assert framed.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert administrator.get("/admin/mail/files/nothing/").status_code != 200


def test_the_team_sees_no_link_to_what_it_may_not_open(client, newsletter) -> None:
    user = User.objects.create(username="team")
    user.groups.add(Group.objects.get(name="Programme team"))
    client.force_login(user)
    response = client.get("/admin/newsletter/readers/")
    assert response.status_code == 200
    assert 'href="/admin/newsletter/"' not in response.content.decode()


def test_a_reader_is_found_and_erased(administrator, newsletter, reader) -> None:
    subscriber = reader()
    assert "ana@example.org" in administrator.get("/admin/newsletter/readers/?q=ANA&state=confirmed").content.decode()
    assert "ana@example.org" not in administrator.get("/admin/newsletter/readers/?q=%00bea").content.decode()
    administrator.post("/admin/newsletter/readers/", {"subscriber": subscriber.pk})
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("number", ["", "x", "²", "9" * 30, "-1"])
def test_nobody_is_erased_by_nonsense(administrator, newsletter, reader, number) -> None:
    reader()
    assert administrator.post("/admin/newsletter/readers/", {"subscriber": number}).status_code != 500
    assert Subscriber.objects.count() == 1


def test_the_dashboard_says_that_mail_waits_for_a_person(editor, newsletter) -> None:
    from django.utils import timezone

    assert "need a decision" not in editor.get("/admin/").content.decode()
    Transport.objects.current().stop(reason="535 no", needs_person=True, now=timezone.now())
    Delivery.objects.create(
        kind="x", key="x", address="ana@example.org", language="es", state=DeliveryState.UNCERTAIN,
        due_at=NOW, created_at=NOW, changed_at=NOW,
    )  # fmt: skip
    content = editor.get("/admin/").content.decode()
    assert "535 no" in content and "/admin/mail/doubts/" in content and "ana@example.org" not in content


def test_a_stopped_provider_is_named_where_the_progress_is(editor, issue, reader) -> None:
    from django.utils import timezone

    reader()
    editor.post(path(issue), {"action": "send"})
    Transport.objects.current().stop(reason="535 no", needs_person=True, now=timezone.now())
    assert "535 no" in editor.get(path(issue)).content.decode()
