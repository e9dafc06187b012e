"""The guides for editors and translators inside the admin: docs/<name>.<language>.md, shown as pages."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.roles import is_only_translator

DOCS = Path(settings.BASE_DIR) / "docs"
GUIDES = {"editors": _("For editors"), "translators": _("For translators")}
FALLBACK = "en"
PICTURES = "../home/static/"  # as the files name them, so that they are seen on a code host too
INLINE = (
    (re.compile(r"\*\*(.+?)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"`(.+?)`"), r"<code>\1</code>"),
    (re.compile(r"\[(.+?)\]\((.+?)\)"), r'<a href="\2">\1</a>'),
)
PICTURE = re.compile(r"!\[(?P<alt>.*?)\]\((?P<path>.+?)\)")
HEADING = re.compile(r"(#{1,3}) (.+)")
ITEM = re.compile(r"(?:(?P<bullet>-)|\d+\.) +(.+)", re.DOTALL)


def guide(request: HttpRequest, name: str = "") -> HttpResponse:
    """A guide in the user's language; without a name the one for the user's own task."""
    name = name or ("translators" if is_only_translator(request.user) else "editors")
    if name not in GUIDES:
        raise Http404
    source = guide_file(name, get_language() or FALLBACK).read_text(encoding="utf-8")
    title, _newline, rest = source.partition("\n")
    context = {"title": title.removeprefix("# "), "body": html(rest), "guides": GUIDES, "current": name}
    return render(request, "home/admin/guide.html", context)


@cache
def guide_file(name: str, language: str) -> Path:
    file = DOCS / f"{name}.{language}.md"
    return file if file.exists() else DOCS / f"{name}.{FALLBACK}.md"


def html(source: str) -> SafeString:
    """The small part of Markdown that the guides use: headings, paragraphs, lists, pictures, strong, code, links."""
    return mark_safe("\n".join(_block(block.strip()) for block in source.split("\n\n") if block.strip()))


def _block(block: str) -> str:
    if found := HEADING.fullmatch(block):
        level = len(found[1])
        return f"<h{level}>{_inline(found[2])}</h{level}>"
    if found := PICTURE.fullmatch(block):
        address = static(found["path"].removeprefix(PICTURES))
        return format_html('<p><img src="{}" alt="{}" loading="lazy"></p>', address, found["alt"])
    items = list(_items(block))
    if items:
        tag = "ul" if block.startswith("-") else "ol"
        return f"<{tag}>{''.join(f'<li>{_inline(item)}</li>' for item in items)}</{tag}>"
    return f"<p>{_inline(block)}</p>"


def _items(block: str) -> Iterator[str]:
    """The items of a list, none for a paragraph; a line that starts with a space goes on with its item."""
    for part in re.split(r"\n(?! )", block):
        found = ITEM.fullmatch(part)
        if not found:
            return
        yield found[2]


def _inline(text: str) -> str:
    text = escape(" ".join(text.split()))
    for pattern, replacement in INLINE:
        text = pattern.sub(replacement, text)
    return text
