from typing import Any

from django import template
from django.urls import reverse

from events.programme.queries import Programme
from events.roster.promises import coverage, coverage_text, gaps_for_readers
from home.clock import now

register = template.Library()


@register.inclusion_tag("roster/coverage.html", takes_context=True)
def help_wanted(context: dict[str, Any], programme: Programme) -> dict[str, Any]:
    """While there are public gaps: what waits for an interpreter, by language, and the way to offer help."""
    event = programme.event
    gaps = gaps_for_readers(event, now(context["request"]))
    languages = sorted({gap.language for gap in gaps if gap.language})
    found = [coverage(programme.entries, gaps, language) for language in languages]
    lines = [coverage_text(one) for one in found if one.waiting]
    return {"event": event, "has_gaps": bool(gaps), "lines": lines, "url": reverse("roster:help", args=[event.pk])}
