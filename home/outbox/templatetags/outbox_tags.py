from django import template

from home.outbox.addresses import masked, readable
from home.outbox.kinds import kind_of

register = template.Library()
register.filter("masked", masked)
register.filter("readable", readable)


@register.filter
def mail_kind(name: str) -> str:
    """The label of a kind of mail."""
    return str(kind_of(name).label)
