"""Rows of the programme, written once for all pages, filters and readers."""

from dataclasses import dataclass

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from events.programme.queries import Entry
from home.caching.dependencies import remembered

register = template.Library()


@remembered
def _rows(language: str) -> dict[tuple[int, str], SafeString]:
    """By the id and the address of a session; filled while pages are rendered."""
    return {}


@dataclass(eq=False)
class RowNode(template.Node):
    entry: FilterExpression
    nodelist: NodeList

    def render(self, context: Context) -> SafeString:
        entry: Entry = self.entry.resolve(context)
        if entry.rooms:  # who may join which depends on the instant
            return self.nodelist.render(context)
        rows, key = _rows(get_language()), (entry.original.pk, entry.url)
        if key not in rows:
            rows[key] = self.nodelist.render(context)
        return rows[key]


@register.tag
def row(parser: Parser, token: Token) -> RowNode:
    """`{% row entry %}…{% endrow %}`: what stands inside is kept, so it may show nothing but facts of the entry."""
    entry = parser.compile_filter(token.split_contents()[1])
    nodelist = parser.parse(("endrow",))
    parser.delete_first_token()
    return RowNode(entry, nodelist)
