"""Texts as other tools write them (plain, Markdown or HTML), as the portal keeps them: plain text and rich text."""

import re
from html import escape, unescape
from typing import Any

from django.conf import settings
from django.utils.functional import LazyObject, SimpleLazyObject
from markdown_it import MarkdownIt
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from home.characters import lines, one_line

EDITORS: Any = settings.WAGTAILADMIN_RICH_TEXT_EDITORS
FEATURES = EDITORS["default"]["OPTIONS"]["features"]
MARKDOWN = MarkdownIt("commonmark", {"html": False})
# Made late, as the features are those of all apps.
_converter: LazyObject = SimpleLazyObject(lambda: ContentstateConverter(features=FEATURES))

HTML = re.compile(r"</(?:p|div|li|ul|ol|b|i|strong|em|a|h[1-6]|span)\s*>|<br\s*/?>|<p[\s>]", re.IGNORECASE)
NO_TEXT = re.compile(r"<(script|style|template|head|iframe|object|svg)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
BREAKS = re.compile(r"<br\s*/?>|</(?:p|div|li|h[1-6]|ul|ol)\s*>", re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>")
MARKDOWN_SIGNS = re.compile(
    r"^\s{0,3}(?:[*+-]|\d+[.)])\s+\S | ^\s{0,3}\#{1,6}\s | \[[^\]\n]+\]\([^)\s]+\) | \*\*\S[^\n]*?\*\* | ^\s{0,3}>\s",
    re.VERBOSE | re.MULTILINE,
)
EMPTY_BLOCK = re.compile(r"<(p|h3|h4)\b[^>]*>(?:\s|<br/?>|&nbsp;)*</\1>")


def is_html(text: str) -> bool:
    return bool(HTML.search(text))


def has_markup(text: str) -> bool:
    return is_html(text) or bool(MARKDOWN_SIGNS.search(text))


def plain(text: str | None) -> str:
    """Without tags and signs of Markdown; paragraphs stay apart."""
    text = lines(text or "").strip()
    if not has_markup(text):
        return text
    html = NO_TEXT.sub("", text) if is_html(text) else MARKDOWN.render(text)
    words = unescape(TAG.sub("", BREAKS.sub("\n\n", html.replace("\n", " "))))
    return re.sub(r"\n\s*\n\s*", "\n\n", "\n".join(part.strip() for part in words.split("\n"))).strip()


def rich(text: str | None) -> str:
    """As the editor of the admin would save it: only what its buttons can make, and never a tag of the file's own."""
    text = lines(text or "").strip()
    if not text:
        return ""
    html = NO_TEXT.sub("", text) if is_html(text) else MARKDOWN.render(text)
    html = re.sub(r"<(/?)h[1-3]\b", r"<\1h3", re.sub(r"<(/?)h[456]\b", r"<\1h4", html))
    if not re.match(r"\s*<(?:p|ul|ol|h3|h4|div|blockquote)\b", html):
        html = f"<p>{html}</p>"
    clean = _converter.to_database_format(_converter.from_database_format(html))
    return EMPTY_BLOCK.sub("", without_block_keys(clean)).strip()


def without_block_keys(html: str) -> str:
    """The editor numbers paragraphs anew each time."""
    return re.sub(r' data-block-key="[^"]*"', "", html)


def abstract_and_body(text: str | None) -> tuple[str, str]:
    """One text for both: without markup it is the abstract; else its first paragraph, and the rest is the body."""
    text = lines(text or "").strip()
    if not has_markup(text):
        return text, ""
    if is_html(text):
        first, _sign, rest = re.sub(r"</p\s*>", "</p>", text, flags=re.IGNORECASE).partition("</p>")
        return plain(f"{first}</p>"), rich(rest)
    first, _sign, rest = re.sub(r"\n\s*\n", "\n\n", text).partition("\n\n")
    return ("", rich(text)) if re.match(r"\s{0,3}(?:[*+-]|\d+[.)]|#)", first) else (plain(first), rich(rest))


def paragraph(text: str) -> str:
    return f"<p>{escape(one_line(text), quote=False)}</p>" if text.strip() else ""


def link(url: str, title: str) -> str:
    """A paragraph with a link."""
    return f'<p><a href="{escape(url)}">{escape(one_line(title) or url, quote=False)}</a></p>'
