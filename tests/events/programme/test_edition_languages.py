"""An edition made in English only has no drafts in Spanish, nobody is asked for them and nothing warns of them."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import Translation

from events.admin.overview import Overview
from events.models import Event, Theme
from home.admin.explorer import add_language_statuses
from home.translations.queries import desk_entries, public_originals
from home.translations.sync.freshness import stale_originals, sync
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def english():
    """An edition in English only and one in all languages. Ana speaks at the first, Bo at both, Cy at none."""
    factories.home_page("es")
    ana, bo = factories.speaker("Ana"), factories.speaker("Bo")
    factories.speaker("Cy")
    only, shared = factories.theme("Trust"), factories.theme("Money")
    page = factories.programme_page(factories.event_page(event=factories.event(languages="en")))
    factories.session("Circles", page, speakers=[ana, bo], themes=[only, shared])
    start = factories.utc(13) + timedelta(days=365)
    other = factories.event(name="Both", starts_at=start, ends_at=start + timedelta(hours=7))
    both = factories.programme_page(factories.event_page(event=other, slug="both", title="Both"))
    factories.session("Rounds", both, speakers=[bo], themes=[shared])
    Theme.objects.update(live=True)
    return page.shown_event


def sync_all():
    for model in (Page, Theme):
        for row in stale_originals(model):
            sync(row, now=timezone.now())


def opened():
    titles = {page.translation_key: page.title for page in Page.objects.filter(locale__language_code="en")}
    titles |= {theme.translation_key: theme.name for theme in Theme.objects.filter(locale__language_code="en")}
    found = Translation.objects.filter(target_locale__language_code="es")
    return {titles.get(key) for key in found.values_list("source__object_id", flat=True)}


def test_no_drafts_are_made_of_it_nor_of_who_and_what_is_only_there(english):
    sync_all()
    found = opened()
    assert {"Bo", "Cy", "Money", "Rounds", "Both", "Speakers"} <= found
    assert not {"Better systems", "Circles", "Ana", "Trust"} & found
    assert not stale_originals(Page).exists() and not stale_originals(Theme).exists()


def test_the_list_of_pages_misses_nothing_in_a_language_it_is_not_made_in(english):
    titles = ("Circles", "Ana", "Rounds", "Cy")
    pages = [Page.objects.get(title=title, locale__language_code="en") for title in titles]
    add_language_statuses(pages)
    assert [[str(state) for _name, state, _pk in page.states_by_language] for page in pages] == [
        ["live"],
        ["live"],
        ["live", "missing"],
        ["live", "missing"],
    ]


def test_it_gets_its_drafts_once_it_is_made_in_spanish_too(english):
    sync_all()
    Event.objects.filter(pk=english.pk).update(languages="en, es")
    sync_all()
    assert {"Circles", "Ana", "Trust"} <= opened()


def test_the_desk_leaves_out_what_was_opened_before(english):
    Event.objects.filter(pk=english.pk).update(languages="")
    sync_all()
    Event.objects.filter(pk=english.pk).update(languages="en")
    titles = {entry.title for entry in desk_entries(factories.locale("es"), now=timezone.now())}
    assert {"Rounds", "Bo"} <= titles
    assert not {"Circles", "Ana", "Trust"} & titles
    assert "Circles" not in {page.title for page in public_originals(factories.locale("es"))}


def test_nothing_warns_of_a_translation_that_is_not_made(english, admin_user):
    session = Page.objects.get(title="Circles").specific
    factories.timetable(factories.slot(session), event=english)
    shown = Overview(english, admin_user)
    assert shown.problem_groups == []
    assert [code for code, _version in shown.pages[0].versions] == ["en"]
    english.languages = ""
    (found,) = Overview(english, admin_user).problem_groups
    assert [str(one.kind) for one in found.problems] == ["untranslated", "language_gap"]
