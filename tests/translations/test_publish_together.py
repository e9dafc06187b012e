from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from home.models import StandardPage
from home.outbox.models import Delivery
from home.roles import EDITORS
from home.translations.models import JointPublication, TranslationStatus
from home.translations.publishing import joint
from home.translations.publishing.joint import hand_over_draft, publish_due
from tests import factories
from tests.translations.conftest import logged_in, member
from tests.translations.helpers import SPANISH, fill, line, opened, save, target


@pytest.fixture
def post(as_editor, django_capture_on_commit_callbacks):
    def send(page, **data):
        with django_capture_on_commit_callbacks(execute=True):
            return as_editor.post(f"/admin/translations/together/{page.pk}/", data)

    return send


@pytest.fixture
def draft(db):
    factories.home_page("es")
    return factories.standard_page(title="About us", slug="about", intro="We meet online.", live=False)


def test_a_draft_and_its_translation_appear_in_one_instant(draft, post):
    post(draft, hand_over="yes")
    translation = opened(draft)
    fill(translation)
    assert not target(translation).live

    post(draft, now="yes")

    assert StandardPage.objects.get(pk=draft.pk).live
    assert (target(translation).live, target(translation).title) == (True, "Sobre nosotros")


def test_a_live_page_goes_on_while_its_next_version_is_translated(about, post, django_capture_on_commit_callbacks):
    translation = opened(about)
    fill(translation)
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    about.intro = "We meet online, twice."
    about.save_revision()

    post(about, hand_over="yes")
    assert target(translation).intro == "Nos encontramos en línea."
    assert StandardPage.objects.get(pk=about.pk).intro == "We meet online."
    save(translation, line(translation, "We meet online, twice."), "Nos encontramos en línea dos veces.")
    post(about, now="yes")

    assert StandardPage.objects.get(pk=about.pk).intro == "We meet online, twice."
    assert target(translation).intro == "Nos encontramos en línea dos veces."


def test_a_handed_over_draft_is_not_published_in_one_language_alone_without_a_question(about, post, as_translator):
    translation = opened(about)
    fill(translation)
    about.intro = "We meet online, twice."
    about.save_revision()
    post(about, hand_over="yes")
    save(translation, line(translation, "We meet online, twice."), "Nos encontramos en línea dos veces.")

    asked = as_translator.post(f"/admin/translations/{translation.pk}/publish/")
    assert "It translates a draft" in asked.content.decode()
    assert not target(translation).live
    joint = f"/admin/translations/together/{about.pk}/"
    assert "It translates a draft" not in logged_in(member("second", EDITORS)).get(joint).content.decode()


def test_holes_are_named_first_and_what_is_not_ready_stays(draft, post, as_editor):
    translation = opened(draft)
    fill(translation, {key: value for key, value in SPANISH.items() if key != "About us"})

    html = as_editor.get(f"/admin/translations/together/{draft.pk}/").content.decode()
    assert "Title “About us”" in html and "Not ready" in html

    post(draft, now="yes")
    assert StandardPage.objects.get(pk=draft.pk).live
    assert not target(translation).live


def test_a_translation_that_does_not_know_the_draft_is_no_translation_of_it(about, post, as_editor):
    translation = opened(about)
    fill(translation)
    about.intro = "We meet online, twice."
    about.save_revision()
    url = f"/admin/translations/together/{about.pk}/"
    assert "do not have the latest draft" in as_editor.get(url).content.decode()

    post(about, now="yes")

    assert StandardPage.objects.get(pk=about.pk).intro == "We meet online, twice."
    assert not target(translation).live


