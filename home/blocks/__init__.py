"""Blocks that any page may hold. Each has an icon, a group, a description, a preview and a template."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks.calls_to_action import CallToActionBlock, SignUpBlock
from home.blocks.dates import CallStateBlock, DatesBlock
from home.blocks.media import FigureBlock, LogosBlock, VideoBlock
from home.blocks.tables import TableBlock
from home.blocks.texts import AccordionBlock, HeadingBlock, QuestionsBlock, QuotationBlock, TextBlock

__all__ = ["BodyBlock"]

TEXT_GROUP, MEDIA_GROUP, ACTION_GROUP = _("Text"), _("Images and videos"), _("Dates and actions")


class BodyBlock(blocks.StreamBlock):
    """The blocks of a page, in the order in which editors see them."""

    heading = HeadingBlock(group=TEXT_GROUP)
    text = TextBlock(group=TEXT_GROUP)
    quotation = QuotationBlock(group=TEXT_GROUP)
    questions = QuestionsBlock(group=TEXT_GROUP)
    accordion = AccordionBlock(group=TEXT_GROUP)
    table = TableBlock(group=TEXT_GROUP)
    image = FigureBlock(group=MEDIA_GROUP)
    video = VideoBlock(group=MEDIA_GROUP)
    logos = LogosBlock(group=MEDIA_GROUP)
    dates = DatesBlock(group=ACTION_GROUP)
    call_state = CallStateBlock(group=ACTION_GROUP)
    call_to_action = CallToActionBlock(group=ACTION_GROUP)
    sign_up = SignUpBlock(group=ACTION_GROUP)
