"""A mail from templates: `<name>/subject.txt`, `<name>/body.txt` and, if it exists, `<name>/body.html`."""

from typing import Any

from css_inline import CSSInliner
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import translation

from home.i18n.languages import portal_name
from home.outbox.kinds import MailContent

_inliner = CSSInliner(load_remote_stylesheets=False, keep_at_rules=True, apply_width_attributes=True)


def inline_css(html: str) -> str:
    """Rules of the <style> element written onto the elements, as mail programs want it; @media stays where it is."""
    return _inliner.inline(html)


def render_mail(
    name: str, *, language: str, context: dict[str, Any], headers: dict[str, str] | None = None
) -> MailContent:
    """The content of a mail in a language. HTML templates extend "outbox/email.html".

    `text/*` templates must switch autoescaping off themselves.
    """
    with translation.override(language):
        context = {**context, "language": language, "portal_name": portal_name(language)}
        subject = get_template(f"{name}/subject.txt").render(context)
        text = get_template(f"{name}/body.txt").render(context)
        try:
            html = inline_css(get_template(f"{name}/body.html").render(context))
        except TemplateDoesNotExist:
            html = ""
    return MailContent(" ".join(subject.split()), text.strip() + "\n", html, headers or {})
