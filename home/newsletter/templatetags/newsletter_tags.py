from typing import Any

from django import template
from django.utils.translation import get_language

from home.caching.dependencies import cached_until_publish
from home.newsletter.forms import SignUpForm
from home.newsletter.queries import newsletter_page

register = template.Library()


@register.simple_tag
def newsletter_url() -> str:
    """The newsletter's page; empty where no reader may sign up."""
    return _newsletter_url(get_language())


@cached_until_publish
def _newsletter_url(language: str) -> str:
    page = newsletter_page(language)
    return str(page.get_url()) if page else ""


@register.inclusion_tag("newsletter/sign_up_form.html", takes_context=True)
def sign_up_form(context: dict[str, Any], heading: str = "", text: str = "") -> dict[str, Any]:
    """The sign-up form, on any page; nothing if the portal has no newsletter yet.

    `heading` and `text` are shown above it; without a heading, the newsletter page's own text is.
    """
    page = newsletter_page(get_language())
    form = context.get("form") if isinstance(context.get("form"), SignUpForm) else None
    if page and form is None:
        form = SignUpForm(consent_text=page.consent_text, consent_version=page.consent_version, auto_id="newsletter-%s")
    return {"newsletter": page, "form": form, "heading": heading, "text": text, "request": context.get("request")}