def test_it_can_be_scheduled_and_called_off(draft, post, django_capture_on_commit_callbacks):
    translation = opened(draft)
    fill(translation)
    soon = timezone.now() + timedelta(hours=1)
    post(draft, schedule="yes", at=f"{soon:%Y-%m-%d %H:%M}")
    at = JointPublication.objects.get().publish_at

    assert publish_due(now=at - timedelta(seconds=1)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert publish_due(now=at) == 1
    assert target(translation).live
    assert not JointPublication.objects.exists()

    post(draft, schedule="yes", at=f"{soon:%Y-%m-%d %H:%M}")
    post(draft, cancel="yes")
    assert not JointPublication.objects.exists()


def test_one_that_fails_holds_up_no_other_is_tried_again_and_told(draft, editor, monkeypatch):
    now = timezone.now()
    for page in (draft, factories.standard_page(title="Second", slug="second")):
        JointPublication.objects.create(page=page, publish_at=now, scheduled_by=editor)
    really = joint.publish_with_translations

    def fails_for_the_first(page, **kwargs):
        if page.pk == draft.pk:
            raise OSError("the disk is full")
        return really(page, **kwargs)

    monkeypatch.setattr(joint, "publish_with_translations", fails_for_the_first)

    assert publish_due(now=now) == 1
    assert JointPublication.objects.get().page_id == draft.pk
    with pytest.raises(OSError, match="disk"):
        publish_due(now=now)


def test_nonsense_and_the_past_are_refused(draft, post):
    for at in ("", "yesterday", "2001-01-01 10:00"):
        assert post(draft, schedule="yes", at=at).status_code == 200
    assert not JointPublication.objects.exists()


def test_only_editors_of_an_original_see_it(about, as_translator, as_editor):
    copy = target(opened(about))
    assert as_translator.get(f"/admin/translations/together/{copy.pk}/").status_code == 302
    assert as_editor.get(f"/admin/translations/together/{copy.pk}/").status_code == 302
    assert "translations/together" in as_editor.get(f"/admin/pages/{about.pk}/edit/").content.decode()


def test_whoever_scheduled_it_is_told_what_was_not_published(draft, editor):
    now = timezone.now()
    opened(draft)
    JointPublication.objects.create(page=draft, publish_at=now, scheduled_by=editor)
    assert publish_due(now=now) == 1
    mail = Delivery.objects.get(address=editor.email)
    assert mail.subject == "“About us” was not published in every language"
    assert "not ready: Español." in mail.text
    assert f"/admin/translations/together/{draft.pk}/" in mail.text


def test_whoever_scheduled_it_is_told_why_it_could_not_be_published(draft, editor, monkeypatch):
    def refuse(page, **kwargs):
        raise ValidationError("The slug is taken.")

    monkeypatch.setattr(joint, "publish_with_translations", refuse)
    now = timezone.now()
    JointPublication.objects.create(page=draft, publish_at=now, scheduled_by=editor)
    assert publish_due(now=now) == 1
    assert not JointPublication.objects.exists()
    assert "The slug is taken." in Delivery.objects.get(address=editor.email).text


def test_whoever_scheduled_it_is_told_that_the_page_was_deleted(draft, editor, post):
    at = timezone.now() + timedelta(days=1)
    row = JointPublication.objects.create(page=draft, publish_at=at, scheduled_by=editor)
    row.delete()
    post(draft, cancel="yes")
    assert not Delivery.objects.exists()  # whoever takes it off the list knows it

    JointPublication.objects.create(page=draft, publish_at=at, scheduled_by=editor)
    draft.delete()
    mail = Delivery.objects.get(address=editor.email)
    assert mail.subject == "“About us” could not be published"
    assert "somebody has deleted the page" in mail.text
    assert "/admin/" not in mail.text


@pytest.fixture
def live_in_spanish(about, django_capture_on_commit_callbacks):
    """A page that is live in both languages, whose draft with other words was handed over to its translators."""
    translation = opened(about)
    fill(translation)
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    about.intro = "We meet online, twice."
    about.save_revision()
    hand_over_draft(about, now=timezone.now())
    return translation


def outdated_since(translation):
    return TranslationStatus.objects.get(translation=translation).outdated_since


def test_a_handed_over_draft_that_is_published_alone_leaves_its_live_translation_outdated(
    about, live_in_spanish, django_capture_on_commit_callbacks
):
    assert outdated_since(live_in_spanish) is None  # nobody reads the draft yet
    with django_capture_on_commit_callbacks(execute=True):
        about.get_latest_revision().publish()

    assert target(live_in_spanish).intro == "Nos encontramos en línea."
    about.refresh_from_db()
    assert outdated_since(live_in_spanish) == about.last_published_at


def test_publishing_the_same_words_again_does_not_call_saved_edits_outdated(about, change):
    translation = opened(about)
    fill(translation)
    translation.save_target(publish=True)
    change(about)
    save(translation, line(translation, "We meet online."), "Nos vemos en línea.")
    change(about)
    assert outdated_since(translation) is None


def test_a_translation_with_an_unchecked_string_does_not_go_along(about, live_in_spanish, post, as_editor):
    assert "Not ready" in as_editor.get(f"/admin/translations/together/{about.pk}/").content.decode()

    post(about, now="yes")

    assert StandardPage.objects.get(pk=about.pk).intro == "We meet online, twice."
    assert target(live_in_spanish).intro == "Nos encontramos en línea."
    assert outdated_since(live_in_spanish) is not None


def test_what_went_along_is_not_published_a_second_time(about, live_in_spanish, post):
    save(live_in_spanish, line(live_in_spanish, "We meet online, twice."), "Nos encontramos en línea dos veces.")
    before = target(live_in_spanish).revisions.count()

    post(about, now="yes")

    assert target(live_in_spanish).revisions.count() == before + 1
    assert outdated_since(live_in_spanish) is None
