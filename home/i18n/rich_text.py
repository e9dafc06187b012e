"""Links to pages inside rich text lead into the reader's own language."""

from typing import Any

from django.utils.html import format_html
from wagtail.rich_text.pages import PageLinkHandler

from home.i18n.reader_links import ReaderLink, language_of_links, links_by_id
from home.row_ids import row_id


class ReaderPageLinkHandler(PageLinkHandler):
    """Replaces Wagtail's handler, which makes several queries per link.

    Without a translation it leads to the original inside the reader's tree, as all other links do.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        ids = [row_id(attrs.get("id")) for attrs in attrs_list]
        links = links_by_id(ids, language_of_links())
        return [cls.opening_tag(links.get(pk)) for pk in ids]

    @staticmethod
    def opening_tag(link: ReaderLink | None) -> str:
        """Without an address where no reader may see the page."""
        if link is None:
            return "<a>"
        language = format_html(' hreflang="{}"', link.lang) if link.lang else ""
        return format_html('<a href="{}"{}>', link.url, language)
