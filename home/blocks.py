"""Blocks that any page may hold. Each has an icon, a description, a preview and a template."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class TextBlock(blocks.StructBlock):
    text = blocks.RichTextBlock(label=_("text"))

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs, lists and small headings.")
        template = "home/blocks/text.html"
        preview_value = {"text": "<p>A paragraph with a <b>strong</b> word.</p>"}


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("heading"), max_length=120)

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Starts a new part of the page.")
        template = "home/blocks/heading.html"
        preview_value = {"text": "A new part"}


class QuotationBlock(blocks.StructBlock):
    """A quotation keeps its original wording beside a translation of our own."""

    text = blocks.TextBlock(label=_("quotation"), help_text=_("Without quotation marks; the page adds its own."))
    attribution = blocks.CharBlock(label=_("who said it"), required=False)
    source = blocks.CharBlock(label=_("where it is from"), required=False, help_text=_("Leave empty if unknown."))
    original = blocks.TextBlock(
        label=_("original wording"), required=False, help_text=_("If the quotation above is a translation.")
    )
    original_language = blocks.CharBlock(
        label=_("language of the original wording"), required=False, max_length=10, help_text=_("A code such as en.")
    )
    note = blocks.CharBlock(label=_("note"), required=False, help_text=_("For example: our translation."))

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("Somebody's words, with who said them and, if translated, the original wording.")
        template = "home/blocks/quotation.html"
        preview_value = {"text": "Words worth repeating.", "attribution": "A. Person"}


class QuestionsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("heading"), required=False)
    questions = blocks.ListBlock(blocks.CharBlock(label=_("question")), label=_("questions"), min_num=1)

    class Meta:
        icon = "help"
        label = _("Questions")
        description = _("A list of questions to the community.")
        template = "home/blocks/questions.html"
        preview_value = {"title": "We would like to know", "questions": ["What works?", "What is hard?"]}


class CallToActionBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("text"))
    label = blocks.CharBlock(label=_("text on the button"), max_length=60)
    page = blocks.PageChooserBlock(label=_("page to go to"), required=False)
    url = blocks.URLBlock(label=_("or another address"), required=False)

    class Meta:
        icon = "success"
        label = _("Call to action")
        description = _("One thing to do now, with a button.")
        template = "home/blocks/call_to_action.html"
        preview_value = {"text": "The call is open.", "label": "Propose a session", "url": "https://example.org/"}


class BodyBlock(blocks.StreamBlock):
    heading = HeadingBlock(group=_("Text"))
    text = TextBlock(group=_("Text"))
    quotation = QuotationBlock(group=_("Text"))
    questions = QuestionsBlock(group=_("Text"))
    call_to_action = CallToActionBlock(group=_("Action"))
