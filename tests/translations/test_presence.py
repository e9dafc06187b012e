from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import Page

from home.roles import translators_group_name
from tests.markup import unwrapped
from tests.translations.conftest import logged_in
from tests.translations.helpers import opened


@pytest.fixture
def as_ana(translator):
    ana = User.objects.create_user("ana", "ana@example.org", "secret", first_name="Ana")
    ana.groups.set(Group.objects.filter(name=translators_group_name("es")))
    return logged_in(ana)


def come(client, translation, **values):
    answer = client.post(reverse("translations:here", args=[translation.pk]), values)
    assert answer.headers["X-Workshop"] == "yes"
    return unwrapped(answer.content.decode())


def test_others_see_who_has_the_text_open_and_since_when(about, as_translator, as_ana):
    translation = opened(about)
    assert "<li>" not in come(as_translator, translation)
    come(as_ana, translation)
    session = EditingSession.objects.get(user__username="ana")
    since = session.opened_text.opened_at
    html = come(as_translator, translation)
    assert "Ana has had this text open since" in html and "not saved yet" not in html
    come(as_ana, translation, session=session.pk, editing="yes")
    session.refresh_from_db()
    assert session.opened_text.opened_at == since, "the same browser"
    assert "not saved yet" in come(as_translator, translation)
    page = unwrapped(as_translator.get(reverse("translations:review", args=[translation.pk])).content.decode())
    assert "Ana has had this text open" in page, "also without JavaScript"
    assert EditingSession.objects.filter(user__username="ana").count() == 1

    EditingSession.objects.filter(pk=session.pk).update(last_seen_at=timezone.now() - timedelta(minutes=4))
    assert "Ana" not in come(as_translator, translation)
    come(as_ana, translation, session=session.pk)
    as_ana.post(reverse("wagtailadmin_editing_sessions:release", args=[session.pk]))
    assert "Ana" not in come(as_translator, translation), "who has gone is gone"


def test_who_edits_the_original_or_the_page_in_the_editor_is_seen_too(about, editor, as_translator):
    translation = opened(about)
    of_pages, now = ContentType.objects.get_for_model(Page), timezone.now()
    values = {"user": editor, "content_type": of_pages, "last_seen_at": now, "is_editing": True}
    EditingSession.objects.create(object_id=about.pk, **values)
    assert "editor has the original open" in come(as_translator, translation)
    target = translation.get_target_instance()
    EditingSession.objects.create(object_id=target.pk, **values)
    html = come(as_translator, translation)
    assert "editor has this page open in the editor" in html and html.count("<li>") == 2


def test_a_session_of_somebody_else_or_of_another_text_is_not_taken_over(about, as_translator, as_ana):
    translation = opened(about)
    come(as_ana, translation)
    session = EditingSession.objects.get()
    come(as_translator, translation, session=session.pk)
    assert EditingSession.objects.filter(user__username="ana").count() == 1
    for odd in ("x", "-1", "9" * 30, "\0"):
        come(as_translator, translation, session=odd)


def test_whoever_may_not_translate_it_is_not_told(about, as_ana, db):
    translation = opened(about)
    come(as_ana, translation)
    stranger = logged_in(User.objects.create_user("stranger", "s@example.org", "secret"))
    answer = stranger.post(reverse("translations:here", args=[translation.pk]))
    assert "Ana" not in answer.content.decode() and answer.status_code in (302, 403)
    assert EditingSession.objects.count() == 1


def test_more_people_take_no_more_queries(about, as_translator, as_ana, django_assert_max_num_queries):
    translation = opened(about)
    come(as_translator, translation)
    mine = EditingSession.objects.get().pk
    with django_assert_max_num_queries(20) as one:
        come(as_translator, translation, session=mine)
    at_most = len(one)
    come(as_ana, translation)
    for number in range(3):
        other = User.objects.create_user(f"other{number}", f"o{number}@example.org", "secret")
        of_pages = ContentType.objects.get_for_model(Page)
        EditingSession.objects.create(
            user=other, content_type=of_pages, object_id=about.pk, last_seen_at=timezone.now()
        )
    with django_assert_max_num_queries(at_most):
        assert come(as_translator, translation, session=mine).count("<li>") == 4
