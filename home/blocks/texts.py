from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.i18n.languages import cldr_locale

TITLE_ABOVE = _("Shown above as a heading. Optional.")


def language_choices() -> list[tuple[str, str]]:
    """Every language with a two-letter code, named and sorted in the active language."""
    names = {str(code): str(name) for code, name in cldr_locale(get_language() or "en").languages.items()}
    return sorted(((code, names[code]) for code in names if len(code) == 2), key=lambda choice: choice[1].casefold())


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("heading"), max_length=120, help_text=_("A few words that say what comes next."))

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Starts a new part of the page.")
        template = "home/blocks/heading.html"
        preview_value = {"text": _("How we decide together")}


class TextBlock(blocks.StructBlock):
    text = blocks.RichTextBlock(label=_("text"), help_text=_("Small headings belong below a heading block."))

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs, lists and small headings.")
        template = "home/blocks/text.html"
        preview_value = {"text": _("<p>A paragraph with a <b>strong</b> word.</p><ul><li>A list</li></ul>")}


class QuotationBlock(blocks.StructBlock):
    """A quotation with its original wording beside the translation."""

    text = blocks.TextBlock(label=_("quotation"), help_text=_("Without quotation marks."))
    attribution = blocks.CharBlock(label=_("who said it"), required=False, help_text=_("The person’s name."))
    source = blocks.CharBlock(label=_("where it is from"), required=False, help_text=_("Leave empty if unknown."))
    original = blocks.TextBlock(
        label=_("original wording"), required=False, help_text=_("If the quotation above is a translation.")
    )
    original_language = blocks.ChoiceBlock(
        label=_("language of the original wording"),
        required=False,
        choices=language_choices,
        help_text=_("So that screen readers pronounce it well."),
    )
    note = blocks.CharBlock(label=_("note"), required=False, help_text=_("For example: our translation."))

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Hides the original wording on pages in its language, where the quotation is no translation."""
        context = super().get_context(value, parent_context=parent_context)
        is_original = value.get("original") and value.get("original_language") == get_language()
        context["shows_original"] = (value.get("original") or value.get("note")) and not is_original
        return context

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("Somebody’s words, with who said them and, if translated, the original wording.")
        template = "home/blocks/quotation.html"
        preview_value = {"text": _("Words worth repeating."), "attribution": _("A person")}


class QuestionsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("heading"), required=False, help_text=TITLE_ABOVE)
    questions = blocks.ListBlock(
        blocks.CharBlock(label=_("question"), help_text=_("One sentence that ends with a question mark.")),
        label=_("questions"),
        min_num=1,
        help_text=_("Three to eight are best."),
    )

    class Meta:
        icon = "help"
        label = _("Questions")
        description = _("A list of questions to the community.")
        template = "home/blocks/questions.html"
        preview_value = {
            "title": _("We would like to know"),
            "questions": [_("What works for you?"), _("What is hard?"), _("What comes next?")],
        }


class AccordionItemBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=160, help_text=_("Always visible: often a question."))
    text = blocks.RichTextBlock(label=_("text"), help_text=_("Shown once the reader opens it."))

    class Meta:
        label = _("Part")


class AccordionBlock(blocks.StructBlock):
    """Native disclosures: they open without JavaScript, and the browser's search finds what is inside."""

    title = blocks.CharBlock(label=_("heading"), required=False, help_text=TITLE_ABOVE)
    items = blocks.ListBlock(
        AccordionItemBlock(),
        label=_("parts"),
        min_num=1,
        help_text=_("Do not put anything here that everyone has to read."),
    )

    class Meta:
        icon = "list-ul"
        label = _("Accordion")
        description = _("Questions and answers that readers open one by one.")
        template = "home/blocks/accordion.html"
        preview_value = {
            "title": _("Good to know"),
            "items": [
                {"title": _("Does it cost anything?"), "text": _("<p>No. Everybody is welcome.</p>")},
                {"title": _("Will there be recordings?"), "text": _("<p>Yes, of most sessions.</p>")},
            ],
        }
