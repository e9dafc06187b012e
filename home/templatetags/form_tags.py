from typing import Any

from django import template

from home.forms.public import PublicForm

register = template.Library()


@register.inclusion_tag("home/public_form_traps.html")
def public_form_traps(form: PublicForm) -> dict[str, Any]:
    """What only robots see, and the script that notes when somebody entered the form."""
    return {"form": form}
