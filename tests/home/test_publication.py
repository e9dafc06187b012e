"""A first publication is never overwritten by a draft that was loaded before it.

`RACES=500 make test PYTEST="-k race_of_two_editors"` repeats the race that depends on chance.
"""

import os
import threading

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client
from django.urls import reverse
from wagtail import hooks
from wagtail.models import DraftStateMixin, Page, Revision
from wagtail.snippets.models import get_snippet_models
from wagtail.test.utils.form_data import nested_form_data, streamfield

from home.models import Announcement, StandardPage
from home.publication import DraftFormMixin
from tests.factories import locale, standard_page


def draft_page() -> StandardPage:
    page = standard_page(title="Written first", slug="draft", live=False)
    page.save_revision()
    return page


def draft_announcement() -> Announcement:
    row = Announcement.objects.create(text="Written first", locale=locale("en"), live=False)
    row.save_revision()
    return row


def as_editor() -> Client:
    client = Client()
    client.force_login(User.objects.filter(username="editor").first() or User.objects.create_superuser("editor"))
    return client


def save_draft(client: Client, draft: StandardPage | Announcement, text: str, **more: str) -> None:
    if isinstance(draft, Page):
        address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
        data = {"title": text, "slug": "draft", "body": streamfield([]), "comments": streamfield([])}
    else:
        address = reverse(f"wagtailsnippets_{draft._meta.label_lower.replace('.', '_')}:edit", args=[draft.pk])
        data = {"text": text}
    answer = client.post(address, nested_form_data(data) | more)
    assert answer.status_code == 302, answer.context["form"].errors if answer.context else answer.content


@pytest.mark.parametrize("make", [draft_page, draft_announcement])
def test_an_autosave_that_began_before_the_publication_saves_a_draft(db, make):
    draft, client = make(), as_editor()

    def publish_now(request, edited):
        draft.latest_revision.publish()

    kind = "page" if isinstance(draft, Page) else "snippet"
    with hooks.register_temporarily(f"before_edit_{kind}", publish_now):
        save_draft(client, draft, "Typed meanwhile")
    saved = type(draft).objects.get(pk=draft.pk)
    assert (saved.live, saved.has_unpublished_changes) == (True, True)
    assert saved.live_revision.as_object() == saved
    assert saved.first_published_at is not None
    assert "Written first" in (getattr(saved, "title", None) or saved.text)
    revised = saved.get_latest_revision_as_object()
    assert "Typed meanwhile" in (getattr(revised, "title", None) or revised.text)


@pytest.mark.parametrize("make", [draft_page, draft_announcement])
def test_any_other_draft_loaded_before_the_publication_keeps_it(db, make):
    """wagtail-localize saves the whole row when it syncs a translation."""
    draft = make()
    loaded = type(draft).objects.get(pk=draft.pk)
    draft.latest_revision.publish()
    loaded.save()
    saved = type(draft).objects.get(pk=draft.pk)
    assert (saved.live, saved.live_revision) == (True, draft.latest_revision)


@pytest.mark.parametrize("make", [draft_page, draft_announcement])
def test_what_was_unpublished_stays_unpublished(db, make):
    draft = make()
    draft.latest_revision.publish()
    type(draft).objects.get(pk=draft.pk).unpublish()
    assert not type(draft).objects.get(pk=draft.pk).live
    save_draft(as_editor(), draft, "Typed later")
    assert not type(draft).objects.get(pk=draft.pk).live


def test_every_model_with_drafts_is_edited_in_a_form_that_keeps_publications():
    models = [model for model in apps.get_models() if issubclass(model, DraftStateMixin) and model is not Page]
    handlers = [
        model.get_edit_handler() if issubclass(model, Page) else model.snippet_viewset.get_edit_handler()
        for model in models
        if issubclass(model, Page) or model in get_snippet_models()
    ]
    assert len(handlers) > 10
    assert [each for each in handlers if not issubclass(each.get_form_class(), DraftFormMixin)] == []


@pytest.mark.parametrize("race", range(int(os.environ.get("RACES", "2"))))
def test_a_race_of_two_editors_leaves_the_page_published(transactional_db, race):
    """One editor saves a draft while the other publishes, each on a separate connection."""
    page, start = draft_page(), threading.Barrier(2)
    clients, failed = [as_editor(), as_editor()], []

    def post(client: Client, title: str, **action: str) -> None:
        try:
            start.wait()
            save_draft(client, page, title, **action)
        except BaseException as error:  # noqa: BLE001  told by the assertion below
            failed.append(error)
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=post, args=(clients[0], "Autosaved")),
        threading.Thread(target=post, args=(clients[1], "Published"), kwargs={"action-publish": "yes"}),
    ]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert failed == []
    saved = StandardPage.objects.get(pk=page.pk)
    assert (saved.live, saved.title) == (True, "Published")
    assert Revision.objects.for_instance(page).count() == 3
