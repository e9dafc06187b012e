from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import String, StringSegment, Translation, TranslationContext, TranslationSource

from events.models import SessionTheme
from home.translations.sync.opening import open_translation
from home.translations.sync.sources import store_source
from tests import factories
from tests.translations.helpers import fill, opened, target


def test_trap_submitting_a_live_page_puts_english_live_at_a_spanish_address(
    about, as_editor, django_capture_on_commit_callbacks
):
    url = reverse("wagtail_localize:submit_page_translation", args=[about.pk])
    with django_capture_on_commit_callbacks(execute=True):
        as_editor.post(url, {"locales": [factories.locale("es").pk]})

    copy = Page.objects.get(translation_key=about.translation_key, locale=factories.locale("es"))
    assert about.live and not copy.live


def test_trap_missing_parents_become_live_aliases(db):
    factories.home_page("es")
    parent = factories.standard_page(title="Parent", slug="parent")
    child = factories.standard_page(parent, title="Child", slug="child")

    open_translation(child, factories.locale("es"))

    made = Page.objects.filter(locale=factories.locale("es"), depth__gt=2)
    assert [(p.slug, p.live, p.alias_of_id) for p in made] == [("parent", False, None), ("child", False, None)]
    assert Translation.objects.filter(source__object_id=parent.translation_key, enabled=True).exists()


def test_rows_that_only_a_draft_has_get_the_language_of_the_translation(db):
    """Wagtail's copy takes the rows without a primary key, which come as one list, for none of its own."""
    factories.home_page("es")
    draft = factories.session(themes=[factories.theme("Resilience")], live=False).get_latest_revision_as_object()
    draft.session_themes = [SessionTheme(tag=factories.theme(name), locale=draft.locale) for name in ("Money", "Time")]
    draft.save_revision()
    copy = target(opened(draft))
    labels = [(row.tag.name, row.locale.language_code) for row in copy.session_themes.all()]
    assert sorted(labels) == [("Money", "es"), ("Time", "es")]


def test_an_alias_becomes_a_draft_of_its_own(about):
    alias = about.copy_for_translation(factories.locale("es"), alias=True)
    alias.live = True
    alias.save()

    copy = target(opened(about))

    assert (copy.pk, copy.alias_of_id, copy.live) == (alias.pk, None, False)


def test_the_source_is_the_language_a_page_was_written_in(about):
    fill(opened(about))
    spanish = target(opened(about))

    again = open_translation(spanish, factories.locale("es"))

    assert again.source.locale.language_code == "en"
    assert TranslationSource.objects.filter(object_id=about.translation_key).count() == 1


def test_opening_again_changes_nothing(about):
    first = opened(about)
    assert opened(about) == first


def test_a_home_page_needs_no_translated_slug(db):
    translation = opened(factories.home_page())

    assert {s.context.path for s in StringSegment.objects.filter(source=translation.source)} >= {"slug", "title"}
    assert translation.get_progress() == (2, 1)


def test_store_writes_what_wagtail_localize_would_write(about):
    def rows():
        source = TranslationSource.objects.get(object_id=about.translation_key)
        segments = source.stringsegment_set.order_by("order")
        return list(segments.values_list("string__data", "context__path", "context__field_path", "order", "attrs"))

    about.body = [
        {"type": "text", "id": "b1", "value": {"text": '<p>One <a href="https://example.org">link</a></p><p>Two</p>'}}
    ]
    about.save()
    store_source(about)
    ours = rows()
    TranslationSource.objects.all().delete()
    TranslationSource.update_or_create_from_instance(about)

    assert ours == rows()
    assert len(ours) == 5


def test_store_names_strings_and_paths_as_wagtail_localize_does(about):
    """It finds its own rows by these; they are computed by methods that are not public."""
    source = store_source(about)
    contexts = TranslationContext.objects.filter(object_id=source.object_id)

    def names() -> tuple[set, set]:
        strings = String.objects.filter(locale=about.locale, segments__source=source)
        return set(contexts.values_list("path", "path_id")), set(strings.values_list("data", "data_hash"))

    ours = names()
    source.stringsegment_set.all().delete()
    contexts.delete()
    String.objects.filter(locale=about.locale).delete()
    source.refresh_segments()

    assert names() == ours
    assert len(ours[0]) >= 3 and len(ours[1]) >= 3


def test_store_keeps_the_rows_an_open_editor_saves_to(about):
    source = store_source(about)
    before = set(source.stringsegment_set.values_list("pk", flat=True))
    about.intro = "We meet in person."
    about.save()

    store_source(about)

    after = set(source.stringsegment_set.values_list("pk", flat=True))
    assert len(before & after) == 2 and len(after) == 3


def test_store_asks_as_often_for_one_string_as_for_thirty(about, django_assert_max_num_queries):
    about.body = [{"type": "heading", "id": f"b{n}", "value": {"text": f"Part {n}"}} for n in range(30)]
    about.save()
    with django_assert_max_num_queries(32):
        store_source(about)


def test_store_takes_the_row_that_another_process_has_stored_meanwhile(about, monkeypatch):
    """A web process and the worker, after the first publication."""
    stored = store_source(about)
    found = iter([None])

    def late(instance, **kwargs):
        return next(found, stored)

    monkeypatch.setattr("home.translations.sync.sources.source_of", late)

    assert store_source(about) == stored
