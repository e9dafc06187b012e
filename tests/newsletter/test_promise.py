"""What readers wait for has happened: the issue is prepared in every language, once, and a person is told."""

import pytest
from django.contrib.auth.models import Group, User

from home.newsletter.models import IssueTemplate, NewsletterIssuePage
from home.outbox.models import Delivery
from home.signals import milestone
from tests import factories
from tests.newsletter.conftest import NOW


@pytest.fixture
def edition(newsletter):
    page = factories.event_page(title="Better systems")
    factories.translated(page, "es", title="Mejores sistemas", slug="mejores-sistemas")
    return page.event


def happen(event, name="programme_released") -> None:
    milestone.send(sender=type(event), name=name, subject=event, at=NOW)


def issues() -> dict[str, NewsletterIssuePage]:
    return {page.locale.language_code: page for page in NewsletterIssuePage.objects.all()}


def test_every_portal_begins_with_templates_in_every_language(db) -> None:
    found = IssueTemplate.objects.values_list("milestone", "locale__language_code")
    assert sorted(found) == [(name, code) for name in ("call_opened", "programme_released") for code in ("en", "es")]


@pytest.mark.parametrize("name", ["programme_released", "call_opened"])
def test_an_issue_is_prepared_in_every_language_as_a_draft(edition, name) -> None:
    IssueTemplate.objects.filter(milestone=name, locale__language_code="es").update(subject="Listo: {event}")
    happen(edition, name)
    happen(edition, name)
    prepared = issues()
    assert sorted(prepared) == ["en", "es"]
    assert "“Better systems”" in prepared["en"].title
    assert prepared["es"].title == "Listo: Mejores sistemas"
    assert [page.live for page in prepared.values()] == [False, False]
    blocks = {block.block_type: block.value for block in prepared["en"].body}
    page = blocks["sessions" if name == "programme_released" else "dates"]["page"]
    assert page.specific.event == edition


def test_two_editions_are_two_occasions(edition) -> None:
    happen(edition)
    happen(factories.event(name="Another"))
    assert NewsletterIssuePage.objects.filter(locale__language_code="en").count() == 2


def test_editors_are_told_once_in_their_language(edition) -> None:
    editor = User.objects.create(username="editor", email="editor@example.org")
    editor.groups.add(Group.objects.get(name="Editors"))
    User.objects.create(username="other", email="other@example.org")
    happen(edition)
    happen(edition)
    told = Delivery.objects.get()
    assert told.address == "editor@example.org"
    assert f"/admin/newsletter/issues/{issues()['en'].pk}/" in told.text


def test_without_a_newsletter_nothing_happens(db) -> None:
    happen(factories.event())
    assert issues() == {}


def test_an_unknown_milestone_is_none_of_ours(edition) -> None:
    happen(edition, "something_else")
    assert issues() == {}
