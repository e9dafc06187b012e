import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from home.models import Announcement, Footer
from home.registry import urgency
from home.translations.enums import TranslationState
from home.translations.models import MarkKind, StringMark, TranslationStatus
from home.translations.queries import desk_entries
from tests import factories
from tests.translations.conftest import logged_in, member
from tests.translations.helpers import fill, line, opened, published, target

DESK = "/admin/translations/"


def waiting(now=None):
    found = desk_entries(factories.locale("es"), now=now or timezone.now())
    return {entry.title: entry for entry in found if entry.needs_attention}


def test_the_three_states(about):
    translation = opened(about)
    assert waiting()["About us"].state == TranslationState.TO_TRANSLATE
    assert waiting()["About us"].words_left == 6

    fill(translation)
    assert waiting()["About us"].state == TranslationState.DONE
    assert waiting()["About us"].waits_for_publishing

    row = line(translation, "About us").translated
    StringMark.objects.create(translation=row, kind=MarkKind.CHANGED, old_source="Who we are")
    assert waiting()["About us"].state == TranslationState.TO_CHECK


def test_what_was_translated_and_cannot_be_published_is_to_be_checked(about):
    translation = opened(about)
    fill(translation)
    StringTranslation.objects.filter(data="Sobre nosotros").update(has_error=True)
    assert waiting()["About us"].state == TranslationState.TO_CHECK

    StringTranslation.objects.filter(data="Sobre nosotros").update(data="")
    assert waiting()["About us"].state == TranslationState.TO_TRANSLATE


def test_a_published_translation_needs_nobody_until_words_are_saved(about):
    translation = opened(about)
    fill(translation)
    copy = target(translation)
    copy.live, copy.last_published_at = True, timezone.now() + timedelta(seconds=1)
    copy.save()
    assert "About us" not in waiting()

    copy.last_published_at = timezone.now() - timedelta(days=1)
    copy.save()
    assert waiting()["About us"].waits_for_publishing


def test_a_draft_original_is_not_shown(db):
    factories.home_page("es")
    opened(factories.standard_page(title="Draft", slug="draft", live=False))
    assert "Draft" not in waiting()


def test_what_readers_meet_soonest_comes_first(about, monkeypatch):
    later = factories.standard_page(title="Later", slug="later")
    soon = factories.standard_page(title="Soon", slug="soon")
    old = factories.standard_page(title="Old", slug="old")
    for page in (about, later, soon, old):
        opened(page)
    TranslationStatus.objects.filter(translation__source__object_id=old.translation_key).update(
        outdated_since=timezone.now()
    )
    copy = target(opened(old))
    copy.live = True
    copy.save()
    day = datetime(2021, 5, 6, tzinfo=UTC)
    monkeypatch.setattr(
        urgency, "_callbacks", {"test": lambda pages, now: {later.pk: day + timedelta(1), soon.pk: day}}
    )

    order = [entry.title for entry in desk_entries(factories.locale("es"), now=timezone.now(), kinds=Page)]

    pages = [title for title in order if "{event}" not in title]  # the newsletter's templates are listed, too
    assert pages == ["Soon", "Later", "Old", "About us"]


@pytest.mark.parametrize(
    ("role", "path"),
    [("translator", ""), ("editor", "?language=es"), ("editor", "readers/"), ("editor", "readers/?format=csv")],
)
def test_the_lists_ask_as_often_for_one_page_as_for_three(role, path, about, as_editor, as_translator):
    """At most twenty queries, Wagtail's frame around the page included (it alone asks about ten), also right after a
    start, when nothing is cached."""
    client = {"editor": as_editor, "translator": as_translator}[role]
    opened(factories.theme("Resilience"))  # a snippet of every kind is listed, too
    for model, field in ((Announcement, "text"), (Footer, "name")):
        opened(model.objects.create(**{field: "Hello"}, locale=factories.locale("en")))
    opened(factories.session("Accepted", live=False))  # a draft that may be offered early
    counts = []
    for number in range(3):
        opened(factories.standard_page(title=f"Page {number}", slug=f"page-{number}"))
        soon = timezone.now() + timedelta(days=9 + number)
        coming = factories.event(name=f"Coming {number}", starts_at=soon, ends_at=soon + timedelta(hours=3))
        face = factories.event_page(slug=f"event-{number}", event=coming)
        opened(factories.call_page(face))
        ContentType.objects.clear_cache()
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{DESK}{path}").status_code == 200
        counts.append(len(queries))

    # One for the second factor, two for the languages of editions, one for the translator's credit.
    assert counts[1] == counts[2] <= 24


