"""A milestone prepares an issue once, in every language, and notifies a person."""

import json

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from wagtail_localize.models import StringTranslation

from events.models import Event
from home.newsletter import milestone_issues
from home.newsletter.models import IssueTemplate, NewsletterIssuePage
from home.outbox.models import Delivery
from home.signals import ReceiverFailed, milestone
from tests import factories
from tests.newsletter.conftest import NOW
from tests.strangers import FOLDER


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


@pytest.mark.parametrize("code", ["en", "es"])
def test_an_issue_is_prepared_only_in_the_languages_of_the_edition(edition, code) -> None:
    edition.languages = code
    happen(edition)
    assert [(language, page.is_original) for language, page in issues().items()] == [(code, True)]


def test_a_milestone_that_nobody_knows_is_an_error(edition) -> None:
    with pytest.raises(ValueError, match="programme_relesed"):
        happen(edition, "programme_relesed")


def test_two_editions_are_two_occasions(edition) -> None:
    happen(edition)
    happen(factories.event(name="Another"))
    assert NewsletterIssuePage.objects.filter(locale__language_code="en").count() == 2


def another_edition(title: str, spanish: str):
    number = Event.objects.count()
    page = factories.event_page(title=title, slug=f"edition-{number}", event=factories.event(name=f"Edition {number}"))
    factories.translated(page, "es", title=spanish, slug=f"edicion-{number}")
    return page.event


@pytest.mark.parametrize(
    ("title", "spanish"),
    [("Better systems", "Mejores sistemas"), ("一起决定", "دائرة"), ("Long " * 51, "Largo " * 42)],
    ids=["the same", "no Latin letter", "long"],
)
def test_editions_may_have_one_title_or_titles_that_no_address_could_tell_apart(newsletter, title, spanish) -> None:
    IssueTemplate.objects.update(subject="{event} is ready")
    for _number in range(3):
        happen(another_edition(title.strip(), spanish.strip()))
    prepared = NewsletterIssuePage.objects.all()
    assert sorted(page.locale.language_code for page in prepared) == ["en"] * 3 + ["es"] * 3
    assert len({page.url_path for page in prepared}) == 6
    assert {page.title[:40] for page in prepared} == {f"{name} is ready"[:40] for name in (title, spanish)}
    spoken = StringTranslation.objects.filter(context__path="slug").values_list("data", flat=True)
    assert set(spoken) == {page.slug for page in prepared if page.locale.language_code == "es"}


@pytest.mark.skipif(not (FOLDER / "texts.json").exists(), reason="the texts of strangers are not here")
def test_titles_that_no_address_could_hold_will_do(newsletter) -> None:
    IssueTemplate.objects.update(subject="{event}")
    texts = [text["title"] for text in json.loads((FOLDER / "texts.json").read_text())["texts"] if text.get("title")]
    sound = [text[:255] for text in texts if "\0" not in text and text.encode(errors="ignore").decode() == text]
    titles = [title for title in sound if not slugify(title) or len(title) > 60]
    for title in titles:
        happen(another_edition(title, title))
    assert NewsletterIssuePage.objects.count() == 2 * len(titles)


def test_an_issue_that_cannot_be_made_in_one_language_is_not_half_made(edition, monkeypatch) -> None:
    def fail(*args, **kwargs):
        raise ValidationError("no")

    monkeypatch.setattr(milestone_issues, "translate", fail)
    with pytest.raises(ReceiverFailed, match="write it yourself"):
        happen(edition)
    assert issues() == {}


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
