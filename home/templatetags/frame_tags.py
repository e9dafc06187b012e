"""Announcements and footer of the page being rendered; in a preview, the snippet that is being edited."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from wagtail.admin.templatetags.wagtailuserbar import wagtailuserbar

from home import frame
from home.clock import now
from home.i18n.reader_links import ReaderLink, page_links, reader_language, reader_links
from home.models import Announcement, Footer

register = template.Library()


@dataclass(frozen=True)
class ShownAnnouncement:
    text: str
    lang: str  # of the text, empty where it is the reader's own
    label: str
    link: ReaderLink | None


@register.simple_tag(takes_context=True)
def site_announcements(context: dict[str, Any]) -> list[ShownAnnouncement]:
    request, previewed = context.get("request"), context.get("previewed")
    if request is None:
        return []
    if isinstance(previewed, Announcement):
        shown = [frame.LocalizedSnippet(previewed, "")]
    else:
        shown = frame.announcements(reader_language(request), now(request))
    pages = [one.snippet.link_page for one in shown if one.snippet.link_page]
    links = page_links(pages, reader_language(request))
    return [
        ShownAnnouncement(one.snippet.text, one.lang, one.snippet.link_label, links.get(one.snippet.link_page_id))
        for one in shown
    ]


@register.simple_tag(takes_context=True)
def editors_bar(context: dict[str, Any]) -> str:
    """Wagtail's user bar for requests with a session; without one, the session is not loaded."""
    request = context.get("request")
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    return wagtailuserbar(context)


@dataclass(frozen=True)
class FooterLink:
    label: str
    link: ReaderLink


@dataclass(frozen=True)
class FooterColumn:
    title: str
    links: list[FooterLink]


@dataclass(frozen=True)
class ShownFooter:
    text: str
    note: str
    lang: str  # of all its texts, empty where it is the reader's own
    columns: list[FooterColumn]
    socials: list[Any]


@register.simple_tag(takes_context=True)
def site_footer(context: dict[str, Any]) -> ShownFooter | None:
    request, previewed = context.get("request"), context.get("previewed")
    if request is None:
        return None
    is_preview = isinstance(previewed, Footer)
    shown = frame.LocalizedSnippet(previewed, "") if is_preview else frame.footer(reader_language(request))
    if shown is None:
        return None
    footer = shown.snippet
    columns = [block.value for block in footer.columns]
    links = iter(reader_links([link for column in columns for link in column["links"]], request))
    resolved = [
        FooterColumn(
            column["title"],
            [FooterLink(block["label"], link) for block in column["links"] if (link := next(links)) is not None],
        )
        for column in columns
    ]
    return ShownFooter(footer.text, footer.note, shown.lang, resolved, [block.value for block in footer.socials])
