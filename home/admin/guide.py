"""The guides for editors and translators inside the admin: docs/<name>.<language>.md, shown as pages."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from home.roles import is_only_translator

DOCS = Path(settings.BASE_DIR) / "docs"
GUIDES = {"editors": _("For editors"), "translators": _("For translators")}
FALLBACK = "en"
IMAGE_PATH = "../home/static/"  # relative to the files, so that code hosts show the pictures as well
MARKDOWN = MarkdownIt("commonmark", {"html": False})


def guide(request: HttpRequest, name: str = "") -> HttpResponse:
    """A guide in the user's language; without a name the one for the user's own task."""
    name = name or ("translators" if is_only_translator(request.user) else "editors")
    if name not in GUIDES:
        raise Http404
    source = guide_file(name, get_language() or FALLBACK).read_text(encoding="utf-8")
    title, _newline, rest = source.partition("\n")
    context = {"title": title.removeprefix("# "), "body": render_markdown(rest), "guides": GUIDES, "current": name}
    return render(request, "home/admin/guide.html", context)


@cache
def guide_file(name: str, language: str) -> Path:
    file = DOCS / f"{name}.{language}.md"
    return file if file.exists() else DOCS / f"{name}.{FALLBACK}.md"


def render_markdown(source: str) -> SafeString:
    """Markdown without HTML in it; pictures come from the static files."""
    tokens = MARKDOWN.parse(source)
    for picture in rewrite_image_paths(tokens):
        picture.attrs["src"] = static(str(picture.attrs["src"]).removeprefix(IMAGE_PATH))
        picture.attrs["loading"] = "lazy"
    return mark_safe(MARKDOWN.renderer.render(tokens, MARKDOWN.options, {}))


def rewrite_image_paths(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from (child for child in token.children or [] if child.type == "image")
