"""Blocks that any page may hold. Each has an icon, a group, a description, a preview and a template."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks.calls_to_action import CallToActionBlock, SignUpBlock
from home.blocks.dates import DatesBlock
from home.blocks.media import FigureBlock, LogosBlock, VideoBlock
from home.blocks.texts import AccordionBlock, HeadingBlock, QuestionsBlock, QuotationBlock, TextBlock

__all__ = ["BodyBlock"]

TEXT, MEDIA, ACTION = _("Text"), _("Images and videos"), _("Dates and actions")


class BodyBlock(blocks.StreamBlock):
    """The blocks of a page, in the order in which editors see them."""

    heading = HeadingBlock(group=TEXT)
    text = TextBlock(group=TEXT)
    quotation = QuotationBlock(group=TEXT)
    questions = QuestionsBlock(group=TEXT)
    accordion = AccordionBlock(group=TEXT)
    image = FigureBlock(group=MEDIA)
    video = VideoBlock(group=MEDIA)
    logos = LogosBlock(group=MEDIA)
    dates = DatesBlock(group=ACTION)
    call_to_action = CallToActionBlock(group=ACTION)
    sign_up = SignUpBlock(group=ACTION)
