"""What the footer is built from."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks.links import LinkBlock


class ColumnBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("heading"), max_length=60, help_text=_("One or two words."))
    links = blocks.ListBlock(LinkBlock(), label=_("links"), min_num=1, help_text=_("Three to six are best."))

    class Meta:
        icon = "list-ul"
        label = _("Column of links")


class SocialBlock(blocks.StructBlock):
    name = blocks.CharBlock(
        label=_("name"), max_length=40, help_text=_("The name of the network, for example Mastodon.")
    )
    url = blocks.URLBlock(label=_("address"), help_text=_("The address of your profile, starting with https://"))

    class Meta:
        icon = "group"
        label = _("Social network")


class ColumnsBlock(blocks.StreamBlock):
    column = ColumnBlock()


class SocialsBlock(blocks.StreamBlock):
    network = SocialBlock()