def test_the_home_page_of_a_language_without_one_comes_first(about, db):
    opened(about)
    opened(factories.home_page())
    Page.objects.filter(depth=2, locale=factories.locale("es")).update(live=False)

    found = [
        entry for entry in desk_entries(factories.locale("es"), now=timezone.now()) if isinstance(entry.source, Page)
    ]

    assert found[0].source.depth == 2


def test_the_desk_is_for_translators_and_editors(about, as_translator, as_editor):
    opened(about)
    assert "About us" in as_translator.get(DESK).content.decode()
    assert "About us" in as_editor.get(f"{DESK}?language=es").content.decode()
    nobody = logged_in(member("stranger", "Translators English"))
    assert "About us" not in nobody.get(f"{DESK}?language=es").content.decode()
    assert as_translator.get(f"{DESK}readers/").status_code == 302


def test_i_am_on_it_is_visible_to_others_and_forgotten_after_three_days(about, as_translator, translator, as_editor):
    translation = opened(about)
    as_translator.post(reverse("translations:claim", args=[translation.pk]), {"next": "no view has this name"})
    assert "<bdi>translator</bdi> is on it" in as_editor.get(f"{DESK}?language=es").content.decode()

    TranslationStatus.objects.update(claimed_at=timezone.now() - timedelta(days=3, seconds=1))
    assert "is on it" not in as_editor.get(f"{DESK}?language=es").content.decode()

    TranslationStatus.objects.update(claimed_at=timezone.now())
    as_translator.post(reverse("translations:claim", args=[translation.pk]))
    assert TranslationStatus.objects.get(translation=translation).claimed_by is None


@pytest.mark.parametrize("title", ["=SUM(A1)", "＋SUM(A1)", "\u200b@SUM(A1)"])
def test_the_list_of_what_readers_see_comes_as_csv_with_values(about, as_editor, title):
    about.title = title
    about.save()
    opened(about)

    response = as_editor.get(f"{DESK}readers/?language=es&format=csv")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))

    found = next(row for row in rows if row[0] == f"'{title}")
    assert found[1:] == ["Standard page", "en", "To translate", "the original", "5", ""]


def test_the_list_filters_by_state_and_title(about, as_editor):
    opened(about)
    assert "About us" in as_editor.get(f"{DESK}readers/?language=es&state=to_translate&q=about").content.decode()
    assert "About us" not in as_editor.get(f"{DESK}readers/?language=es&state=done").content.decode()
    assert as_editor.get(f"{DESK}readers/?language=xx&state=nonsense&page=99&q=%00").status_code == 200


def test_the_dashboard_says_what_waits(about, as_translator, as_editor):
    opened(about)
    assert "About us" in as_translator.get("/admin/").content.decode()
    assert "translations-waiting" in as_editor.get("/admin/").content.decode()


def test_the_menu_entry_keeps_its_name_in_every_language(about, as_translator):
    from wagtail.users.models import UserProfile

    opened(about)
    UserProfile.objects.update_or_create(
        user=User.objects.get(username="translator"), defaults={"preferred_language": "es"}
    )
    assert "/admin/translations/" in as_translator.get("/admin/").content.decode().split("sidebar-props")[-1]


def test_a_translator_is_named_on_a_page_only_as_they_want(about, client, translator, as_translator):
    page = target(published(about))
    StringTranslation.objects.filter(context__object_id=about.translation_key).update(last_translated_by=translator)
    assert "translator" not in client.get(page.url).content.decode()

    as_translator.post(reverse("translations:credit"), {"name": " Ana\nLucero "})
    assert "Ana Lucero" in client.get(page.url).content.decode()
    assert "Ana Lucero" not in client.get(about.url).content.decode()

    as_translator.post(reverse("translations:credit"), {"name": ""})
    assert "Ana Lucero" not in client.get(page.url).content.decode()
