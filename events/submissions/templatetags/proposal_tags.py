from typing import Any

from django import template

from events.submissions.proposing import fresh_form
from home.languages import own_name

register = template.Library()
register.filter("own_name_of", own_name)


@register.inclusion_tag("submissions/idea_form.html", takes_context=True)
def proposal_form(context: dict[str, Any]) -> dict[str, Any]:
    """The first step on a call page whose call is open."""
    return {**fresh_form(context["event"], context["page"], context["now"]), "request": context["request"]}
