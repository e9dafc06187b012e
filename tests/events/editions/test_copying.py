"""The next edition from the last one: what comes along, in which state, and what must not."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.models import Translation

from events.editions import copying
from events.editions.links import linked_pages
from events.editions.notes import notes_of
from events.models import EditionCopy, Event, EventPage, SessionPage, Timetable
from events.timetable.drafts import slots_of_draft
from home.jobs.background import do_background_tasks
from home.models import BackgroundTask, Footer
from home.translations.strings.strings import strings_of
from home.translations.sync.freshness import sync
from tests import factories
from tests.factories import utc
from tests.translations.helpers import line, opened, save


def spanish(page):
    return type(page).objects.get(translation_key=page.translation_key, locale=factories.locale("es"))


def states(page):
    """Place and source of each string → its translation and what is open about it."""
    translation = Translation.objects.get(source__object_id=page.translation_key, target_locale=factories.locale("es"))
    return {
        (row.segment.context.path, row.source): (row.text, row.mark and (row.mark.kind, row.mark.old_source))
        for row in strings_of(translation)
    }


def test_all_pages_are_there_as_drafts_in_both_languages_and_linked_to_each_other(make, copied, last):
    copy = make()
    for old in (last.page, last.call, last.programme, last.opening, last.pause):
        for version in (old, spanish(old)):
            new = copied(copy, version)
            assert (new.live, new.first_published_at, new.locale_id) == (False, None, version.locale_id)
            assert new.latest_revision_id and new.original_locale_id == old.locale_id
            assert new.translation_key not in (version.translation_key, None)
            assert new.get_parent().locale_id == version.locale_id
        assert spanish(copied(copy, old)) == copied(copy, spanish(old))
    assert copied(copy, last.talk) is None
    assert copied(copy, last.page).event == copy.target


def test_the_last_edition_stays_as_it_is(make, last):
    before = list(Page.objects.order_by("pk").values("title", "slug", "live", "url_path", "latest_revision"))
    pks = list(Page.objects.order_by("pk").values_list("pk", flat=True))
    make()
    after = Page.objects.filter(pk__in=pks).order_by("pk")
    assert list(after.values("title", "slug", "live", "url_path", "latest_revision")) == before
    assert Page.find_problems() == ([], [], [], [], [])


def test_each_string_keeps_its_state(make, copied, last):
    copy = make()
    for old in (last.call, last.programme, last.opening, last.pause):
        assert states(copied(copy, old)) == states(old)
    assert any(mark and mark[0] == "changed" for _text, mark in states(copied(copy, last.call)).values())
    assert any(mark and mark[0] == "fuzzy" for _text, mark in states(copied(copy, last.call)).values())


def test_a_new_title_is_to_be_checked_and_the_address_is_not(make, copied, last):
    found = states(copied(make(name="Gathering 2022"), last.page))
    assert found["title", "Gathering 2022"] == ("Conferencia 2022", ("changed", "Conference 2021"))
    assert found["slug", "conference-2022"] == ("conferencia-2022", None)
    assert spanish(copied(EditionCopy.objects.get(), last.page)).draft_title == "Conferencia 2022"


def test_where_only_the_year_changes_nothing_is_to_be_checked(make, copied, last):
    assert states(copied(make(), last.page))["title", "Conference 2022"] == ("Conferencia 2022", None)


@pytest.mark.parametrize("language", ["en", "es"])
def test_another_address_of_the_new_edition_is_offered_to_its_translation(make, copied, last, language):
    """Whichever language the edition was written in: nobody knows either address yet."""
    page = last.page
    if language == "es":
        page = EventPage(title="Encuentro 2021", slug="encuentro-2021", event=last.event)
        factories.add(factories.home_page("es"), page)
        translation = opened(page, "en")
        save(translation, line(translation, "encuentro-2021"), "meeting-2021")
    new = copied(make(), page)
    new.slug = "together"
    new.save_revision().publish()
    sync(new, now=timezone.now())

    other = "es" if language == "en" else "en"
    translation = Translation.objects.get(source__object_id=new.translation_key, target_locale=factories.locale(other))
    slug = line(translation, "together")
    assert slug.is_to_check
    assert slug.text == {"en": "conferencia-2022", "es": "meeting-2022"}[language]


def test_times_of_strings_stay(make, copied, last):
    before = Translation.objects.get(source__object_id=last.call.translation_key)
    written = {line.translated.updated_at for line in strings_of(before) if line.translated}
    after = Translation.objects.get(source__object_id=copied(make(), last.call).translation_key)
    assert {line.translated.updated_at for line in strings_of(after) if line.translated} == written


def test_nothing_leads_to_the_last_edition(make, copied, last):
    copy = make()
    last.page.refresh_from_db()  # the new edition has taken its place in the tree
    old = set(Page.objects.filter(path__startswith=last.page.path).values_list("pk", flat=True))
    old |= set(Page.objects.filter(path__startswith=spanish(last.page).path).values_list("pk", flat=True))
    for pk in copy.pages.values():
        page = Page.objects.get(pk=pk).specific
        assert linked_pages(type(page), page.serializable_data()) & old == set(), page
        draft = page.get_latest_revision_as_object()
        assert linked_pages(type(page), draft.serializable_data()) & old == set(), page
    call = copied(copy, last.call)
    new = {copied(copy, last.programme).pk, copied(copy, last.page).pk}
    assert linked_pages(type(call), call.serializable_data()) == new
    assert {"kind": "link", "page": call.pk, "text": "A talk"} in copy.notes


def test_pages_that_still_name_the_old_edition_are_listed(make, copied, last):
    last.page.title = "Better systems"
    last.page.save_revision().publish()
    last.call.search_description = "Propose something to Better systems."
    last.call.save_revision().publish()
    copy = make()
    found = {note.text: note.url for note in notes_of(copy)}
    call = copied(copy, last.call)
    text = "“Call” still names the old edition (Better systems) in its title, text or description for search engines."
    assert found[text] == reverse("wagtailadmin_pages:edit", args=[call.pk])
    assert not any("“Programme” still names" in text for text in found)


def test_facts_move_by_whole_days(make, last):
    last.event.call_opens_at = None
    last.event.save()
    event = make(first_day=date(2022, 5, 5)).target
    assert (event.starts_at, event.ends_at) == (
        datetime(2022, 5, 5, 13, tzinfo=UTC),
        datetime(2022, 5, 5, 20, tzinfo=UTC),
    )
    assert event.call_closes_at == datetime(2022, 3, 27, 23, 59, tzinfo=UTC)
    assert (event.call_opens_at, event.released_at, event.call_announced_at) == (None, None, None)
    assert event.contact == last.event.contact
    assert event.zones() == ["Europe/Madrid"]


def test_rooms_come_without_their_links(make, last):
    (room,) = make().target.rooms.all()
    assert (room.name, room.position, room.host, room.join_url) == ("Oak", 2, "Ana", "")


def test_sessions_that_stay_have_slots_but_neither_speakers_nor_recordings(make, copied, last):
    copy = make()
    timetable = Timetable.objects.get(event=copy.target)
    opening, pause = copied(copy, last.opening), copied(copy, last.pause)
    days = timedelta(days=364)
    (room,) = copy.target.rooms.all()
    assert [(slot.session_id, slot.starts_at, slot.room_id) for slot in slots_of_draft(timetable)] == [
        (opening.pk, utc(13) + days, room.pk),
        (pause.pk, utc(14) + days, None),
    ]
    assert not timetable.live and not timetable.slots.exists()
    assert not opening.session_speakers.exists() and last.opening.session_speakers.exists()
    assert {page.title for page in SessionPage.objects.filter(path__startswith=copied(copy, last.page).path)} == {
        "Opening",
        "Pause",
    }


def test_themes_come_along_in_both_languages(make, copied, last):
    copy = make(kinds=["talk"])
    assert [row.tag.name for row in copied(copy, last.talk).session_themes.all()] == ["Trust"]
    assert copied(copy, spanish(last.talk)).session_themes.count() == 1


def test_what_is_not_ticked_stays_behind(make, copied, last):
    copy = make(pages=False, cities=False, rooms=False, footer=False)
    assert [page.specific_class for page in Page.objects.filter(pk__in=copy.pages.values())] == [EventPage, EventPage]
    assert not copy.target.cities.exists() and not copy.target.rooms.exists()
    assert not Footer.objects.get().has_unpublished_changes
    assert not Timetable.objects.filter(event=copy.target).exists()
    other = make(name="Another", questions=False)
    assert not copied(other, last.call).prompts


def test_the_next_edition_comes_first_in_the_menu(make, copied, last):
    copy = make()
    assert copied(copy, last.page).get_next_sibling() == Page.objects.get(pk=last.page.pk)
    assert [page.title for page in copied(copy, last.page).get_children()] == ["Call", "Programme"]
    assert copied(copy, last.call).show_in_menus


def test_the_footer_has_a_draft_that_leads_to_it(make, copied, last):
    copy = make()
    footer = Footer.objects.get()
    draft = footer.get_latest_revision_as_object()
    assert footer.columns[0].value["links"][0]["page"].pk == last.call.pk
    assert draft.columns[0].value["links"][0]["page"].pk == copied(copy, last.call).pk


def test_a_private_edition_is_private_again(make, copied, last):
    PageViewRestriction.objects.create(page=last.page, restriction_type="password", password="secret")
    copy = make()
    for page in (last.page, spanish(last.page)):
        if page.view_restrictions.exists():
            assert copied(copy, page).view_restrictions.get().password == "secret"
    assert copied(copy, last.page).view_restrictions.exists()


def test_publishing_a_copy_keeps_its_translations(make, copied, last, django_capture_on_commit_callbacks):
    call = copied(make(), last.call)
    before = states(call)
    with django_capture_on_commit_callbacks(execute=True):
        copied_parent = call.get_parent().specific
        copied_parent.get_latest_revision().publish()
        call.get_latest_revision().publish()
    assert states(call) == before
    assert spanish(call).live is False


def test_impossible_dates_are_refused_before_anything_is_made(make, last):
    last.event.contact = ""
    with pytest.raises(ValidationError):
        make()
    assert Event.objects.count() == 1


def test_the_worker_does_the_rest_in_portions(make, last, monkeypatch):
    copy = make(work=False)
    monkeypatch.setattr(copying, "PORTION_SECONDS", 0)
    done = []
    while BackgroundTask.objects.exists():
        do_background_tasks(now=timezone.now())
        copy.refresh_from_db()
        done.append(copy.percent)
    assert done == sorted(done) and len(done) == copy.steps and done[0] < 10
    assert copy.finished_at and len(copy.pages) == 10


def test_a_page_that_is_deleted_meanwhile_is_left_out(make, copied, last):
    copy = make(work=False)
    last.pause.delete()
    assert copying.work(copy, seconds=600, now=timezone.now())
    copy = EditionCopy.objects.get()
    assert copied(copy, last.opening) and copied(copy, last.pause) is None
