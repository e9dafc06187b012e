"""Entries of the programme, rendered once for all pages, filters and readers."""

from dataclasses import dataclass

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from events.programme.queries import ProgrammeEntry
from home.caching.dependencies import cached_until_publish
from home.times import places

register = template.Library()


@cached_until_publish
def _rendered_entries(language: str) -> dict[tuple[str, str], SafeString]:
    """By the key and the address of an entry; filled while pages are rendered."""
    return {}


def is_default(context: Context) -> bool:
    """Whether rows are as most readers get them, in the event's zone and marked for the language of the page."""
    return not places.is_chosen() and set(context["request"].GET.getlist("follow")) <= {get_language()}


@dataclass(eq=False)
class CachedEntryNode(template.Node):
    entry: FilterExpression
    nodelist: NodeList

    def render(self, context: Context) -> SafeString:
        entry: ProgrammeEntry = self.entry.resolve(context)
        if entry.rooms or not is_default(context):  # who may join which depends on the instant
            return self.nodelist.render(context)
        entries, key = _rendered_entries(get_language()), (entry.key, entry.url)
        if key not in entries:
            entries[key] = self.nodelist.render(context)
        return entries[key]


@register.tag
def cached_entry(parser: Parser, token: Token) -> CachedEntryNode:
    """`{% cached_entry entry %}…{% endcached_entry %}`: what it holds is kept, so it may show only the entry."""
    entry = parser.compile_filter(token.split_contents()[1])
    nodelist = parser.parse(("endcached_entry",))
    parser.delete_first_token()
    return CachedEntryNode(entry, nodelist)
