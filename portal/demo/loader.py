"""Makes demo pages the way people do: written in one language, translated string by string through wagtail-localize."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import models
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from portal.demo.blocks import BlockWriter
from portal.demo.kinds import Entry
from portal.demo.tables import LANGUAGES


class Loader:
    """Makes pages and snippets of entries, and remembers the pages by key.

    First `create` pages as drafts without blocks, so that texts can link to each other; then `finish` each in tree
    order. `images` are the ids of pictures by name.
    """

    def __init__(self, images: Mapping[str, int]) -> None:
        self.locales = {code: Locale.objects.get(language_code=code) for code in LANGUAGES}
        self.pages: dict[str, Page] = {}
        self.images = images

    def create(self, entry: Entry[Any], parent: Page, **facts: Any) -> Page:
        """A draft below `parent`, in the language the page is written in first."""
        original = entry.facts.original
        page = entry.model(
            locale=self.locales[original],
            live=False,
            show_in_menus=bool(entry.facts.menu),
            **{name: text[original] for name, text in entry.words.items()},
            **facts,
        )
        self.pages[entry.key] = type(parent).objects.get(pk=parent.pk).add_child(instance=page)
        return self.pages[entry.key]

    def finish(self, entry: Entry[Any]) -> Page:
        """Write the blocks, publish the original, translate and publish it in the other language."""
        page = self.pages[entry.key]
        page.refresh_from_db()  # it was made before the pages below it, and publishing writes the count of them
        self.publish(entry, page)
        page.refresh_from_db()
        return page

    def publish(self, entry: Entry[Any], original: Any) -> None:
        """The original with all its words, and its translations."""
        self.say(entry, entry.facts.original, original)
        original.save_revision().publish()
        for code in LANGUAGES:
            if code != entry.facts.original:
                self.translate(original, self.twin(entry, original, code), code)

    def twin(self, entry: Entry[Any], original: Any, code: str) -> Any:
        """The original as it should read in another language; never saved."""
        twin = entry.model(
            pk=original.pk,
            locale=self.locales[code],
            translation_key=original.translation_key,
        )
        self.say(entry, code, twin)
        return twin

    def say(self, entry: Entry[Any], code: str, page: Any) -> None:
        """Set the texts and blocks of one language."""
        writer = BlockWriter(entry, code, {key: one.pk for key, one in self.pages.items()}, self.images)
        for name, text in entry.words.items():
            setattr(page, name, text[code])
        for name in entry.blocks:
            field: Any = entry.model._meta.get_field(name)
            setattr(page, name, field.to_python(writer.write(name)))

    def translate(self, original: models.Model, twin: models.Model, code: str) -> Any:
        """Enter every string of `twin` as the translation of `original`'s, then publish the translation."""
        words = {
            (segment.path, segment.order): segment.string.data
            for segment in extract_segments(twin)
            if isinstance(segment, StringSegmentValue)
        }
        source, _created = TranslationSource.update_or_create_from_instance(original)
        translation, _created = Translation.objects.get_or_create(source=source, target_locale=self.locales[code])
        for segment in source.stringsegment_set.select_related("context"):
            StringTranslation.objects.update_or_create(
                translation_of_id=segment.string_id,
                locale=translation.target_locale,
                context=segment.context,
                defaults={"data": words[segment.context.path, segment.order]},
            )
        translation.save_target(publish=False)
        target = translation.get_target_instance()
        target.latest_revision.publish()
        return translation.get_target_instance()


def can_load() -> bool:
    """Whether the portal has both languages of the demo."""
    return set(LANGUAGES) <= set(settings.PORTAL_LANGUAGES)
