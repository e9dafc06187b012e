"""Entries of the programme, rendered once for all pages, filters and readers."""

from dataclasses import dataclass

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from events.programme.queries import ProgrammeEntry
from home.caching.dependencies import cached_until_publish
from home.times import places

register = template.Library()


@cached_until_publish
def _rendered_entries(language: str, place: str) -> dict[tuple[str, str], SafeString]:
    """By the key and the address of an entry; filled while pages are rendered. `place` is where they stand."""
    return {}


def is_default(context: Context) -> bool:
    """Whether rows are as most readers get them, in the event's zone and marked for the language of the page."""
    return not places.is_chosen() and set(context["request"].GET.getlist("follow")) <= {get_language()}


def joinable(context: Context) -> frozenset[str]:
    """The keys of what one may join now, on a programme page and on My programme."""
    return getattr(context.get("shown"), "joinable", None) or context.get("joinable") or frozenset()


@dataclass(eq=False)
class CachedEntryNode(template.Node):
    entry: FilterExpression
    nodelist: NodeList
    place: str

    def render(self, context: Context) -> SafeString:
        entry: ProgrammeEntry = self.entry.resolve(context)
        if entry.rooms or entry.key in joinable(context) or not is_default(context):  # they depend on the instant
            return self.nodelist.render(context)
        entries, key = _rendered_entries(get_language(), self.place), (entry.key, entry.url)
        if key not in entries:
            entries[key] = self.nodelist.render(context)
        return entries[key]


@register.tag
def cached_entry(parser: Parser, token: Token) -> CachedEntryNode:
    """`{% cached_entry entry place %}…{% endcached_entry %}`: what it holds is kept, so it may show only the entry.

    `place` is a word for each template that does so.
    """
    _tag, entry, place = token.split_contents()
    nodelist = parser.parse(("endcached_entry",))
    parser.delete_first_token()
    return CachedEntryNode(parser.compile_filter(entry), nodelist, place)


@register.simple_tag
def portraits(entry: ProgrammeEntry) -> SafeString:
    """The portraits of its speakers, decorative beside their names; an empty place keeps rows in line."""
    if entry.portraits is None or not entry.is_session:
        return SafeString("")
    number, shown = (
        len(entry.portraits),
        SafeString("".join(_portrait(one.url, one.palette) for one in entry.portraits)),
    )
    return format_html('<span class="portraits portraits--{}" aria-hidden="true">{}</span>', number, shown)


def _portrait(url: str, palette: str) -> SafeString:
    if not url:
        return format_html('<i class="portrait palette-{}"></i>', palette)
    return format_html('<img class="portrait" src="{}" width="46" height="46" alt="" loading="lazy">', url)


@register.simple_tag(takes_context=True)
def is_joinable(context: Context, entry: ProgrammeEntry) -> bool:
    return entry.key in joinable(context)
