"""Blocks that only pages of an event hold."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class PromptBlock(blocks.StructBlock):
    """A question of the call's form. Its id is the same in every language, so answers can be compared."""

    question = blocks.CharBlock(label=_("question"), max_length=200, help_text=_("Shown above the answer."))
    help = blocks.CharBlock(
        label=_("help"), max_length=250, required=False, help_text=_("One line that invites an honest answer.")
    )

    class Meta:
        icon = "help"
        label = _("Question")
        description = _("A question to everyone who proposes a session. Answers are optional.")
        template = "events/blocks/prompt.html"
        preview_value = {"question": _("What has worked?"), "help": _("One example is enough.")}


class PromptsBlock(blocks.StreamBlock):
    question = PromptBlock()
