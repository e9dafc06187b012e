from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks.links import LinkBlock


class CallToActionBlock(LinkBlock):
    text = blocks.TextBlock(label=_("text"), help_text=_("One or two sentences: what, and why now."))

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """`seed` of the circles: of the edition, else of the page, so that they are the same in every language."""
        context = super().get_context(value, parent_context=parent_context)
        event, page = context.get("event"), context.get("page")
        seed = getattr(event, "name", None) or getattr(page, "translation_key", None) or value["label"]
        return {**context, "seed": str(seed)}

    class Meta:
        icon = "success"
        label = _("Call to action")
        description = _("One thing to do now, with a button.")
        template = "home/blocks/call_to_action.html"
        form_layout = ["text", "label", "page", "url"]
        preview_value = {
            "text": _("The call is open, and every experience counts."),
            "label": _("Propose a session"),
            "url": "https://example.org/",
        }


class SignUpBlock(blocks.StructBlock):
    """The newsletter's form on any page: its template uses a tag of home.newsletter."""

    title = blocks.CharBlock(label=_("heading"), max_length=120, help_text=_("Shown above the form."))
    text = blocks.TextBlock(label=_("text"), help_text=_("What people get when they leave their address."))

    class Meta:
        icon = "mail"
        label = _("Newsletter sign-up")
        description = _("The form to sign up for the newsletter, with its consent text. Once on a page.")
        template = "home/blocks/sign_up.html"
        preview_value = {
            "title": _("Get an email when the programme is published"),
            "text": _("Sign up, and we will email you when the programme is published."),
        }
