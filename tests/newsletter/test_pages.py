"""The newsletter's pages, the sign-up on cached pages, and the archive."""

import pytest
from django.test import Client

from home.newsletter.actions import mailings
from home.newsletter.archive import update_archive_privacy
from home.newsletter.models import NewsletterIssuePage
from tests.newsletter.conftest import NOW


def test_the_newsletters_page_has_the_form_in_the_readers_language(client: Client, newsletter) -> None:
    answer = client.get("/es/boletin/")
    content = answer.content.decode()
    assert 'action="/es/subscription/"' in content
    assert "Sí, escríbanme." in content
    assert '<option value="es" selected>' in content
    assert "csrfmiddlewaretoken" not in content
    assert not answer.cookies


def test_an_issue_is_read_on_the_web_once_it_is_sent(client: Client, issue) -> None:
    assert client.get("/en/newsletter/ready/").status_code == 302
    assert "The programme is ready" not in client.get("/en/newsletter/").content.decode()
    mailing = mailings.approve(issue=issue, choices={}, send_at=NOW, user=None, now=NOW)
    assert client.get("/en/newsletter/ready/").status_code == 302
    mailings.start(mailing=mailing, now=NOW)
    update_archive_privacy(issue)
    assert client.get("/en/newsletter/ready/").status_code == 200
    assert client.get("/es/boletin/listo/").status_code == 200
    assert "El programa está listo" in client.get("/es/boletin/").content.decode()


def test_an_issue_only_by_mail_never_shows_on_the_web(client: Client, issue) -> None:
    mailing = mailings.approve(issue=issue, choices={}, send_at=NOW, user=None, now=NOW)
    mailings.start(mailing=mailing, now=NOW)
    NewsletterIssuePage.objects.filter(pk=issue.pk).update(is_private=True)
    issue.refresh_from_db()
    update_archive_privacy(issue)
    for path in ("/en/newsletter/ready/", "/es/boletin/listo/"):
        assert client.get(path).status_code == 302
    assert "/ready/" not in client.get("/sitemap.xml").content.decode()


@pytest.mark.parametrize("path", ["asked/", "link/", "link/sent/"])
def test_the_small_pages(client: Client, newsletter, path) -> None:
    for language in ("en", "es"):
        answer = client.get(f"/{language}/subscription/{path}")
        assert (answer.status_code, answer.cookies.output()) == (200, "")
