from typing import Any

from django import template

from home.forms.public import PublicForm

register = template.Library()


@register.inclusion_tag("home/public_form_traps.html")
def public_form_traps(form: PublicForm) -> dict[str, Any]:
    """The hidden field for robots, and the script that records when somebody entered the form."""
    return {"form": form}
