from collections.abc import Mapping
from typing import Any

from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource


def translate(instance: Any, locale: Locale, texts: Mapping[str, str], *, publish: bool) -> None:
    """A translation made through wagtail-localize, as translators make it and can change it; what `texts` does not
    name stays open for them."""
    source, _created = TranslationSource.update_or_create_from_instance(instance)
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=locale)
    for segment in source.stringsegment_set.select_related("string"):
        if segment.string.data in texts:
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=locale,
                context=segment.context,
                defaults={"data": texts[segment.string.data]},
            )
    translation.save_target(publish=publish)
