"""Machine drafts: what leaves the portal, what readers see of them, and what they are told."""

import pytest
from django.urls import reverse
from wagtail_localize.machine_translators.dummy import DummyTranslator
from wagtail_localize.models import StringTranslation
from wagtail_localize.strings import StringValue

from home.translations.jobs import draft_by_machine
from home.translations.machine.drafting import NoMachineDraft, draft
from home.translations.models import MarkKind, MemoryUnit, PublicMachineKind, StringMark, TranslationStatus
from home.translations.publishing.publish import TranslationNotReady, publish_translation
from home.translations.publishing.readiness import readiness_findings
from tests import factories
from tests.translations.helpers import fill, line, opened, target
from tests.translations.test_questions import MORNING


@pytest.fixture
def machine(settings, monkeypatch):
    """The dummy, which writes the words backwards; a list of what it was given."""
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": f"{DummyTranslator.__module__}.DummyTranslator"}
    sent, translate = [], DummyTranslator.translate

    def noted(self, source, locale, strings):
        sent.extend(string.data for string in strings)
        return translate(self, source, locale, strings)

    monkeypatch.setattr(DummyTranslator, "translate", noted)
    return sent


def test_there_is_no_machine_by_default(about, as_translator, as_editor):
    translation = opened(about)
    html = as_translator.get(reverse("translations:review", args=[translation.pk])).content.decode()
    assert 'name="machine"' not in html
    assert as_editor.get(reverse("translations:machine"), follow=True).status_code == 404
    with pytest.raises(NoMachineDraft):
        draft(translation, now=MORNING)


def test_what_is_empty_is_drafted_to_be_checked_and_nothing_else(about, as_translator, machine):
    translation = opened(about)
    fill(translation, {"About us": "Sobre nosotros"})
    answer = as_translator.post(reverse("translations:review", args=[translation.pk]), {"machine": "all"}, follow=True)
    assert "drafted 1 sentence" in answer.content.decode()
    assert machine == ["We meet online."], "no address, and nothing that is translated"
    row = line(translation, "We meet online.")
    assert (row.text, row.mark.kind, row.translated.last_translated_by) == ("online. meet We", MarkKind.MACHINE, None)
    assert line(translation, "About us").text == "Sobre nosotros"
    assert not MemoryUnit.objects.filter(text="online. meet We").exists()

    draft(translation, now=MORNING)
    assert len(machine) == 1


@pytest.mark.parametrize("kind", ["draft", "private", "draft of a change", "hidden parent"])
def test_what_readers_do_not_see_never_leaves(kind, about, machine):
    if kind == "draft":
        about = factories.standard_page(title="Proposal", slug="proposal", live=False)
    translation = opened(about)
    if kind == "private":
        about.view_restrictions.create(restriction_type="login")
    if kind == "hidden parent":
        about.get_parent().view_restrictions.create(restriction_type="login")
    if kind == "draft of a change":
        TranslationStatus.objects.update_or_create(translation=translation, defaults={"awaits_original": True})
        translation.refresh_from_db()
    with pytest.raises(NoMachineDraft):
        draft(translation, now=MORNING)
    assert machine == []


def test_machine_text_is_public_only_where_an_editor_allows_it_and_readers_are_told(
    about, as_editor, client, editor, machine, django_capture_on_commit_callbacks
):
    translation = opened(about)
    fill(translation, {"about": "sobre-nosotros"})
    draft(translation, now=MORNING)
    with pytest.raises(TranslationNotReady):
        publish_translation(translation, user=editor, confirmed=True)

    as_editor.post(reverse("translations:machine"), {"kind": ["home.standardpage", "auth.user"]})
    assert [kind.label for kind in PublicMachineKind.objects.all()] == ["home.standardpage"]
    assert readiness_findings(translation) and not any(one.blocks for one in readiness_findings(translation))
    assert any(one.blocks for one in readiness_findings(translation, alone=False)), "nobody is there to be asked"
    with django_capture_on_commit_callbacks(execute=True):
        publish_translation(translation, user=editor, confirmed=True)

    page = target(translation)
    html = client.get(page.url).content.decode()
    assert "online. meet We" in html and "máquina" in html and f'href="{about.url}"' in html
    assert "máquina" not in client.get(about.url).content.decode()

    for row in StringTranslation.objects.filter(mark__kind=MarkKind.MACHINE):
        row.data, row.last_translated_by = row.data + "!", editor
        row.save()
    assert "máquina" in client.get(page.url).content.decode(), "readers still see the machine's text"
    with django_capture_on_commit_callbacks(execute=True):
        publish_translation(translation, user=editor, confirmed=True)
    assert "máquina" not in client.get(page.url).content.decode()


def test_at_night_the_desk_is_drafted_if_the_setting_says_so(about, machine, settings):
    translation = opened(about)
    night = MORNING.replace(hour=2)
    assert draft_by_machine(now=night) == 0
    settings.MACHINE_TRANSLATION_AT_NIGHT = True
    assert draft_by_machine(now=MORNING) == 0
    assert draft_by_machine(now=night) >= 1
    assert line(translation, "We meet online.").mark.kind == MarkKind.MACHINE


def test_what_the_machine_cannot_do_is_sent_once_and_counts(about, machine, settings, monkeypatch):
    settings.MACHINE_TRANSLATION_AT_NIGHT = True
    monkeypatch.setattr("home.translations.jobs.PORTION", 1)
    night, slow = MORNING.replace(hour=2), opened(about)
    other = opened(factories.standard_page(title="Write to a@example.org", slug="write"))
    translate = DummyTranslator.translate

    def wrong(self, *given):
        return {source: StringValue("") for source in translate(self, *given)}

    monkeypatch.setattr(DummyTranslator, "translate", wrong)
    assert draft_by_machine(now=night) == 0
    first = list(machine)
    assert draft_by_machine(now=night) == 0
    assert len(machine) > len(first) > 0, "one text at a time"
    for _time in range(3):
        draft_by_machine(now=night)
    assert len(machine) == len(set(machine)), "nothing is sent twice"
    assert {"About us", "We meet online.", "Write to a@example.org"} <= set(machine)
    assert line(slow, "About us").is_missing and line(other, "Write to a@example.org").is_missing


def test_a_machine_that_does_not_answer_changes_nothing_and_is_told(about, as_translator, machine, monkeypatch):
    translation = opened(about)
    monkeypatch.setattr(DummyTranslator, "translate", lambda *given: 1 / 0)
    address = reverse("translations:review", args=[translation.pk])
    assert "did not answer" in as_translator.post(address, {"machine": "all"}, follow=True).content.decode()
    row = line(translation, "About us").segment.pk
    assert as_translator.post(address, {"machine": row, "only": row}).status_code == 409
    assert not StringMark.objects.filter(kind=MarkKind.MACHINE).exists()


def test_a_machine_that_fails_at_night_fails_the_job_and_the_other_texts_are_drafted(
    about, machine, settings, monkeypatch
):
    """A failed job is on the status page."""
    settings.MACHINE_TRANSLATION_AT_NIGHT = True
    refused, drafted = opened(about), opened(factories.standard_page(title="Contact", slug="contact"))
    translate = DummyTranslator.translate

    def refuse_one(self, source, locale, strings):
        if any(string.data == "About us" for string in strings):
            raise ConnectionError
        return translate(self, source, locale, strings)

    monkeypatch.setattr(DummyTranslator, "translate", refuse_one)
    with pytest.raises(NoMachineDraft):
        draft_by_machine(now=MORNING.replace(hour=2))
    assert line(drafted, "Contact").mark.kind == MarkKind.MACHINE
    assert not line(refused, "About us").text
