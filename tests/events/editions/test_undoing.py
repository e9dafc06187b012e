"""Taking a new edition back while nobody has worked on it."""

import pytest
from django.apps import apps
from django.utils import timezone
from wagtail_localize.models import Translation

from events.editions.copying import work
from events.editions.stamp import is_untouched
from events.editions.undoing import EditionInUse, undo
from events.models import EditionCopy, Event, Room, Timetable
from home.models import Footer
from home.translations.models import StringMark
from home.translations.strings.strings import strings_of
from tests import factories
from tests.events.roster import people
from tests.translations.helpers import save

# Kept for other reasons than the edition: logs, the index of the search, strings that any page may use again.
NOT_COMPARED = {"PageLogEntry", "ModelLogEntry", "IndexEntry", "String", "Template", "BackgroundTask", "Task"}


def counts():
    return {
        model.__name__: model._base_manager.count()
        for model in apps.get_models()
        if model.__name__ not in NOT_COMPARED and not model.__name__.startswith("SQLite") and model._meta.managed
    }


def test_undoing_leaves_nothing_behind(make, last):
    before, draft = counts(), Footer.objects.get().latest_revision_id
    undo(make())
    assert counts() == before
    footer = Footer.objects.get()
    assert (footer.latest_revision_id, footer.has_unpublished_changes) == (draft, False)


def test_a_half_made_edition_can_be_taken_back(make, last):
    before = counts()
    copy = make(work=False)
    work(copy, seconds=0, now=timezone.now())
    undo(copy)
    assert counts() == before


def edit_facts(copy):
    Event.objects.filter(pk=copy.target_id).update(contact="other@example.org")


def edit_a_room(copy):
    Room.objects.filter(event=copy.target_id).update(host="Somebody")


def edit_a_page(copy):
    copied = copy.target.pages.first().get_children().first().specific
    copied.intro = "Something new."
    copied.save_revision()


def publish_a_page(copy):
    copy.target.pages.first().latest_revision.publish()


def add_a_page(copy):
    factories.add(copy.target.pages.first(), factories.StandardPage(title="More", slug="more"))


def edit_the_timetable(copy):
    Timetable.objects.get(event=copy.target).get_latest_revision_as_object().save_revision()


def translation_of_a_page(copy):
    page = copy.target.pages.first()
    return Translation.objects.get(source__object_id=page.translation_key)


def translate(copy):
    translation = translation_of_a_page(copy)
    save(translation, strings_of(translation)[-1], "Primera")


def confirm_a_string(copy):
    StringMark.objects.latest("pk").delete()  # of the new call


def publish_the_footer(copy):
    Footer.objects.get().latest_revision.publish()


def add_a_helper(copy):
    people.helper(event=copy.target)


def add_a_shift(copy):
    people.shift(event=copy.target, starts_at=copy.target.starts_at, ends_at=copy.target.ends_at)


@pytest.mark.parametrize(
    "work_on",
    [
        add_a_helper,
        add_a_shift,
        edit_facts,
        edit_a_room,
        edit_a_page,
        publish_a_page,
        add_a_page,
        edit_the_timetable,
        translate,
        confirm_a_string,
        publish_the_footer,
    ],
)
def test_nobody_loses_work(make, last, work_on):
    copy = make()
    assert is_untouched(copy)
    work_on(copy)
    copy = EditionCopy.objects.get()
    with pytest.raises(EditionInUse):
        undo(copy)
    assert Event.objects.filter(pk=copy.target_id).exists()
