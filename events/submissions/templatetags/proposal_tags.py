from collections.abc import Iterable
from typing import Any

from django import template
from django.forms import BoundField, Form

from events.submissions.emails.messages import example_values
from events.submissions.fields import shown_fields
from events.submissions.models import EmailTemplate
from events.submissions.public.proposal_forms import first_step_context

register = template.Library()
register.filter(shown_fields)


@register.filter
def errors_of(forms: Iterable[Form]) -> list[tuple[BoundField, Any]]:
    """Every error of these forms with the field that people see, in their order."""
    return [(field, error) for form in forms or () for field in form.visible_fields() for error in field.errors]


@register.inclusion_tag("submissions/proposal_form.html", takes_context=True)
def proposal_form(context: dict[str, Any]) -> dict[str, Any]:
    """The first step on a call page whose call is open."""
    return {**first_step_context(context["event"], context["page"], context["now"]), "request": context["request"]}


@register.simple_tag(takes_context=True)
def filled_email(context: dict[str, Any], email_template: EmailTemplate) -> dict[str, Any]:
    """An email with the latest proposal that fits, where whoever looks may see it."""
    values, is_real = example_values(email_template, shown_to=context["request"].user)
    subject, body = email_template.fill(values)
    return {"subject": subject, "body": body, "is_real": is_real}
