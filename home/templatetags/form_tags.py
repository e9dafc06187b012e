from django import template

from home.forms.public import TRAP

register = template.Library()


@register.inclusion_tag("home/public_form_trap.html")
def public_form_trap() -> dict[str, str]:
    """The field that only robots fill in; always shown empty."""
    return {"name": TRAP}
