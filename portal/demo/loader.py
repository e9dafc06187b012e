"""Makes demo pages the way people do: written in one language, translated string by string through wagtail-localize."""

from typing import Any

from django.conf import settings
from django.db import models
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from portal.demo.blocks import BlockWriter, IssueWriter
from portal.demo.content import kinds

LANGUAGES = ("en", "es")


class Loader:
    """Makes pages from `kinds.Page` and remembers them by key.

    First `create` all pages as drafts, so that texts can link to each other; then `finish` each in tree order.
    """

    def __init__(self) -> None:
        self.locales = {code: Locale.objects.get(language_code=code) for code in LANGUAGES}
        self.pages: dict[str, Page] = {}
        self.contents: dict[str, kinds.Page] = {}
        self.images: dict[str, int] = {}

    def create(self, content: kinds.Page, model: type[Page], parent: Page, **facts: Any) -> Page:
        """A draft below `parent`, in the language the page was born in."""
        born = LANGUAGES.index(content.born)
        page = model(locale=self.locales[content.born], live=False, **self.words(content, model, born), **facts)
        page = type(parent).objects.get(pk=parent.pk).add_child(instance=page)
        return self.remember(content, page)

    def remember(self, content: kinds.Page, page: Page) -> Page:
        self.pages[content.key], self.contents[content.key] = page, content
        return page

    def finish(self, key: str) -> Page:
        """Write the body, publish the original, translate and publish it in the other language."""
        page, content = self.pages[key], self.contents[key]
        page.refresh_from_db()  # it was made before the pages below it, and publishing writes the count of them
        born = LANGUAGES.index(content.born)
        for name, value in self.words(content, type(page), born).items():
            setattr(page, name, value)
        page.save_revision().publish()
        page.refresh_from_db()
        self.translate(page, self.twin(page, content, 1 - born), LANGUAGES[1 - born])
        return page

    def words(self, content: kinds.Page, model: type[Page], language: int) -> dict[str, Any]:
        """Field name → text of one language, with the body if the page type has one."""
        words: dict[str, Any] = {name: pair[language] for name, pair in content.fields.items()}
        words |= {"title": content.title[language], "slug": content.slug[language]}
        words["search_description"] = content.search_description[language]
        write = IssueWriter if content.kind == "newsletter_issue" else BlockWriter
        writer = write(content.key, language, {key: page.pk for key, page in self.pages.items()}, self.images)
        if any(field.name == "body" for field in model._meta.get_fields()):
            words["body"] = writer.body(content.body)
        if content.prompts:
            words["prompts"] = writer.prompts(content.prompts)
        return words

    def twin(self, page: Page, content: kinds.Page, language: int) -> Page:
        """The page as it should read in the other language; never saved."""
        twin = type(page)(pk=page.pk, locale=self.locales[LANGUAGES[language]], translation_key=page.translation_key)
        for name, value in self.words(content, type(page), language).items():
            field = type(page)._meta.get_field(name)
            setattr(twin, name, field.to_python(value) if name in ("body", "prompts") else value)
        return twin

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
