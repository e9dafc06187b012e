"""What translators may not do: take a page away from readers, move or delete it, or choose what no field would take."""

import json
from datetime import timedelta

import pytest
from django.test.client import MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.models import OverridableSegment, SegmentOverride

from home.models import Announcement
from home.translations.publishing.readiness import broken_choices
from tests import factories
from tests.translations.helpers import opened, target

pytestmark = pytest.mark.django_db


@pytest.fixture
def spanish_original(translator):
    """A Spanish original with a live English translation, and a page beside it."""
    page = factories.standard_page(factories.home_page("es"), title="Quiénes somos", slug="quienes-somos")
    factories.standard_page(page, title="Más", slug="mas")
    factories.standard_page(page, title="Otra", slug="otra")
    factories.translated(page, "en", title="About us", slug="about-us")
    return page


def state() -> list[tuple]:
    """All that a reader would notice."""
    pages = Page.objects.order_by("pk").values_list("pk", "path", "live", "expire_at", "go_live_at", "slug")
    return [*pages, *PageViewRestriction.objects.values_list("page", "restriction_type")]


TAKING_AWAY = {
    "unpublish": {"include_descendants": "on"},
    "delete": {"confirm_site_name": "Sociocracy Conference"},
    "set_privacy": {"restriction_type": "login", "password": "", "groups": []},
    "set_page_position": {},
    "move": {},
    "copy": {"new_title": "Copia", "new_slug": "copia", "new_parent_page": ""},
}


@pytest.mark.parametrize("name", TAKING_AWAY)
def test_a_translator_takes_no_page_away_in_any_language(
    spanish_original, as_translator, as_editor, name, django_capture_on_commit_callbacks
):
    before = state()
    other = Page.objects.get(slug="mas")
    for page in (spanish_original, other, *Page.objects.filter(locale=factories.locale("en"), slug="about-us")):
        address = reverse(f"wagtailadmin_pages:{name}", args=[page.pk])
        with django_capture_on_commit_callbacks(execute=True):
            answer = as_translator.post(f"{address}?position=1", TAKING_AWAY[name])
        assert answer.status_code in (302, 403), "the form was accepted or shown"
        assert state() == before
    assert as_editor.get(reverse(f"wagtailadmin_pages:{name}", args=[spanish_original.pk])).status_code == 200


@pytest.mark.parametrize("action", ["unpublish", "delete", "move"])
def test_nor_many_at_once(spanish_original, as_translator, action, django_capture_on_commit_callbacks):
    before = state()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    with django_capture_on_commit_callbacks(execute=True):
        as_translator.post(f"{address}?id={spanish_original.pk}", {"include_descendants": "on", "chooser": "1"})
    assert state() == before


def test_nor_at_a_later_time(spanish_original, as_translator, as_editor):
    """The schedule of an original would end all its languages."""
    edit = reverse("wagtailadmin_pages:edit", args=[spanish_original.pk])
    assert "expire_at" in as_editor.get(edit).content.decode()
    assert "expire_at" not in as_translator.get(edit).content.decode()
    fields = {"title": "Quiénes somos", "slug": "quienes-somos", "body-count": 0}
    fields |= {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    soon = f"{timezone.now() + timedelta(days=1):%Y-%m-%d %H:%M}"
    as_translator.post(edit, {**fields, "expire_at": soon, "action-publish": "action-publish"})
    page = Page.objects.get(pk=spanish_original.pk)
    assert page.live and page.expire_at is None
    assert not page.revisions.exclude(content__expire_at=None).exists()


def test_nor_a_snippet(translator, as_translator, as_editor, django_capture_on_commit_callbacks):
    spanish = Announcement.objects.create(text="Abierta", locale=factories.locale("es"))
    english = Announcement.objects.create(
        text="Open", locale=factories.locale("en"), translation_key=spanish.translation_key
    )
    address = reverse("wagtailsnippets_home_announcement:unpublish", args=[spanish.pk])
    with django_capture_on_commit_callbacks(execute=True):
        as_translator.post(address)
    assert set(Announcement.objects.filter(live=True)) == {spanish, english}
    with django_capture_on_commit_callbacks(execute=True):
        as_editor.post(address)
    assert not Announcement.objects.filter(live=True).exists()


@pytest.fixture
def translation(translator):
    """Of a page with a button, a link in a text, and a page that is linked."""
    linked = factories.standard_page(title="Linked", slug="linked")
    body = [
        {"type": "call_to_action", "value": {"text": "Come", "label": "Come", "url": "https://example.org/a"}},
        {"type": "call_to_action", "value": {"text": "See", "label": "See", "page": linked.pk}},
        {"type": "video", "value": {"url": "https://vimeo.com/1", "title": "Talk", "caption": ""}},
        {"type": "text", "value": {"text": '<p>Read <a href="https://example.org/b">this</a>.</p>'}},
    ]
    return opened(factories.standard_page(title="About us", slug="about", body=json.dumps(body)))


def send(client, translation, segment, value):
    address = reverse("wagtail_localize:edit_override", args=[translation.pk, segment.pk])
    return client.put(address, encode_multipart("BoUnDaRyStRiNg", {"value": value}), content_type=MULTIPART_CONTENT)


def segments(translation) -> dict[str, OverridableSegment]:
    return {str(one.data): one for one in OverridableSegment.objects.filter(source=translation.source)}


SCRIPT = "javascript:alert(1)"
BAD = [SCRIPT, "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", f" {SCRIPT}", "data:text/html,x"]


@pytest.mark.parametrize("value", BAD)
@pytest.mark.parametrize("source", ["https://example.org/a", "https://example.org/b"])
def test_a_link_for_one_language_runs_no_script(translation, as_translator, source, value):
    answer = send(as_translator, translation, segments(translation)[source], value)
    assert answer.status_code == 400 and answer.json()["detail"]
    assert not SegmentOverride.objects.exists()


@pytest.mark.parametrize("source", ["https://example.org/a", "https://example.org/b"])
def test_a_link_that_the_field_would_take_is_taken(translation, as_translator, source):
    assert send(as_translator, translation, segments(translation)[source], "https://example.org/es").status_code == 201


def test_a_choice_in_another_format_is_refused(translation, as_translator):
    segment = segments(translation)["https://example.org/a"]
    address = reverse("wagtail_localize:edit_override", args=[translation.pk, segment.pk])
    assert (
        as_translator.put(address, {"value": "https://example.org/es"}, content_type="application/json").status_code
        == 415
    )


def test_a_link_is_stored_as_the_field_cleans_it(translation, as_translator):
    assert (
        send(as_translator, translation, segments(translation)["https://vimeo.com/1"], "//vimeo.com/2").status_code
        == 201
    )
    assert json.loads(SegmentOverride.objects.get().data_json) == "https://vimeo.com/2"


def test_a_page_for_one_language_has_to_exist(translation, as_translator):
    about = next(one for key, one in segments(translation).items() if key.isdigit())
    for value in ("999999", "x", ""):
        assert send(as_translator, translation, about, value).status_code == 400
    assert send(as_translator, translation, about, str(factories.home_page("es").pk)).status_code == 201


def test_a_link_that_was_stored_before_keeps_the_page_from_being_published(translation):
    for segment in segments(translation).values():
        if not str(segment.data).isdigit():
            SegmentOverride.objects.create(
                locale=translation.target_locale, context=segment.context, data_json=json.dumps(SCRIPT)
            )
    assert [finding.blocks for finding in broken_choices(translation)] == [True, True, True]
    assert target(translation).live is False
