from typing import Any

from django import template

from home.design.social_image import social_image
from home.i18n.languages import cldr_locale, language_of
from home.i18n.localized import absolute
from home.models import BasePage

register = template.Library()


@register.inclusion_tag("components/social_meta.html", takes_context=True)
def social_meta(context: dict[str, Any]) -> dict[str, Any]:
    """What networks show when somebody shares a page (Open Graph), in the page's own language; nothing elsewhere."""
    page = context.get("page")
    if not isinstance(page, BasePage) or not page.pk:
        return {}
    image = social_image(page)
    return {
        "page": page,
        "site_name": page.portal_name,
        "url": absolute(page.get_url(context.get("request")) or "/"),
        "locale": locale_with_territory(language_of(page)),
        "image": image,
        "image_url": absolute(image.url),
    }


def locale_with_territory(code: str) -> str:
    """In Open Graph's form, with the likeliest territory: "es" → "es_ES"."""
    locale = cldr_locale(code)
    return f"{locale.language}_{locale.territory or LIKELY.get(locale.language, locale.language.upper())}"


LIKELY = {"ca": "ES", "eu": "ES", "gl": "ES", "ja": "JP", "ko": "KR", "zh": "CN", "ar": "EG", "he": "IL", "uk": "UA"}
