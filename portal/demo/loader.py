"""Makes demo pages the way people do: written in one language, translated string by string through wagtail-localize."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import models
from wagtail.log_actions import log
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from home.i18n.languages import language_of
from home.initial_site import ensure_home
from portal.demo.blocks import BlockWriter
from portal.demo.parsing import LANGUAGES
from portal.demo.schema import ContentItem


class DemoLoader:
    """Makes pages and snippets of content items, and remembers the pages by key.

    First `create` pages as drafts without blocks, so that texts can link to each other; then `finish` each in tree
    order. `images` are the ids of pictures by name.
    """

    def __init__(self, images: Mapping[str, int]) -> None:
        self.locales = {code: Locale.objects.get(language_code=code) for code in LANGUAGES}
        self.pages: dict[str, Page] = {}
        self.images = images

    def create(self, item: ContentItem[Any], parent: Page, **facts: Any) -> Page:
        """A draft below `parent`, in the language the page is written in first."""
        original = item.facts.original
        page = item.model(
            locale=self.locales[original],
            live=False,
            show_in_menus=bool(item.facts.menu),
            **{name: text[original] for name, text in item.texts.items()},
            **facts,
        )
        self.pages[item.key] = type(parent).objects.get(pk=parent.pk).add_child(instance=page)
        return self.pages[item.key]

    def finish(self, item: ContentItem[Any]) -> Page:
        """Write the blocks, publish the original, translate and publish it in the other language."""
        page = self.pages[item.key]
        page.refresh_from_db()  # it was made before the pages below it, and publishing writes the count of them
        self.publish(item, page)
        page.refresh_from_db()
        return page

    def publish(self, item: ContentItem[Any], original: Any) -> None:
        """The original with all its words, and its translations."""
        self.set_texts(item, item.facts.original, original)
        original.save_revision(log_action=True).publish()  # without an entry the history offers no way back to it
        for code in LANGUAGES:
            if code != item.facts.original:
                self.translate(original, self.translated_copy(item, original, code), code)

    def translated_copy(self, item: ContentItem[Any], original: Any, code: str) -> Any:
        """The original as it should read in another language; never saved."""
        translated = item.model(
            pk=original.pk,
            locale=self.locales[code],
            translation_key=original.translation_key,
        )
        self.set_texts(item, code, translated)
        return translated

    def set_texts(self, item: ContentItem[Any], code: str, page: Any) -> None:
        """Set the texts and blocks of one language."""
        writer = BlockWriter(item, code, {key: one.pk for key, one in self.pages.items()}, self.images)
        for name, text in item.texts.items():
            setattr(page, name, text[code])
        for name in item.blocks:
            field: Any = item.model._meta.get_field(name)
            setattr(page, name, field.to_python(writer.write(name)))

    def translate(self, original: models.Model, translated: models.Model, code: str) -> Any:
        """Enter every string of `translated` as the translation of `original`'s, then publish the translation."""
        texts = {
            (segment.path, segment.order): segment.string.data
            for segment in extract_segments(translated)
            if isinstance(segment, StringSegmentValue)
        }
        source, _created = TranslationSource.update_or_create_from_instance(original)
        translation, _created = Translation.objects.get_or_create(source=source, target_locale=self.locales[code])
        for segment in source.stringsegment_set.select_related("context"):
            StringTranslation.objects.update_or_create(
                translation_of_id=segment.string_id,
                locale=translation.target_locale,
                context=segment.context,
                defaults={"data": texts[segment.context.path, segment.order]},
            )
        translation.save_target(publish=False)
        target = translation.get_target_instance()
        log(instance=target, action="wagtail.edit", revision=target.latest_revision, content_changed=True)
        target.latest_revision.publish()
        return translation.get_target_instance()


def can_load() -> bool:
    """Whether the portal has both languages of the demo, and its home page is in the first of them, as the demo's."""
    return set(LANGUAGES) <= set(settings.PORTAL_LANGUAGES) and language_of(ensure_home()) == next(iter(LANGUAGES))
