"""Template tags for icons and circle patterns. docs/design.md shows each in use."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from home.design import circles
from home.i18n.languages import direction
from home.i18n.reader_links import content_in

register = template.Library()


@register.simple_tag
def icon(name: str, direction: str = "") -> SafeString:
    """A symbol of static/home/icons.svg, decorative. `direction` "forward" or "back" is mirrored for right-to-left."""
    css = f"icon icon--{direction}" if direction else "icon"
    sheet = static("home/icons.svg")
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"></use></svg>', css, sheet, name)


@register.simple_tag
def palette(seed: Any) -> str:
    """The class that gives an element the colours of a name (an edition, a session, a person)."""
    return f"palette-{circles.circle_pattern(str(seed)).palette.name}"


@register.simple_tag
def circle_pattern(seed: Any) -> SafeString:
    """The circles of a name. A list of speakers draws dozens of them, so each is rendered once."""
    return _circle_pattern(str(seed))


@lru_cache(maxsize=2048)
def _circle_pattern(seed: str) -> SafeString:
    return render_to_string("components/circle_pattern.html", {"pattern": circles.circle_pattern(seed)})


@register.simple_tag(takes_context=True)
def content_lang(context: dict[str, Any]) -> SafeString:
    """Inside the start tag of an element with the page's own words: its `lang` where the reader's language differs.

    And its `dir`, where it is written in the other direction.
    """
    if not context.get("is_fallback"):
        return SafeString("")
    return written_in(context["content_language"])


class ContentLanguageNode(template.Node):
    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        with content_in(context["content_language"]):
            return self.nodelist.render(context)


@register.tag
def contentlanguage(parser: template.base.Parser, token: template.base.Token) -> ContentLanguageNode:
    """{% contentlanguage %}…{% endcontentlanguage %} around the words of a page that replaces a missing translation."""
    nodelist = parser.parse(("endcontentlanguage",))
    parser.delete_first_token()
    return ContentLanguageNode(nodelist)


@register.simple_tag
def written_in(code: str) -> SafeString:
    """Inside the start tag of an element with words in language `code`: its `lang`, and its `dir` where that differs.

    Nothing where the code is empty.
    """
    if not code:
        return SafeString("")
    here, there = (direction(one) for one in (code, get_language() or code))
    return format_html(' lang="{}"', code) if here == there else format_html(' lang="{}" dir="{}"', code, here)


@register.filter
def bdi(text: Any, code: str = "") -> SafeString:
    """A name or title for {% blocktranslate with %}, kept apart from what stands beside it by <bdi>.

    `code` is its language where that is not the page's.
    """
    return format_html("<bdi{}>{}</bdi>", written_in(code), text)


@register.simple_tag
def page_range(page_obj: Page) -> Iterable[int | str]:
    """The page numbers worth a link, with an ellipsis where some are left out."""
    return page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1)
